import type { AstroIntegration } from 'astro';
import { atBase } from './base.ts';

/** What Astro has at hand of Sätteri, its Markdown engine, whose plugins are a list that Starlight adds to as well. */
interface Processor {
  options: { hastPlugins?: unknown[] };
}

/** Puts the links of the lessons' own text below Astro's `base`, which Markdown knows nothing of. */
export function linksAtBase(): AstroIntegration {
  return {
    name: 'links-at-base',
    hooks: {
      'astro:config:setup'({ config: { base, markdown } }) {
        const { hastPlugins } = (markdown.processor as unknown as Processor).options;
        if (!hastPlugins) throw new Error('links-at-base: the Markdown engine takes no plugins');
        hastPlugins.push({
          name: 'links-at-base',
          element: {
            filter: ['a'],
            visit(node: { properties?: { href?: unknown } }, context: Context) {
              const { href } = node.properties ?? {};
              if (typeof href === 'string') context.setProperty(node, 'href', atBase(href, base));
            },
          },
        });
      },
    },
  };
}

interface Context {
  setProperty(node: unknown, key: string, value: string): void;
}
