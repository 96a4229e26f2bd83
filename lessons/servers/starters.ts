import { at, node, type ServerWords } from './words.ts';

const bashExec = at(
  'POSIX: exec',
  'https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#exec',
);

/** Whoever starts a server. */
export const starterWords: readonly ServerWords[] = [
  {
    id: 'npm-start',
    name: 'npm start',
    kind: 'wrapper',
    change:
      'Start the server itself: `node server.js`. npm ends at the signal and leaves its grandchild serving.',
    cure: 'exec',
    source: at('npm/rfcs#829', 'https://github.com/npm/rfcs/issues/829'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'sh',
    name: 'sh -c',
    kind: 'wrapper',
    change:
      'Write `exec node server.js` as the last command: the shell becomes the server, and the signal arrives.',
    cure: 'exec',
    source: bashExec,
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'sh-exec',
    name: 'sh -c with exec',
    kind: 'wrapper',
    change:
      'The signal arrives. What remains is the server’s own: see Node, `close()` and `closeAllConnections()` later.',
    cure: 'careful',
    source: bashExec,
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'node-watch',
    name: 'node --watch',
    kind: 'wrapper',
    change: 'It passes the signal on. Keep it for development.',
    cure: 'careful',
    source: node('cli.html#--watch', '--watch'),
    lesson: '13-the-process-that-will-not-exit',
  },
];
