// fast-string-width: which characters are wide, joined or of no width is Unicode's data, anew each year.
// string-width makes an Intl.Segmenter as soon as it is loaded, which doubles the start of a command.
import fastStringWidth from 'fast-string-width';

/** Columns that a terminal gives a text; its colours take none. */
export const columnsOf = (text: string): number =>
  isPlain(text) ? text.length : fastStringWidth(text);

/** Is each of its characters one column wide? Told without the expressions on Unicode, which take milliseconds to make. */
export const isPlain = (text: string): boolean => plain.test(text);

/** Letters, typographic signs and frames of one column each, which join with no other of these. */
const plain = /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u2193\u2500-\u259f✓✗●■]*$/;

let segmenter: Intl.Segmenter | undefined;

/** The characters as a reader sees them: a family emoji is one, and so is a letter with its accents. */
export function charactersOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Shortens a text to so many columns, with an ellipsis in the place of what is missing. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  if (columns < 1) return '';
  let kept = '';
  let taken = 0;
  for (const character of charactersOf(text)) {
    taken += columnsOf(character);
    if (taken >= columns) break;
    kept += character;
  }
  return `${kept}…`;
}
