import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface BrokenLink {
  /** The page that has the link, relative to the folder. */
  page: string;
  link: string;
  problem: 'no such page' | 'no such place on the page';
}

/**
 * Follows every internal `href` and `src` of the pages in a folder, fragments included.
 * @param base the path under which the folder is served: a link that leads out of it is broken
 * Reads the HTML that our own build wrote, in which attributes are quoted; not any HTML.
 */
export function checkLinks(folder: string, base = '/'): BrokenLink[] {
  const files = globSync('**/*.html', { cwd: folder });
  const ids = new Map(files.map((file) => [file, attributes(read(folder, file), 'id')]));
  return files.flatMap((page) =>
    attributes(read(folder, page), 'href|src').flatMap((link): BrokenLink[] => {
      const target = new URL(link, `http://site${base}${page.replace(/index\.html$/, '')}`);
      if (target.host !== 'site') return [];
      const path = decodeURIComponent(target.pathname);
      const file = path.startsWith(base) ? fileOf(folder, path.slice(base.length)) : undefined;
      if (file === undefined) return [{ page, link, problem: 'no such page' }];
      const fragment = decodeURIComponent(target.hash.slice(1));
      const known = ids.get(file);
      return fragment === '' || known?.includes(fragment)
        ? []
        : [{ page, link, problem: 'no such place on the page' }];
    }),
  );
}

/** The file that a server would send for a path below the base: itself, or the index of the folder. */
function fileOf(folder: string, path: string): string | undefined {
  const index = join(path, 'index.html');
  if (existsSync(join(folder, index))) return index;
  return existsSync(join(folder, path)) && statSync(join(folder, path)).isFile() ? path : undefined;
}

const read = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');

/** The values of an attribute in all tags; what a script or a comment holds is no tag. */
function attributes(html: string, names: string): string[] {
  const tags = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/(<script[^>]*>)[\s\S]*?<\/script>/g, '$1')
    .matchAll(/<[a-z][^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>/gi);
  const attribute = new RegExp(`\\s(?:${names})=(?:"([^"]*)"|'([^']*)')`, 'g');
  return [...tags].flatMap(([tag]) =>
    [...tag.matchAll(attribute)].map(([, double, single]) => decoded(double ?? single ?? '')),
  );
}

const decoded = (text: string) =>
  text
    .replaceAll('&#38;', '&')
    .replaceAll('&#x26;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
