import { at, node, type ServerWords } from './words.ts';

/** Libraries for Node. */
export const libraryWords: readonly ServerWords[] = [
  {
    id: 'stoppable',
    name: 'stoppable',
    kind: 'library',
    change:
      'Give it a grace: the default waits for ever. Set `Connection: close` yourself once you stop. Slow readers of big answers are cut all the same.',
    cure: 'careful',
    source: at('stoppable: README', 'https://github.com/hunterloftis/stoppable#readme'),
    lesson: '11-leave-politely',
  },
  {
    id: 'stoppable-limit',
    name: 'stoppable',
    kind: 'library',
    change:
      'Set `Connection: close` yourself once you stop, and close WebSockets with 1001. Slow readers of big answers are cut all the same.',
    cure: 'careful',
    source: at('stoppable: README', 'https://github.com/hunterloftis/stoppable#readme'),
    lesson: '11-leave-politely',
  },
  {
    id: 'http-terminator',
    name: 'http-terminator',
    kind: 'library',
    change:
      'Nothing that you can set cures it: it closes the listening socket last, so newcomers are let in and dropped, and its default cuts what takes longer than one second. Take `careful.ts`.',
    cure: 'careful',
    source: at(
      'http-terminator: source',
      'https://github.com/gajus/http-terminator/blob/master/src/factories/createInternalHttpTerminator.ts',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'http-terminator-limit',
    name: 'http-terminator',
    kind: 'library',
    change:
      'With more time the answers come whole. But it closes the listening socket last, so for all of that time newcomers are let in and dropped. Take `careful.ts`.',
    cure: 'careful',
    source: at(
      'http-terminator: source',
      'https://github.com/gajus/http-terminator/blob/master/src/factories/createInternalHttpTerminator.ts',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'http-graceful-shutdown',
    name: 'http-graceful-shutdown',
    kind: 'library',
    change:
      'Lower `timeout`: its 30 seconds are as long as Kubernetes waits. Close WebSockets with 1001 in `preShutdown`. Slow readers of big answers are cut all the same.',
    cure: 'careful',
    source: at(
      'http-graceful-shutdown: options',
      'https://github.com/sebhildebrandt/http-graceful-shutdown#options',
    ),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'http-graceful-shutdown-limit',
    name: 'http-graceful-shutdown',
    kind: 'library',
    change:
      'Close WebSockets with 1001, and end event streams, in `preShutdown`. Slow readers of big answers are cut all the same.',
    cure: 'careful',
    source: at(
      'http-graceful-shutdown: options',
      'https://github.com/sebhildebrandt/http-graceful-shutdown#options',
    ),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'terminus',
    name: '@godaddy/terminus',
    kind: 'library',
    change:
      'Raise `timeout`: what takes longer than one second is cut. Close WebSockets with 1001 in `beforeShutdown`.',
    cure: 'careful',
    source: at('terminus: README', 'https://github.com/godaddy/terminus#readme'),
    lesson: '11-leave-politely',
  },
  {
    id: 'terminus-limit',
    name: '@godaddy/terminus',
    kind: 'library',
    change:
      'Say `Connection: close` once you stop, and close WebSockets with 1001 in `beforeShutdown`. Slow readers of big answers are cut all the same.',
    cure: 'careful',
    source: at('terminus: README', 'https://github.com/godaddy/terminus#readme'),
    lesson: '11-leave-politely',
  },
  {
    id: 'fastify',
    name: 'Fastify',
    kind: 'library',
    change:
      'Say `Connection: close` on answers in flight: its own keep-alive time of 72 seconds starts anew with each of them. End streams in a `preClose` hook, and set a deadline.',
    cure: 'fastify',
    source: at('Fastify: hooks', 'https://fastify.dev/docs/latest/Reference/Hooks/#preclose'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'fastify-force',
    name: 'Fastify',
    kind: 'library',
    change:
      'Leave `forceCloseConnections` at its default: `true` cuts every answer in flight. Add a deadline of your own.',
    cure: 'fastify',
    source: at(
      'Fastify: forceCloseConnections',
      'https://fastify.dev/docs/latest/Reference/Server/#forcecloseconnections',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'fastify-by-hand',
    name: 'Fastify',
    kind: 'library',
    change:
      'What is left is Node’s: a slow reader of a big answer counts as idle. Keep big answers out of such a process, or count them yourself.',
    source: at('Fastify: hooks', 'https://fastify.dev/docs/latest/Reference/Hooks/#preclose'),
    lesson: '11-leave-politely',
  },
  {
    id: 'express',
    name: 'Express',
    kind: 'library',
    change: `close-with-grace is a deadline and no more: it knows nothing of HTTP. Call \`careful(app.listen(…))\`, and leave the signal to it.`,
    cure: 'careful express',
    source: at('close-with-grace: README', 'https://github.com/mcollina/close-with-grace#readme'),
    lesson: '11-leave-politely',
  },
  {
    id: 'express-by-hand',
    name: 'Express',
    kind: 'library',
    change:
      'Say the rest as well: WebSockets and event streams want their own goodbye, and `closeIdleConnections()` takes a slow reader’s answer for an idle connection. Call `careful(app.listen(…))`.',
    cure: 'careful express',
    source: node('http.html#servercloseidleconnections', 'server.closeIdleConnections'),
    lesson: '11-leave-politely',
  },
  {
    id: 'careful-express',
    name: 'Express with careful.ts',
    kind: 'library',
    note: 'The `goodbye` closes each WebSocket with 1001 and ends each event stream.',
    lesson: '11-leave-politely',
  },
  {
    id: 'hono',
    name: 'Hono',
    kind: 'library',
    change:
      '`serve()` returns a node:http server, and nothing stops it but `close()`. Hand it to `careful.ts`.',
    cure: 'careful hono',
    source: at('Hono: Node.js', 'https://hono.dev/docs/getting-started/nodejs'),
    lesson: '10-half-fixed',
  },
  {
    id: 'careful-hono',
    name: 'Hono with careful.ts',
    kind: 'library',
    note: 'The `goodbye` closes each WebSocket with 1001.',
    lesson: '11-leave-politely',
  },
  {
    id: 'koa',
    name: 'Koa',
    kind: 'library',
    change:
      '`app.listen()` returns a node:http server, and nothing stops it but `close()`. Hand it to `careful.ts`.',
    cure: 'careful koa',
    source: at('Koa: app.listen', 'https://koajs.com/#app-listen-'),
    lesson: '10-half-fixed',
  },
  {
    id: 'careful-koa',
    name: 'Koa with careful.ts',
    kind: 'library',
    note: 'The `goodbye` closes each WebSocket with 1001 and ends each event stream.',
    lesson: '11-leave-politely',
  },
];
