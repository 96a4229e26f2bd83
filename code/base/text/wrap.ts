import { charactersOf, columnsOf, isPlain } from './width.ts';

/**
 * The text broken between words, one column short of the width (some terminals break a full line
 * themselves), never wider than 100. Without a limit, Infinity, it stays whole.
 */
export function wrap(text: string, width: number): string {
  if (width === Number.POSITIVE_INFINITY) return text;
  const columns = Math.max(leastColumns, Math.min(width, 100)) - 1;
  const lines = text.split('\n').flatMap((line) => wrapLines(line, columns));
  return lines.join('\n').trimEnd();
}

const leastColumns = 10;

/** Breaks one line between words; a word that is wider than a line is broken between characters. */
export function wrapLines(text: string, columns: number): string[] {
  return breakLines(text, columns).map(({ from, to }) => text.slice(from, to));
}

/** Where a line of a broken text begins and ends in it: a space at a break belongs to neither. */
export interface Break {
  from: number;
  to: number;
}

/** The same as positions, for a text whose parts have colours. */
export function breakLines(text: string, columns: number): Break[] {
  const lines: Break[] = [];
  let last: Break | undefined;
  let taken = 0;
  let at = 0;
  for (const [index, word] of text.split(' ').entries()) {
    if (index > 0) at += 1;
    let space = index > 0 ? 1 : 0;
    for (const piece of piecesOf(word, columns)) {
      const wide = columnsOf(piece);
      if (last && taken + space + wide <= columns) {
        last.to = at + piece.length;
        taken += space + wide;
      } else {
        last = { from: at, to: at + piece.length };
        lines.push(last);
        taken = wide;
      }
      at += piece.length;
      space = 0;
    }
  }
  return lines;
}

/** The parts of a word that stay whole. */
function piecesOf(word: string, columns: number): string[] {
  const parts = !isPlain(word) && spaceless.test(word) ? wordsIn(word) : [word];
  return parts.flatMap((part) => (columnsOf(part) > columns ? charactersOf(part) : [part]));
}

/** Scripts that write no spaces between words, and the full-width signs that go with them. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303f\uff00-\uff60]/u;
/** What must not begin a line, nor end one: the heart of UAX #14's rules for East Asia. */
const closes = /^[\p{Pe}\p{Pf}\p{Po}\u30fc]/u;
const opens = /[\p{Ps}\p{Pi}]$/u;

/** Made when it is needed: that takes longer than most commands. */
let words: Intl.Segmenter | undefined;

/** Intl.Segmenter knows the words of such scripts by dictionary. */
function wordsIn(text: string): string[] {
  words ??= new Intl.Segmenter('zh', { granularity: 'word' });
  const parts: string[] = [];
  for (const { segment } of words.segment(text)) {
    const last = parts.at(-1);
    const together =
      last !== undefined &&
      (closes.test(segment) ||
        opens.test(last) ||
        !(spaceless.test(last.slice(-1)) || spaceless.test(segment.slice(0, 1))));
    if (together) parts[parts.length - 1] = last + segment;
    else parts.push(segment);
  }
  return parts;
}
