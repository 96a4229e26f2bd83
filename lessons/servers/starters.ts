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
    id: 'node-run',
    name: 'node --run',
    kind: 'wrapper',
    change: 'TODO',
    source: node('cli.html#--run', '--run'),
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
  {
    id: 'tsx',
    name: 'tsx',
    kind: 'wrapper',
    change: 'TODO',
    source: at('tsx: documentation', 'https://tsx.is/'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'tini',
    name: 'tini',
    kind: 'wrapper',
    change: 'TODO',
    source: at('tini: README', 'https://github.com/krallin/tini#readme'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'tini-sh',
    name: 'tini',
    kind: 'wrapper',
    change: 'TODO',
    cure: 'no shell',
    source: at(
      'tini: process group killing',
      'https://github.com/krallin/tini#process-group-killing',
    ),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'dumb-init-sh',
    name: 'dumb-init',
    kind: 'wrapper',
    change: 'TODO',
    source: at('dumb-init: README', 'https://github.com/Yelp/dumb-init#readme'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'supervisord',
    name: 'supervisord',
    kind: 'wrapper',
    change: 'TODO',
    source: at('supervisord: configuration', 'https://supervisord.org/configuration.html'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'supervisord-sh',
    name: 'supervisord',
    kind: 'wrapper',
    change: 'TODO',
    cure: 'supervisord',
    source: at('supervisord: configuration', 'https://supervisord.org/configuration.html'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'supervisord-group',
    name: 'supervisord',
    kind: 'wrapper',
    change: 'TODO',
    source: at('supervisord: configuration', 'https://supervisord.org/configuration.html'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'socket-activation',
    name: 'systemd-socket-activate',
    kind: 'wrapper',
    change: 'TODO',
    source: at(
      'systemd-socket-activate(1)',
      'https://manpages.debian.org/bookworm/systemd/systemd-socket-activate.1.en.html',
    ),
    lesson: '13-the-process-that-will-not-exit',
  },
];
