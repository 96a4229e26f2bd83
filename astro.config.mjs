import { readFileSync } from 'node:fs';
import sitemap from '@astrojs/sitemap';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { placeFrom } from './code/course/build/place.ts';
import { listLessons } from './code/course/lessons.ts';
import { linksAtBase } from './site/lib/links-at-base.ts';
import { publish } from './site/lib/publish/publish.ts';
import { unusedCss } from './site/lib/unused-css.ts';

// Stops here, with file and line, when the front matter of a lesson is not as it should be.
const written = listLessons().filter(({ page }) => page);

/** How many questions a lesson's page asks, for the tick in the list (site/components/lesson-ticks.ts). */
const asks = (slug) =>
  readFileSync(new URL(`./lessons/${slug}.mdx`, import.meta.url), 'utf8').match(/<Predict\s/g)
    ?.length ?? 0;

/** The written lessons of a part as a group of the sidebar; nothing while there is none. */
function group(label, part) {
  const items = written
    .filter((lesson) => lesson.part === part)
    .map(({ slug, nav, number }) => ({
      slug,
      label: nav,
      attrs: { 'data-number': number, 'data-asks': asks(slug) },
    }));
  return items.length > 0 ? [{ label, items }] : [];
}

const place = placeFrom(process.env);

/** Where a browser refuses the storage, Starlight's scripts trip over the refusal; not over its absence. */
const noStorage = `try { localStorage } catch { Object.defineProperty(window, 'localStorage', { value: undefined }) }`;

export default defineConfig({
  ...place,
  srcDir: './site',
  publicDir: './site/public',
  // Starlight turns it on, and every page would then load a script that fetches its neighbours.
  prefetch: false,
  devToolbar: { enabled: false },
  // Astro's own directives in the code that it makes of each MDX file: a page of warnings, no harm.
  vite: {
    build: { rolldownOptions: { checks: { moduleLevelDirective: false } } },
  },
  integrations: [
    linksAtBase(),
    starlight({
      title: 'Still Answering',
      description: 'A hands-on course on HTTP keep-alive, told as a debugging story.',
      favicon: '/favicon.svg',
      head: [{ tag: 'script', content: noStorage }],
      customCss: [
        'palette',
        'page',
        'prose',
        'code',
        'transcript',
        'picture',
        'player',
        'lesson',
        'timeline',
        'search',
        'print',
      ].map((name) => `./site/styles/${name}.css`),
      // Without it Starlight treats lessons/ as foreign: no asides, no anchors at headings, no warning.
      markdown: { processedDirs: ['./lessons/'] },
      disable404Route: true,
      // Deeper headings stand in folds, and some give the ending away.
      tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 2 },
      components: {
        Head: './site/components/Head.astro',
        Header: './site/components/Header.astro',
        PageTitle: './site/components/PageTitle.astro',
      },
      sidebar: [
        ...group('Part I: the story', 1),
        ...group('Part II: still happening', 2),
        {
          label: 'When it is yours',
          items: ['symptoms', 'table', 'bench', 'servers', 'objections', 'teach'],
        },
      ],
    }),
    publish(),
    ...(place.site ? [sitemap({ filter: (page) => !page.includes('/code/') })] : []),
    unusedCss(),
  ],
});
