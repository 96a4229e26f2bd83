import { longestLine } from './format.ts';

/** A chat, or a field of a form, eats the ends of lines: then one row stands behind another. */
export function rowByRow(text: string): string[] {
  if (text.length < 80 || text.length > longestLine || !several.test(text)) return [text];
  const [, ...later] = [...text.matchAll(beginnings)].map(({ index }) => index);
  return [0, ...later].map((from, at) => text.slice(from, later[at]));
}

const several =
  /\b(?:tcp|udp|TCP|UDP|LISTEN|ESTAB)\b.*[.:].*\b(?:tcp|udp|TCP|UDP|LISTEN|ESTAB|[A-Z]+-[A-Z]+)\b/;

/** Bounded, so that a long line costs no more than its length. */
const end = '\\S{1,80}[.:][\\w*-]{1,40}';
const states = 'LISTEN|ESTAB|SYN-SENT|SYN-RECV|FIN-WAIT-[12]|TIME-WAIT|CLOSE-WAIT|LAST-ACK|CLOSING';
const beginnings = new RegExp(
  `(?<=^|\\s)(?:(?:tcp|udp)(?:46|[46])?\\s+\\d+\\s+\\d+|TCP|UDP|(?:tcp\\s+(?:${states})|(?<!\\btcp\\s+)(?:${states}))\\s+\\d+\\s+\\d+)` +
    `\\s+${end}\\s+${end}(?=\\s|$)`,
  'g',
);
