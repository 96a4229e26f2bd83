// Lesson 6: lessons/06-a-guess.mdx#do-it
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import * as buggy from '../01-the-swap/buggy.ts';
import * as fixed from '../01-the-swap/fixed.ts';
import type { Deeds } from '../lab/stage.ts';

/** What may be the case. Each world is a program; in each a browser visits App 1, then the apps are swapped. */
export const worlds = {
  /** The guess is true: the connection decides. */
  guess: () => buggy,
  /** The rival is true. */
  rival,
  /** Nothing keeps App 1: both explanations are wrong. */
  nothing: () => fixed,
} satisfies Record<string, () => Deeds>;

/** Who comes back with an ETag gets the page that it stands for, on any connection; all others get the latest page. */
function rival(): Deeds {
  const pages = new Map<string, string>();
  let latest = '';
  return {
    async start(greeting, port) {
      const page = `${greeting}\n`;
      latest = `"${createHash('sha1').update(page).digest('hex')}"`;
      pages.set(latest, page);
      const app = createServer(({ headers }, response) => {
        const brought = headers['if-none-match'] ?? '';
        const isKnown = pages.has(brought);
        response.setHeader('ETag', isKnown ? brought : latest);
        if (isKnown) response.writeHead(304).end();
        else response.end(pages.get(latest));
      });
      app.keepAliveTimeout = 0;
      await once(app.listen(port, '127.0.0.1'), 'listening');
      return app;
    },
    stop: buggy.stop, // connections are kept, and decide nothing
  };
}
