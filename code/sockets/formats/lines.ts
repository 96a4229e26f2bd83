import { type Line, longestLine } from './format.ts';
import { rowBeginning } from './row-beginning.ts';
import { unwrapped } from './unwrap.ts';

/**
 * The lines of a pasted text without what pasting adds: CR, colours, code fences, `> ` of a mail or of
 * Select-String, `# ` of a script, the numbers of `cat -n`, `grep -n` or an editor, a time or a host
 * before each line. Lines that a terminal broke at its edge are whole again.
 */
export function linesOf(text: string): Line[] {
  const raw = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  // Numbers may stand before the marks of a quote or behind them.
  const bare = withoutNumbers(withoutNumbers(raw).map(bareText));
  return unwrapped(bare.map((each, at) => ({ number: at + 1, text: each })));
}

function bareText(text: string): string {
  if (text.length > longestLine) return text;
  // Runs of blanks cost a regular expression the square of their length.
  let bare = text.length > 2000 ? text.replace(/\s{200,}/g, (run) => run.slice(0, 200)) : text;
  if (bare.includes('\u001b')) bare = bare.replace(colours, '');
  if (bare.includes('\u00a0')) bare = bare.replaceAll('\u00a0', ' ');
  if (bare.includes('&gt;')) bare = bare.replaceAll('&gt;', '>');
  if (/^\s*(?:```|~~~)/.test(bare)) return '';
  // One mark may stand behind another: a numbered line of a quoted mail.
  for (let marks = 0; marks < 4; marks++) {
    const before = bare;
    bare = withoutMark(bare);
    if (bare === before) break;
  }
  return bare;
}

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
