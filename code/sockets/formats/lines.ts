import { type Line, longestLine } from './format.ts';

/**
 * The lines of a pasted text without what pasting adds: CR, colours, code fences, `> ` of a mail or of
 * Select-String, `# ` of a script, the numbers of `cat -n` and `grep -n`, a time or a host before each
 * line. Lines that a terminal broke at its edge are whole again.
 */
export function linesOf(text: string): Line[] {
  const raw = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const lines = raw.map((each, at) => ({ number: at + 1, text: bareText(each) }));
  return joined(lines);
}

function bareText(text: string): string {
  if (text.length > longestLine) return text;
  let bare = text;
  if (bare.includes('\u001b')) bare = bare.replace(colours, '');
  if (bare.includes('\u00a0')) bare = bare.replaceAll('\u00a0', ' ');
  if (bare.includes('&gt;')) bare = bare.replaceAll('&gt;', '>');
  if (/^\s*```/.test(bare)) return '';
  if (bare.startsWith('|')) bare = bare.replaceAll(/\s*\|\s*/g, '  ').slice(2);
  bare = bare.replace(/^(?:>[ ]?)+(?!\s*(?:netstat|ss|lsof)\b)/, '');
  bare = bare.replace(/^(?:#|\/\/)[ ](?=[ ]*\S)/, (mark) => (prompt.test(bare) ? mark : ''));
  bare = bare.replace(/^ {0,7}\d+\t/, '');
  if (prefixed.test(bare)) bare = bare.replace(prefix, '');
  return bare;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: `grep --color` puts them into a row
const colours = /\u001b\[[\d;]*[A-Za-z]/g;

/** How a row may begin, after whatever was put before it. */
const beginning =
  '(?:(?:[0-9a-f]{8,16}\\s+){0,2}(?:tcp|udp|raw|unix|sctp|TCP|UDP|u_str|u_dgr|u_seq)[46]{0,2}\\s+|' +
  '(?:LISTEN|ESTAB|SYN-SENT|SYN-RECV|FIN-WAIT-[12]|TIME-WAIT|CLOSE-WAIT|LAST-ACK|CLOSING|UNCONN)\\s+\\d+\\s+\\d+|' +
  '\\d+:\\s+[0-9A-F]{8,32}:[0-9A-F]{4}\\s|Proto\\s|Netid\\s|State\\s+Recv|' +
  '\\S+\\s+\\d+\\s+\\S+\\s+\\d+\\w*\\s+IPv[46]\\s)';
const time = '\\[?\\d{4}-\\d\\d-\\d\\d[T ][\\d:.,]+(?:Z|[+-]\\d\\d:?\\d\\d)?\\]?\\s+';
const number =
  '\\s*\\d+(?:[:|]|\\.(?=\\s)|\\s*\\|)\\s?|\\s*\\d+\\s+(?=(?:tcp|udp|TCP|UDP|LISTEN|ESTAB))';
const host = '[A-Za-z][\\w.@/-]*:\\s*';
const prefix = new RegExp(`^(?:${time}|${number}|${host})+(?=\\s*${beginning})`);
const prefixed = /^\s*(?:\[?\d|[A-Za-z][\w.@/-]*:)/;

const prompt = /^(?:#|\/\/) *(?:%|\$|sudo|netstat|ss|lsof|sockstat|cat)\s/;

/** Does a line begin something: a row, a header, a title, a command? Then no line before it goes on. */
const start = new RegExp(
  `^\\s*(?:${beginning}|[0-9a-f]{8,16}\\s+(?:stream|dgram)|Active|COMMAND\\s|\\S+[#$%>]\\s|\\[|PS |USER\\s)`,
);

/**
 * A terminal breaks at its width, wherever that is, so such lines are of one length, the longest of the
 * text. Two of them prove it, or one of a common width. An owner that is cut within brackets goes on in
 * any case.
 */
function joined(lines: Line[]): Line[] {
  const width = widthOf(lines);
  const whole: Line[] = [];
  let last: Line | undefined;
  let isFull = false;
  for (const line of lines) {
    const { text } = line;
    const isNext = text.trim() !== '' && text.length < longestLine && !start.test(text);
    const goesOn = last !== undefined && isNext && (isFull || isOpen(last.text));
    if (goesOn && last && last.text.length < longestLine) last.text += text;
    else {
      last = { ...line };
      whole.push(last);
    }
    isFull = text.length === width;
  }
  return whole;
}

function widthOf(lines: readonly Line[]): number {
  let width = 0;
  for (const { text } of lines) width = Math.max(width, text.length);
  if (width < 40 || width >= longestLine) return -1;
  const broken = lines.filter(({ text }, at) => {
    const next = lines[at + 1]?.text ?? '';
    return text.length === width && rowStart.test(text) && next.trim() !== '' && !start.test(next);
  });
  return broken.length > 1 || (broken.length === 1 && common.has(width)) ? width : -1;
}

/** Rows of Windows have lines of their own below them, which name the owner. */
const rowStart = new RegExp(`^\\s*(?!TCP|UDP)${beginning}`);
const common = new Set([80, 100, 120, 132, 160]);

/** `users:((…` without its end. */
function isOpen(text: string): boolean {
  const at = text.indexOf('users:(');
  return at !== -1 && !text.includes('))', at);
}
