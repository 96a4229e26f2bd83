import { wrap as wrapWords } from '../grid.ts';

/**
 * The text broken at spaces, so that a terminal does not break it inside a word; 20 to 100 columns.
 * Without a limit, Infinity, it stays whole: a page breaks its lines itself.
 */
export function wrap(text: string, width: number): string {
  if (width === Number.POSITIVE_INFINITY) return text;
  const columns = Math.max(20, Math.min(width, 100)) - 1;
  const lines = text.split('\n').flatMap((line) => wrapWords(line, columns));
  return lines.join('\n').trimEnd();
}
