import { atBase } from './base.ts';
import { cutRegion, type Region } from './regions.ts';

// Vite's glob rather than node:fs: it puts the files into the dev server's graph, so that a page
// follows an edit of the code it shows.
const raw = import.meta.glob<string>('/code/**/*', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Every text file under code/, by its path relative to code/. */
export const codeFiles: ReadonlyMap<string, string> = new Map(
  Object.entries(raw)
    .filter(([, text]) => !text.includes('\0'))
    .map(([path, text]) => [path.replace('/code/', ''), text]),
);

const words = import.meta.glob<string>(
  ['/lessons/**/*.{mdx,ts}', '/site/**/*.{astro,ts}', '/code/objections/*.ts'],
  { query: '?raw', import: 'default', eager: true },
);
const named = new Set(
  Object.values(words).flatMap((text) => [...text.matchAll(/[\w.-]+(?:\/[\w.-]+)+/g)].map(String)),
);

/**
 * What a page can lead to has a page of its own: the files of a lesson, without the programs that its
 * exercise tells apart, and whatever else the site names. The rest would be half of all pages, for nobody.
 */
export const hasPage = (path: string): boolean =>
  (/^\d\d-/.test(path) && !path.includes('/exercise.wrong/')) ||
  [path, `code/${path}`].some((name) => named.has(name));

export interface Woven extends Region {
  /** Relative to code/. */
  path: string;
  /** The page of the file, at the region's first line. */
  href: string;
  lang: string;
}

/**
 * Finds the code that `from` names: `01-the-swap/buggy.ts#stop`, relative to code/.
 * @throws no such file or region; says which page asked, and what there is instead.
 */
export function weave(from: string, page: string): Woven {
  const [path = '', name] = from.split('#');
  const source = codeFiles.get(path);
  if (source === undefined) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const near = [...codeFiles.keys()].filter((known) => known.startsWith(folder));
    throw new Error(
      `${page}: no file code/${path}. ${folder ? `code/${folder}` : 'code/'} has: ${near.join(', ') || 'nothing'}`,
    );
  }
  try {
    const region = cutRegion(source, name, `code/${path}`);
    return { ...region, path, href: `${codePage(path)}#L${region.start}`, lang: langOf(path) };
  } catch (cause) {
    throw new Error(`${page}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** The address of a code file's own page. */
export const codePage = (path: string): string => atBase(`/code/${path}/`);

/** The highlighter's name for a file's language; recordings are long and read better plain. */
export function langOf(path: string): string {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  const langs: Record<string, string> = {
    ...{ ts: 'ts', mjs: 'js', cjs: 'js', js: 'js' },
    ...{ py: 'python', yml: 'yaml' },
  };
  return langs[extension] ?? 'text';
}
