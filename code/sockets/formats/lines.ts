import { byHost } from './by-host.ts';
import { type Line, longestLine } from './format.ts';
import { linesInJson, linesOfLog } from './json-strings.ts';
import { unpacked } from './packing.ts';
import { rowBeginning } from './row-beginning.ts';
import { rowByRow } from './row-by-row.ts';
import { unwrapped } from './unwrap.ts';

/**
 * The lines of a pasted text without what pasting adds: CR, colours, code fences, `> ` of a mail or of
 * Select-String, `# ` of a script, the numbers of `cat -n`, `grep -n` or an editor, a time or a host
 * before each line, and what packs a row: a list, a box, quotes, tags, JSON. Lines that a terminal broke
 * at its edge are whole again.
 */
export function linesOf(text: string): Line[] {
  const whole = text.replace(/^\uFEFF/, '');
  const raw =
    linesInJson(whole) ??
    linesOfLog(whole) ??
    singleSpaced(whole.split(/\r\n|\n|\r/).map(numbered));
  const lines = raw.flatMap(({ number, text }) =>
    parted(text)
      .flatMap(rowByRow)
      .map((text) => ({ number, text })),
  );
  const ordered = byHost(lines.map((line) => ({ ...line, text: clean(line.text) })));
  const bare = unpacked(ordered.map(({ text }) => text)).map(withoutMarks);
  return unwrapped(ordered.map((line, at) => ({ ...line, text: bare[at] ?? '' })));
}

const numbered = (text: string, at: number): Line => ({ number: at + 1, text });

/** An empty line behind each other line is none of the table’s. */
function singleSpaced(lines: readonly Line[]): readonly Line[] {
  const isDouble =
    lines.length > 5 && lines.every(({ text }, at) => at % 2 === 0 || text.trim() === '');
  return isDouble ? lines.filter((_, at) => at % 2 === 0) : lines;
}

/** In a string of JSON or of a log, `\n` ends a line: where a row or a header follows one, all do. */
function parted(text: string): string[] {
  if (text.includes('\0')) return text.split('\0').filter((each) => each !== ''); // lsof -F0
  if (text.length < longestLine && /<tr\b/i.test(text)) return text.split(/<\/tr>\s*(?=<tr\b)/i);
  if (text.includes('`')) return rowsInSpans(text) ?? [text];
  if (!text.includes('\\n')) return [text];
  const [first = '', ...others] = text.split(/(?:\\r)?\\n/);
  const isTable = others.some((each) => beginning.test(each.slice(0, 200)));
  return isTable ? [first.replace(opening, ''), ...others] : [text];
}

/** The rows that a sentence quotes as code; null: it quotes none. */
function rowsInSpans(text: string): string[] | null {
  const spans = [...text.slice(0, longestLine).matchAll(/`([^`]{20,400})`/g)].map(
    ([, span = '']) => span,
  );
  const rows = spans.filter((span) => beginning.test(span));
  return rows.length > 0 ? rows : null;
}

const opening = /^[{[\s]{0,20}(?:"[^"]{0,60}"\s{0,9}:\s{0,9})?["'“]/;
const beginning = new RegExp(`^\\s*${rowBeginning}`);

const bentQuotes = /[\u201c-\u201e]/g;

/** Without colours, tags, and blanks of other kinds. */
function clean(text: string): string {
  if (text.length > longestLine) return text;
  // Runs of blanks cost a regular expression the square of their length.
  let bare = text.length > 2000 ? text.replace(/\s{200,}/g, (run) => run.slice(0, 200)) : text;
  if (bare.includes('\u001b')) bare = bare.replace(colours, '');
  if (/[\u00a0\u2000-\u200a\u202f\u3000]/.test(bare))
    bare = bare.replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' ');
  // Word processors make longer dashes and arrows of `-` and `->`.
  if (/[\u2010-\u2013\u2192\u2212]/.test(bare))
    bare = bare.replace(/\u2192/g, '->').replace(/[\u2010-\u2013\u2212]/g, '-');
  // Chats and word processors put in what nobody sees; East Asian keyboards have letters of full width.
  if (/[\u200b-\u200d\u2060\ufeff\uff01-\uff5e]/.test(bare))
    bare = bare
      .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
      .replace(/[\uff01-\uff5e]/g, (wide) => wide.normalize('NFKC'));
  if (bare.includes('&')) bare = bare.replace(/&(?:gt|lt|quot|amp|#3[49]);/g, unescaped);
  // A string of JSON that is not taken for one, since words stand before it (Ansible).
  if (bare.includes('users:((\\"')) bare = bare.replaceAll('\\"', '"');
  // Word processors bend quotes; Markdown has signs of its own escaped.
  bare = bare.replace(bentQuotes, '"');
  if (/\\[*_|[\]]/.test(bare)) bare = bare.replace(/\\([*_|[\]])/g, '$1');
  if (bare.includes('<')) bare = bare.replace(cellBorders, '  ').replace(tags, '');
  return /^\s*(?:```|~~~)/.test(bare) ? '' : bare;
}

function withoutMarks(text: string): string {
  if (text.length > longestLine) return text;
  let bare = text;
  // One mark may stand behind another: a numbered line of a quoted mail.
  for (let marks = 0; marks < 4; marks++) {
    const before = bare;
    bare = withoutMark(bare);
    if (bare === before) break;
  }
  return singled(bare);
}

const entities: Record<string, string> = { '&gt;': '>', '&lt;': '<', '&quot;': '"', '&#34;': '"' };
const unescaped = (entity: string): string => entities[entity] ?? (entity === '&amp;' ? '&' : "'");

const cellBorders = /<\/t[dh]>\s*<t[dh]\b[^<>]{0,200}>/gi;
const tags =
  /<\/?(?:pre|code|samp|tt|p|br|div|span|table|thead|tbody|td|th|tr|li)\b[^<>]{0,200}>/gi;

/** A row in a list, a box, a string, a line of a log: without what is before it and what closes it. */
function singled(text: string): string {
  const at = text.length > 2000 ? -1 : text.search(wholeRow);
  if (at < 1 || !packing.test(text.slice(0, at))) return text;
  return text
    .slice(at)
    .replace(/(?:\\[rn])*"\s*,\s*"[\w.@-]{1,40}"\s*:.*$/, '') // other fields of a log in JSON
    .replace(/(?:\s*[│┃║]|\\n)?["'”,}\]]*\s*$/, '');
}

const wholeRow =
  /\b(?:tcp(?:46|[46])?\s+\d+\s+\d+\s+\S+[.:][\w*]+\s+\S+[.:][\w*]+|TCP\s+\S+:\d+\s+\S+:\d+|(?:tcp\s+)?(?:LISTEN|ESTAB|SYN-SENT|SYN-RECV|FIN-WAIT-[12]|TIME-WAIT|CLOSE-WAIT|LAST-ACK|CLOSING)\s+\d+\s+\d+\s+\S+:\S+\s+\S+:\S+)/;
/** A bullet or the sign of a diff; the border of a box; what opens a string; a time, and words behind it. */
const packing =
  /^\s*(?:[-+*•·–]\s*|[│┃║]\s*|[{[\s]*(?:"[^"]{0,60}"\s*:\s*)?["'“]\s*|(?:[\w[(][^:]{0,40})?\d\d:\d\d(?::\d\d)?(?!\d)[^:"]{0,80}:?\s)$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: `grep --color` puts them into a row
const colours = /\u001b\[[\d;]*[A-Za-z]/g;

/** A row of netstat that was a row of a spreadsheet. */
const csv = /^\s*"?(?:tcp|udp|TCP|UDP)(?:46|[46])?"?\s*[,;]\s*"?(?:\d|[^\s,;]+:\d)/;

function withoutMark(text: string): string {
  if (csv.test(text)) return text.replace(/"?\s*[,;]\s*"?/g, '  ').replaceAll('"', '');
  switch (firstSign.exec(text)?.[0]) {
    case '>':
      return text.replace(/^\s*>(?=[\s>]|$) ?(?!\s*(?:netstat|ss|lsof)\b)/, '');
    case '#':
    case '/':
      return prompt.test(text) ? text : text.replace(/^\s*(?:#|\/\/)(?=\s|$) ?/, '');
    case '|':
      return text.replaceAll(/\s*\|\s*/g, '  ').slice(2);
    default:
      if (/^[^|│┃║]*(?:\s[|│┃║]\s[^|│┃║]*){4}/.test(text))
        return text.replaceAll(/\s*[|│┃║](?:\s+|$)/g, '  ');
      return marked.test(text) ? text.replace(/^ {0,7}\d+\t/, '').replace(prefix, '') : text;
  }
}

const firstSign = /[^\s]/;
const marked = /^\s*(?:\[?\d+[-:.|\t ]|[A-Za-z][\w.@/-]*:)/;
const time = '\\[?\\d{4}-\\d\\d-\\d\\d[T ][\\d:.,]+(?:Z|[+-]\\d\\d:?\\d\\d)?\\]?\\s+';
const number =
  '\\s*\\d+(?:[:|]|\\.(?=\\s)|\\s*\\|)\\s?|\\s*\\d+\\s+(?=(?:tcp|udp|TCP|UDP|LISTEN|ESTAB))';
const host = '[A-Za-z][\\w.@/-]*:\\s*';
/** The end of Solaris that a row may begin with, `fe80::1.22`: what stands before its first colon is no mark. */
const restOfAddress = '(?!\\s*[\\da-f]*:[\\da-f:]*(?:%\\w+)?\\.(?:\\d+|\\*)\\s)';
const prefix = new RegExp(
  `^(?:${time}|(?:${number}|${host})${restOfAddress})(?=\\s*${rowBeginning})`,
);

const prompt = /^\s*(?:#|\/\/) *(?:%|\$|sudo|netstat|ss|lsof|sockstat|cat)\s/;
