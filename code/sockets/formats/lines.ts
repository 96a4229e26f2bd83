import { type Line, longestLine } from './format.ts';
import { rowBeginning } from './row-beginning.ts';
import { unwrapped } from './unwrap.ts';

/**
 * The lines of a pasted text without what pasting adds: CR, colours, code fences, `> ` of a mail or of
 * Select-String, `# ` of a script, the numbers of `cat -n`, `grep -n` or an editor, a time or a host
 * before each line, and what packs a row: a list, a box, quotes, tags, JSON. Lines that a terminal broke
 * at its edge are whole again.
 */
export function linesOf(text: string): Line[] {
  const raw = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const lines = raw.flatMap((each, at) => parted(each).map((text) => ({ number: at + 1, text })));
  // Numbers may stand before the marks of a quote or behind them.
  const bare = withoutNumbers(withoutNumbers(lines.map(({ text }) => text)).map(bareText));
  return unwrapped(lines.map(({ number }, at) => ({ number, text: bare[at] ?? '' })));
}

/** In a string of JSON or of a log, `\n` ends a line: where a row or a header follows one, all do. */
function parted(text: string): string[] {
  if (!text.includes('\\n')) return [text];
  const [first = '', ...others] = text.split(/(?:\\r)?\\n/);
  const isTable = others.some((each) => beginning.test(each.slice(0, 200)));
  return isTable ? [first.replace(opening, ''), ...others] : [text];
}

const opening = /^[{[\s]{0,20}(?:"[^"]{0,60}"\s{0,9}:\s{0,9})?["'“]/;
const beginning = new RegExp(`^\\s*${rowBeginning}`);

function bareText(text: string): string {
  if (text.length > longestLine) return text;
  // Runs of blanks cost a regular expression the square of their length.
  let bare = text.length > 2000 ? text.replace(/\s{200,}/g, (run) => run.slice(0, 200)) : text;
  if (bare.includes('\u001b')) bare = bare.replace(colours, '');
  if (/[\u00a0\u2000-\u200a\u202f\u3000]/.test(bare))
    bare = bare.replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' ');
  if (bare.includes('&gt;')) bare = bare.replaceAll('&gt;', '>');
  if (bare.includes('<')) bare = bare.replace(tags, '');
  if (/^\s*(?:```|~~~)/.test(bare)) return '';
  // One mark may stand behind another: a numbered line of a quoted mail.
  for (let marks = 0; marks < 4; marks++) {
    const before = bare;
    bare = withoutMark(bare);
    if (bare === before) break;
  }
  return unpacked(bare);
}

const tags = /<\/?(?:pre|code|samp|tt|p|br|div|span|td|tr|li)\b[^<>]{0,200}>/gi;

/** A row in a list, a box, a string, a line of a log: without what is before it and what closes it. */
function unpacked(text: string): string {
  const at = text.length > 2000 ? -1 : text.search(wholeRow);
  if (at < 1 || !packing.test(text.slice(0, at))) return text;
  return text.slice(at).replace(/(?:\s*[│┃║]|\\n)?["'”,}\]]*\s*$/, '');
}

const wholeRow =
  /\b(?:tcp(?:46|[46])?\s+\d+\s+\d+\s+\S+[.:][\w*]+\s+\S+[.:][\w*]+|TCP\s+\S+:\d+\s+\S+:\d+|(?:tcp\s+)?(?:LISTEN|ESTAB|SYN-SENT|SYN-RECV|FIN-WAIT-[12]|TIME-WAIT|CLOSE-WAIT|LAST-ACK|CLOSING)\s+\d+\s+\d+\s+\S+:\S+\s+\S+:\S+)/;
/** A bullet or the sign of a diff; the border of a box; what opens a string; a time, and words behind it. */
const packing =
  /^\s*(?:[-+*•·–]\s*|[│┃║]\s*|[{[\s]*(?:"[^"]{0,60}"\s*:\s*)?["'“]\s*|(?:[\w[(][^:]{0,40})?\d\d:\d\d(?::\d\d)?(?!\d)[^:"]{0,80}:?\s)$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: `grep --color` puts them into a row
const colours = /\u001b\[[\d;]*[A-Za-z]/g;

function withoutMark(text: string): string {
  switch (firstSign.exec(text)?.[0]) {
    case '>':
      return text.replace(/^\s*>(?=[\s>]|$) ?(?!\s*(?:netstat|ss|lsof)\b)/, '');
    case '#':
    case '/':
      return prompt.test(text) ? text : text.replace(/^\s*(?:#|\/\/)(?=\s|$) ?/, '');
    case '|':
      return text.replaceAll(/\s*\|\s*/g, '  ').slice(2);
    default:
      return marked.test(text) ? text.replace(/^ {0,7}\d+\t/, '').replace(prefix, '') : text;
  }
}

const firstSign = /[^\s]/;
const marked = /^\s*(?:\[?\d+[-:.|\t ]|[A-Za-z][\w.@/-]*:)/;
const time = '\\[?\\d{4}-\\d\\d-\\d\\d[T ][\\d:.,]+(?:Z|[+-]\\d\\d:?\\d\\d)?\\]?\\s+';
const number =
  '\\s*\\d+(?:[:|]|\\.(?=\\s)|\\s*\\|)\\s?|\\s*\\d+\\s+(?=(?:tcp|udp|TCP|UDP|LISTEN|ESTAB))';
const host = '[A-Za-z][\\w.@/-]*:\\s*';
const prefix = new RegExp(`^(?:${time}|${number}|${host})(?=\\s*${rowBeginning})`);

const prompt = /^\s*(?:#|\/\/) *(?:%|\$|sudo|netstat|ss|lsof|sockstat|cat)\s/;

/** Numbers that rise from line to line are those of an editor or of grep, whatever stands behind them. */
function withoutNumbers(lines: string[]): string[] {
  let before = 0;
  let numbered = 0;
  let filled = 0;
  for (const line of lines) {
    if (line.trim() === '') continue;
    filled++;
    const [, digits = ''] = numberedLine.exec(line) ?? [];
    if (digits && Number(digits) > before) {
      numbered++;
      before = Number(digits);
    }
  }
  const isNumbered = numbered > 1 && numbered >= filled * 0.8;
  return isNumbered ? lines.map((line) => line.replace(numberedLine, '')) : lines;
}

/** Not the `  12: 0100007F:1ED0` of /proc/net/tcp, nor an address, a port or a queue. */
const numberedLine = /^\s*(\d{1,7})(?:\t|[:-](?!\s*[\dA-F]{8,32}:[\dA-F]{4}\s)|\s?[|│]\s?|\.\s)/;
