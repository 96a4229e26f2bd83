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
      'Start the server itself: `node server.js`. Where `sh` is dash, npm ends at the signal and leaves its grandchild serving.',
    cure: 'exec',
    source: at('npm/cli#5776', 'https://github.com/npm/cli/issues/5776'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'node-run',
    name: 'node --run',
    kind: 'wrapper',
    change:
      'Start the server itself: `node server.js`. `node --run` ends at the signal, its shell with it, and the server goes on without anybody who knows.',
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
    change:
      'Nothing: it passes the signal on. Compile for production all the same; it keeps a second process for every server.',
    source: at('tsx: documentation', 'https://tsx.is/'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'tini',
    name: 'tini',
    kind: 'wrapper',
    change: 'Nothing: it passes the signal on and waits. What is left is the server’s own.',
    source: at('tini: README', 'https://github.com/krallin/tini#readme'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'tini-sh',
    name: 'tini',
    kind: 'wrapper',
    change:
      'Leave the shell out, or write `exec` before the server; `tini -g` signals the whole group. The shell dies of the signal, and the server goes on without anybody who knows.',
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
    change:
      'Write `exec` before the server. The whole group is signalled, and once more when the shell has ended: a server that takes a second signal for impatience ends at once. One that does not outlives dumb-init, and in a container ends with it.',
    cure: 'exec',
    source: at('dumb-init: README', 'https://github.com/Yelp/dumb-init#readme'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'supervisord',
    name: 'supervisord',
    kind: 'wrapper',
    change:
      'Nothing: it passes SIGTERM on, waits ten seconds (`stopwaitsecs`), and kills then. Keep your server’s limit below that.',
    source: at('supervisord: configuration', 'https://supervisord.org/configuration.html'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'supervisord-sh',
    name: 'supervisord',
    kind: 'wrapper',
    change:
      'Set `stopasgroup=true`, or leave the shell out: supervisord signals the shell alone, and the server goes on without anybody who knows.',
    cure: 'supervisord',
    source: at('supervisord: configuration', 'https://supervisord.org/configuration.html'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'supervisord-group',
    name: 'supervisord',
    kind: 'wrapper',
    change:
      'Nothing: the whole group gets the signal. Without a shell between you would not need it.',
    source: at('supervisord: configuration', 'https://supervisord.org/configuration.html'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'socket-activation',
    name: 'systemd-socket-activate',
    kind: 'wrapper',
    change:
      'Little. With systemd itself the socket stays open while the server is away: newcomers wait in its queue, and are neither refused nor lost.',
    source: at(
      'systemd-socket-activate(1)',
      'https://manpages.debian.org/bookworm/systemd/systemd-socket-activate.1.en.html',
    ),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'pm2',
    name: 'PM2',
    kind: 'wrapper',
    change: 'Raise `kill_timeout`: PM2 kills 1.6 seconds after it has told the server.',
    note: 'The answers under test took 1.5 seconds, a tenth less than PM2 waits: a longer one would be cut.',
    cure: 'pm2',
    source: at(
      'PM2: graceful shutdown',
      'https://pm2.keymetrics.io/docs/usage/signals-clean-restart/',
    ),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'pm2-limit',
    name: 'PM2',
    kind: 'wrapper',
    change:
      'Keep `kill_timeout` above your server’s own limit, and below your platform’s patience.',
    source: at(
      'PM2: graceful shutdown',
      'https://pm2.keymetrics.io/docs/usage/signals-clean-restart/',
    ),
    lesson: '13-the-process-that-will-not-exit',
  },
];
