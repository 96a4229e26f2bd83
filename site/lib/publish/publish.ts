import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { Element } from 'hast';
import { select, selectAll } from 'hast-util-select';
import { toText } from 'hast-util-to-text';
import { type BuiltPage, builtPages } from './built-pages.ts';
import { listForModels } from './list-for-models.ts';
import { toMarkdown } from './markdown.ts';
import { markdownOf, pictureOf } from './paths.ts';

/**
 * When the pages stand: each as Markdown beside it, `llms.txt`, and, where the site has an origin (a
 * picture's address must be whole), the picture that a chat shows beside its link.
 */
export function publish(): AstroIntegration {
  let origin: string | undefined;
  let base = '/';
  return {
    name: 'publish',
    hooks: {
      'astro:config:done'({ config }) {
        ({ site: origin, base } = config);
      },
      async 'astro:build:done'({ dir }) {
        const folder = fileURLToPath(dir);
        const pages = await builtPages(folder);
        for (const page of pages) {
          await write(folder, markdownOf(page.path), toMarkdown(page.content));
        }
        await write(folder, 'llms.txt', listForModels(pages, `${origin ?? ''}${base}`));
        if (origin === undefined) return;
        const { drawPicture } = await import('./picture.ts');
        // In the order of their paths: of pages that share a picture, the one above the others draws it.
        const drawn = new Map(pages.toReversed().map((page) => [pictureOf(page.path), page]));
        for (const [path, page] of drawn) {
          await write(folder, path, await drawPicture(cardOf(page)));
        }
      },
    },
  };
}

async function write(folder: string, path: string, content: string | Buffer): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

/** The first answer of an app that a recording on the page tells of is the line in its picture. */
function cardOf({ path, title, description, content }: BuiltPage) {
  const told = selectAll('.transcript .line', content).find((line) =>
    select('.app-1, .app-2', line),
  );
  const line = told && textOf(told).replace(/^ *[\d.]+ s +/, '');
  const number = /^(\d\d)-/.exec(path)?.[1];
  const label = number ? `Lesson ${Number(number)}` : 'A course on HTTP keep-alive';
  return { label, title, description, ...(line && { line }) };
}

const textOf = (element: Element) => toText(element, { whitespace: 'pre' }).trimEnd();
