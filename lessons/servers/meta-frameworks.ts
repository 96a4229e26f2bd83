import { at, type ServerWords } from './words.ts';

const nextStop = at('Next: self-hosting', 'https://nextjs.org/docs/app/guides/self-hosting#after');
const nitroOnNode = at('Nitro: Node.js', 'https://nitro.build/deploy/runtimes/node');
const svelteKitStop = at(
  'SvelteKit: graceful shutdown',
  'https://svelte.dev/docs/kit/adapter-node#Graceful-shutdown',
);
const streams =
  'An open event stream waits for the limit of 8 seconds: nobody tells it of the end.';

/** What runs an application that a framework has built; and servers of files. */
export const metaFrameworkWords: readonly ServerWords[] = [
  {
    id: 'next',
    name: 'Next',
    also: 'Next.js next dev Vercel',
    kind: 'meta',
    change:
      'It calls `close()` and waits: it never says close, and sets no limit. Run it behind a server of your own and hand that to `careful.ts`, or start it with `preload.ts`.',
    note: '`next dev` is another matter: at the signal it closes every connection, and cuts what is in progress.',
    cure: 'careful next',
    source: nextStop,
    lesson: '10-half-fixed',
  },
  {
    id: 'next-standalone',
    name: 'Next',
    also: 'Next.js Docker',
    kind: 'meta',
    change:
      'Its `server.js` stops as `next start` does, by `close()` alone, and does not go together with a server of your own. Start it with `preload.ts`, and leave the signal to that.',
    cure: 'careful next standalone',
    source: nextStop,
    lesson: '10-half-fixed',
  },
  {
    id: 'next-manual',
    name: 'Next',
    also: 'Next.js graceful shutdown',
    kind: 'meta',
    change:
      'The handler that its documentation shows exits at once: it cuts what Next by itself would have let finish. Leave the signal to `preload.ts`.',
    cure: 'careful next standalone',
    source: at(
      'Next: manual graceful shutdowns',
      'https://nextjs.org/docs/pages/guides/self-hosting#manual-graceful-shutdowns',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'careful-next',
    name: 'Next with careful.ts',
    also: 'Next.js',
    kind: 'meta',
    note: `\`app.close()\` waits for what \`after()\` has been given. ${streams}`,
    source: at('Next: custom server', 'https://nextjs.org/docs/app/guides/custom-server'),
    lesson: '11-leave-politely',
  },
  {
    id: 'careful-next-standalone',
    name: 'Next with careful.ts',
    also: 'Next.js Docker standalone preload.ts',
    kind: 'meta',
    note: `Nobody waits for what \`after()\` has been given. ${streams}`,
    lesson: '11-leave-politely',
  },
  {
    id: 'nitro',
    name: 'Nuxt’s Nitro',
    also: 'nuxi preview h3',
    kind: 'meta',
    change:
      'Lower `NITRO_SHUTDOWN_TIMEOUT`, whose 30 seconds are as long as Kubernetes waits. It still cuts slow readers of big answers, and leaves the second of two pipelined requests unanswered: start it with `preload.ts`.',
    cure: 'careful nitro',
    source: nitroOnNode,
    lesson: '14-not-on-the-list',
  },
  {
    id: 'nitro-limit',
    name: 'Nuxt’s Nitro',
    also: 'h3',
    kind: 'meta',
    change:
      'It still cuts slow readers of big answers, and leaves the second of two pipelined requests unanswered: start it with `preload.ts`, and leave the signal to that.',
    cure: 'careful nitro',
    source: nitroOnNode,
    lesson: '11-leave-politely',
  },
  {
    id: 'careful-nitro',
    name: 'Nuxt’s Nitro with careful.ts',
    also: 'h3 preload.ts',
    kind: 'meta',
    note: `Nobody calls Nitro’s \`close\` hook. ${streams}`,
    lesson: '11-leave-politely',
  },
  {
    id: 'sveltekit',
    name: 'SvelteKit',
    also: 'svelte kit adapter-node',
    kind: 'meta',
    change:
      'Lower `SHUTDOWN_TIMEOUT`, whose 30 seconds are as long as Kubernetes waits, and three times as long as Docker.',
    cure: 'sveltekit',
    source: svelteKitStop,
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'sveltekit-limit',
    name: 'SvelteKit',
    also: 'svelte kit adapter-node',
    kind: 'meta',
    change:
      'Little. It ends each connection after its answer without having said close, so a client that asks again at once is not answered.',
    source: svelteKitStop,
    lesson: '12-who-hangs-up-first',
  },
  {
    id: 'astro',
    name: 'Astro',
    also: 'astro dev preview node adapter',
    kind: 'meta',
    change:
      'It handles no signal, and so ends in the middle of every answer. Start it with `preload.ts`.',
    cure: 'careful astro',
    source: at(
      'Astro: @astrojs/node',
      'https://docs.astro.build/en/guides/integrations-guide/node/#standalone',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'careful-astro',
    name: 'Astro with careful.ts',
    also: 'preload.ts',
    kind: 'meta',
    note: streams,
    lesson: '11-leave-politely',
  },
  {
    id: 'react-router',
    name: 'React Router',
    also: 'Remix remix-serve',
    kind: 'meta',
    change:
      'It calls `close()` and no more, and has no options, by design. Start it with `preload.ts`, or run its build in an Express of your own and hand the server to `careful.ts`.',
    note: '`remix-serve` of Remix 2 does the same, by the same lines.',
    cure: 'careful react-router',
    source: at('React Router: serve', 'https://reactrouter.com/api/other-api/serve'),
    lesson: '10-half-fixed',
  },
  {
    id: 'careful-react-router',
    name: 'React Router with careful.ts',
    also: 'Remix preload.ts',
    kind: 'meta',
    note: streams,
    lesson: '11-leave-politely',
  },
  {
    id: 'vite-preview',
    name: 'Vite',
    also: 'vite dev',
    kind: 'meta',
    change:
      'At the signal it destroys every connection, downloads too. It is not meant for production: let nginx serve the files.',
    source: at('Vite: vite preview', 'https://vite.dev/guide/cli#vite-preview'),
    lesson: '08-close-the-connections',
  },
  {
    id: 'serve',
    name: 'serve',
    also: 'npx serve vercel static',
    kind: 'meta',
    change:
      'Nothing that you can set: it calls `close()` and no more, and waits without a limit. Let nginx serve the files.',
    source: at('serve: README', 'https://github.com/vercel/serve#readme'),
    lesson: '10-half-fixed',
  },
  {
    id: 'http-server',
    name: 'http-server',
    also: 'npx http-server static',
    kind: 'meta',
    change:
      'Nothing that you can set: it exits in the middle of every download. Let nginx serve the files.',
    source: at('http-server: README', 'https://github.com/http-party/http-server#readme'),
    lesson: '11-leave-politely',
  },
];
