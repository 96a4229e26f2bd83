import { node, type ServerWords } from './words.ts';

/** Node's own server. */
export const nodeWords: readonly ServerWords[] = [
  {
    id: 'node',
    name: 'Node',
    kind: 'node',
    change:
      'Handle SIGTERM. Without a handler the signal ends the process in the middle of every answer.',
    cure: 'careful',
    source: node('process.html#signal-events', 'signal events'),
    lesson: '11-leave-politely',
  },
  {
    id: 'node-exit',
    name: 'Node',
    kind: 'node',
    change:
      'A handler that only exits is no better than none. Close first, and exit in the callback of `close()`.',
    cure: 'careful',
    source: node('process.html#processexitcode', 'process.exit'),
    lesson: '11-leave-politely',
  },
  {
    id: 'node-close',
    name: 'Node',
    kind: 'node',
    change: `Three things are missing: \`Connection: close\` on late answers, a sweep of those that went idle after the first look, and a limit.`,
    cure: 'careful',
    source: node('http.html#serverclosecallback', 'server.close'),
    lesson: '10-half-fixed',
  },
  {
    id: 'node-close-all',
    name: 'Node',
    kind: 'node',
    change:
      'It cures the swap and cuts the work. Give work in flight its time first, and close all only at the limit. WebSockets are on no list: end them yourself.',
    cure: 'careful',
    source: node('http.html#servercloseallconnections', 'server.closeAllConnections'),
    lesson: '08-close-the-connections',
  },
  {
    id: 'node-close-all-later',
    name: 'Node',
    kind: 'node',
    change: `The limit is there. Say \`Connection: close\` on late answers, and end WebSockets yourself.`,
    cure: 'careful',
    source: node('http.html#servercloseallconnections', 'server.closeAllConnections'),
    lesson: '11-leave-politely',
  },
  {
    id: 'node-by-hand',
    name: 'Node',
    kind: 'node',
    change:
      'Say the rest as well: WebSockets and event streams want their own goodbye, and `closeIdleConnections()` takes a slow reader’s answer for an idle connection. `careful.ts` knows both.',
    cure: 'careful',
    source: node('http.html#servercloseidleconnections', 'server.closeIdleConnections'),
    lesson: '11-leave-politely',
  },
  {
    id: 'careful',
    name: 'careful.ts on Node',
    kind: 'node',
    note: 'The warning is for two requests sent in one go: the first answer does not say close, so that the second is answered too.',
    lesson: '11-leave-politely',
  },
  {
    id: 'cluster',
    name: 'Node cluster',
    kind: 'node',
    change:
      'Handle SIGTERM in the primary and pass it on. Without a handler the primary dies, and its workers with it, in the middle of every answer.',
    cure: 'cluster careful',
    source: node('cluster.html#how-it-works', 'cluster'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'cluster-disconnect',
    name: 'Node cluster',
    kind: 'node',
    change:
      '`cluster.disconnect()` calls `close()` in each worker and no more. Send each worker the signal, and let it leave by `careful.ts`.',
    cure: 'cluster careful',
    source: node('cluster.html#workerdisconnect', 'worker.disconnect'),
    lesson: '10-half-fixed',
  },
  {
    id: 'cluster-careful',
    name: 'Node cluster',
    kind: 'node',
    note: 'The primary passes the signal on and ends when its last worker has ended.',
    lesson: '13-the-process-that-will-not-exit',
  },
];
