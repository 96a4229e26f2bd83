/**
 * The command of a line that is one; '' for a prompt alone or with another program behind it; null
 * for anything else.
 */
export function commandIn(text: string): string | null {
  if (text.length > 2000 || !hint.test(text)) return null;
  const typed = text.replace(prompt, '').trim();
  const isPrompted = typed !== text.trim();
  if (isPrompted && tool.test(typed)) return typed;
  if (isPrompted && plainPrompt.test(text)) return '';
  return unprompted.test(text) ? text.trim() : null;
}

const hint =
  /[#$%>❯➜]|^\s*(?:sudo|doas|netstat|ss|lsof|lsfd|sockstat|fstat|procstat|nettop|Get-|cat)\b/;

/** `user@host:~$ `, `[root@host ~]# `, `PS C:\> `, `C:\> `, `➜  ~ `, `$ `, and no end of its own. */
const prompt =
  /^\s*(?:PS [^>]{0,200}>|[A-Z]:\\[^>]{0,200}>|[➜❯]\s+\S{1,40}\s|(?:[^\s#$%>❯➜]{0,60}(?: [^\s#$%>❯➜]{1,60}){0,2} ?[#$%>❯➜]+))\s*(?:[%$] )?/;

/** One that cannot be the beginning of a row: `fe80::1%12` has a sign of prompts, too. */
const plainPrompt =
  /^\s*(?:PS |[A-Z]:\\|[$#%❯➜](?:\s|$)|\S{1,60}@\S{1,60}[^#$%>]{0,60}[#$%>](?:\s|$)|\S{0,60}[:~]\S{0,20} ?[#$%>]\s*$)/;

const tools =
  '(?:netstat|ss|lsof|lsfd|sockstat|fstat|procstat|nettop|Get-NetTCPConnection|cat\\s+/proc/\\S*net/\\w+)';
const before =
  '(?:sudo|doas|watch|ssh|docker|podman|kubectl|oc|adb|nsenter|busybox|toybox|ip|while|for|do|env|LC_ALL=\\S*|LANG=\\S*|export|\\(?date)';
const tool = new RegExp(
  `^(?:${before}\\b.{0,300}?\\s|.{0,200}?(?:;|&&)\\s*)?(?:sudo )?(?:\\S*/)?${tools}(?:\\s|\\||;|$)`,
  'i',
);

/** Without a prompt, `ss` and `lsof` may be words: an option, a filter or nothing follows a command. */
const unprompted = new RegExp(
  `^\\s*(?:sudo )?${tools}(?:\\s*$|\\s+[-|/>]|\\s+[-\\w]+\\s+\\|)`,
  'i',
);

/** `Every 2.0s`, what `date` prints, a time stamp, `==> host <==`, `=====` of lsof -r: what follows is another look. */
export const isTime = (text: string): boolean =>
  text.length < 120 &&
  !isLikeRow(text) &&
  (/^\s*={5,}\s*$/.test(text) ||
    /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text) ||
    /^\s*(?:Every \d|\d\d:\d\d:\d\d\b|\S{2,10},? .{0,30}\d\d?:\d\d:\d\d\b)/.test(text) ||
    /^\s*(?:={2,}>?|-{2,}|\*{2,}|#{2,})\s*[^\s=*#-].*$/.test(text));

/**
 * What the sockets below a title of net-tools or a BSD are; null: of the Internet. undefined: it is no
 * title.
 */
export function sectionIn(text: string): string | null | undefined {
  if (!/^\s*(?:Active|Registered|Sockets?|Aktive|Conex|Connexion)/i.test(text)) return undefined;
  if (/UNIX|LOCAL/.test(text)) return 'UNIX';
  if (/Multipath/.test(text)) return 'multipath';
  if (/Bluetooth/.test(text)) return 'Bluetooth';
  return /^Active kernel/.test(text) ? 'kernel' : null;
}

/** Below such a title: a header, and no socket. */
export const isSectionHeader = (text: string): boolean =>
  !/\d/.test(text) || /^\s*(?:id|Proto|Address)\b/i.test(text);

/**
 * Two addresses with ports, one with a word of TCP, or `tcp` in front: it may be a row of a layout
 * that has changed, and is reported. A line of words is not.
 */
export function isLikeRow(text: string): boolean {
  const ends = text.match(end)?.length ?? 0;
  return ends > 1 || (ends === 1 && word.test(text)) || rows.some((each) => each.test(text));
}

export const unknownLayout = 'it looks like a socket, in no layout that is known here';

/** `ss -s`, /proc/net/sockstat, or a state with its number, as `sort | uniq -c` prints it. */
export const isCount = (text: string): boolean =>
  /^\s*TCP6?:\s+(?:\d+ \(estab|inuse)\s/.test(text) || (text.length < 60 && count.test(text));

const states =
  '(?:LISTEN(?:ING)?|ESTAB(?:LISHED)?|(?:TIME|CLOSE|FIN)[-_]WAIT[-_]?[12]?|SYN[-_](?:SENT|RECV)|LAST[-_]ACK|CLOSING)';
const count = new RegExp(`^\\s*(?:\\d+\\s+${states}|${states}[\\s:=]+\\d+)\\s*$`);

/** Rows of known layouts that are cut, or of unknown ones: neither sentences nor the counts of `ss -s`. */
const rows = [
  /^\s*(?:[\da-f]{6,20}\s+)?tcp(?:[46]|46)?\s+(?=.*(?:[:.](?:\d+|\*)|[:.][a-z][\w-]*\s|\d\/\d))\S/i,
  /^\s*tcp(?:[46]|46)?\s+\d+\s+\d+\s/,
  /^\s*[\da-f]{6,20}\s+(?:[\da-f]+\s+)?tcp(?:[46]|46)?\s+\d/,
  // lsof, fstat of OpenBSD, Get-NetTCPConnection
  /\s\d+[rwu]\s+IPv[46]\b/,
  /\sinternet6?\s+stream\s+tcp\s/,
  /^\s*(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*:[\da-f:]*:[\da-f]*)\s{2,}\d{1,5}(?:\s|$)/i,
];

/** What `awk '{print $4}'` leaves, perhaps counted by uniq -c. */
export const oneEnd =
  /^\s*(?:\d+\s+)?(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\]|[\da-f]*::[\da-f:]*|\*)[:.](?:\d{1,5}|\*)\s*$/i;

const end =
  /(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+(?:%\w+)?\]|\*|localhost|::1|::|[\da-f]{1,4}(?::{1,2}[\da-f]{1,4}){3,7})[:.](?:\d{1,5}|\*)(?![\w.])/gi;
const word =
  /\b(?:LISTEN(?:ING)?(?!\s+(?:on|at|to)\b|:)|ESTAB(?:LISHED)?|(?:TIME|CLOSE|FIN)[-_ ]?WAIT[-_]?[12]?|SYN[-_]\w+|LAST[-_]ACK)\b/i;
