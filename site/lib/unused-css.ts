import { globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { PurgeCSS } from 'purgecss';

/**
 * Takes out of the built style sheets what no page and no script of the site can match: much of what
 * Starlight and Expressive Code bring is for parts that the course does not have. PurgeCSS, since to read
 * selectors rightly is no work for a few lines of our own.
 */
export function unusedCss(): AstroIntegration {
  return {
    name: 'unused-css',
    hooks: {
      async 'astro:build:done'({ dir, logger }) {
        const folder = fileURLToPath(dir);
        const files = (pattern: string) =>
          globSync(pattern, { cwd: folder }).map((path) => join(folder, path));
        // The search brings its own sheet when it is opened, with its own parts.
        const css = files('_astro/*.css').filter((path) => !/[\\/]ui\.[^\\/]+$/.test(path));
        const purged = await new PurgeCSS().purge({
          css,
          content: [...files('**/*.html'), ...files('_astro/*.js')],
          // Names as in classes, with the colon of Starlight's `md:sl-hidden`.
          defaultExtractor: (text) => [
            ...new Set([...(text.match(/[\w-]+/g) ?? []), ...(text.match(/[\w:-]+/g) ?? [])]),
          ],
          keyframes: true,
          safelist: { standard: [/^:/] },
          // Set by scripts through `dataset`, where their names are written another way.
          dynamicAttributes: ['data-theme', 'data-first'],
        });
        await Promise.all(purged.map(({ file, css }) => file && writeFile(file, css)));
        logger.info(`${purged.length} style sheets without what no page uses`);
      },
    },
  };
}
