import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Element, Root } from 'hast';
import { select } from 'hast-util-select';
// The parser of the unified collective, whose trees the Markdown writer takes.
import rehypeParse from 'rehype-parse';
import { unified } from 'unified';

/** A page as it was built: what it says is told to machines from here, so that recordings and snippets are in. */
export interface BuiltPage {
  /** Below the site's folder, as `01-the-swap/`; the front page is ''. */
  path: string;
  title: string;
  description: string;
  /** The title, and what the reader reads below it. */
  content: Element;
}

const parser = unified().use(rehypeParse);

/**
 * The pages of a built site, but those of source code and the one of a missing page.
 * @param folder absolute
 * @throws for a page without a title or content
 */
export async function builtPages(folder: string): Promise<BuiltPage[]> {
  const files = await Array.fromAsync(glob('**/index.html', { cwd: folder }));
  const paths = files
    .map((file) => file.replaceAll('\\', '/').replace(/index\.html$/, ''))
    .filter((path) => !path.startsWith('code/'))
    .sort();
  return await Promise.all(
    paths.map(async (path) =>
      readPage(path, await readFile(join(folder, path, 'index.html'), 'utf8')),
    ),
  );
}

function readPage(path: string, html: string): BuiltPage {
  const root: Root = parser.parse(html);
  const meta = (property: string) =>
    `${select(`meta[property="${property}"]`, root)?.properties.content ?? ''}`;
  const content = select('main', root);
  const title = meta('og:title');
  if (!content || !title) throw new Error(`/${path}: the built page has no title or no <main>`);
  return { path, title, description: meta('og:description'), content };
}
