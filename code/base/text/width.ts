// string-width: which characters are wide, joined or of no width is Unicode's data, anew each year.
import stringWidth from 'string-width';

/** Columns that a terminal gives a text; its colours take none. */
export const columnsOf = (text: string): number => stringWidth(text);

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The characters as a reader sees them: a family emoji is one, and so is a letter with its accents. */
export function charactersOf(text: string): string[] {
  return Array.from(characters.segment(text), ({ segment }) => segment);
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
