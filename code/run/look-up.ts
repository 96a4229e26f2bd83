import type { Words } from './words.ts';

/** A lesson's words, and the two files that must agree about their ids. */
export interface Wording {
  words: Words;
  /** The lesson's slug: its words are lessons/<slug>.words.ts. */
  lesson: string;
  /** The file that names the ids: a story or a recording. */
  source: string;
}

type Table = 'scenes' | 'predictions' | 'findings';

/**
 * What the words say to an id of the story.
 * @throws Error naming both files, when the words have no such id
 */
export function lookUp<T extends Table>(
  { words, lesson, source }: Wording,
  table: T,
  id: string,
): Words[T][string] {
  const entries: Words[T] = words[table];
  const found = Object.hasOwn(entries, id) ? entries[id] : undefined;
  if (found !== undefined) return found as Words[T][string];
  const known = Object.keys(entries).join(', ') || 'none';
  throw new Error(
    `${source} names "${id}", which the ${table} in lessons/${lesson}.words.ts lack; they have: ${known}`,
  );
}
