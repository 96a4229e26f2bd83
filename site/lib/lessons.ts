import type { Words } from '../../code/run/words.ts';

const modules = import.meta.glob<{ words: Words }>('/lessons/*.words.ts', { eager: true });

/**
 * The words of a lesson, by its slug.
 * @throws when lessons/<slug>.words.ts is not there; names the page that asked.
 */
export function wordsOf(slug: string, page: string): Words {
  const found = modules[`/lessons/${slug}.words.ts`];
  if (!found) throw new Error(`${page}: no lessons/${slug}.words.ts for lesson "${slug}"`);
  return found.words;
}

/** The lesson's one name, from the id of its page, which in another language begins with the language. */
export function lessonOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** 1 for `01-the-swap`; nothing for a page that is no lesson. */
export function lessonNumber(slug: string): number | undefined {
  const digits = /^(\d\d)-/.exec(slug)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
