import type { syllabus } from '../code/course/lessons.ts';
import type { MeasuredServer } from '../code/course/measure/servers.ts';
import type { Source } from './symptoms/symptom.ts';

/** What the page says of a server, beside what was measured. Text between ` is code. */
export interface ServerWords {
  /** Of the specimen; of a second Node, without its version. */
  id: string;
  name: string;
  kind: (typeof kinds)[number]['id'];
  /** What to change; undefined: nothing. */
  change?: string;
  /** What its line does not explain. */
  note?: string;
  source?: Source;
  lesson: Slug;
}

type Diagnosis = MeasuredServer['diagnoses'][number];
type Slug = (typeof syllabus)[number]['slug'];

export const kinds = [
  { id: 'node', title: 'Node by itself' },
  { id: 'library', title: 'Libraries for Node' },
  { id: 'application', title: 'Python, Ruby, Go' },
  { id: 'proxy', title: 'Proxies and web servers' },
  { id: 'wrapper', title: 'Started by something else' },
] as const;

/** The doctor's diagnoses, the gravest first. */
export const diagnosesInWords: readonly { id: Diagnosis; means: string }[] = [
  {
    id: 'executed unanswered',
    means:
      'It carried out a POST and never answered it. Its client can neither repeat it nor leave it.',
  },
  {
    id: 'still answering',
    means:
      'It goes on answering on old connections as if nothing had happened, while the new process has the port. The bug of this course.',
  },
  { id: 'abrupt', means: 'It cuts answers and uploads that were in progress.' },
  {
    id: 'stubborn',
    means:
      'It does not end: whoever is at the other end of a connection decides. Or it does not give the port away.',
  },
  {
    id: 'orphaned',
    means: 'The wrong process got the signal. It ended, and the server behind it goes on.',
  },
  { id: 'graceful', means: 'No fault.' },
];

/** What the page asks of a server, and the doctor's probes that answer it. */
export const questions = [
  { id: 'idle', title: 'Idle', probes: ['P1', 'P2', 'P16'] },
  { id: 'half', title: 'Half sent', probes: ['P5', 'P17', 'P6'] },
  { id: 'answers', title: 'Answers', probes: ['P3', 'P4', 'P7', 'P14'] },
  { id: 'next', title: 'Next one', probes: ['P12', 'P13'] },
  { id: 'streams', title: 'Streams', probes: ['P8', 'P9', 'P10'] },
  { id: 'new', title: 'New ones', probes: ['P11'] },
  // What the doctor finds of the process and of its port.
  { id: 'end', title: 'The end', probes: [] },
] as const;

const careful = 'Or take `careful.ts`, below.';

const node = (page: string, name: string): Source => ({
  name: `Node: ${name}`,
  href: `https://nodejs.org/docs/latest-v26.x/api/${page}`,
});
const at = (name: string, href: `https://${string}`): Source => ({ name, href });

const nginxSignals = at('nginx: control', 'https://nginx.org/en/docs/control.html');
const nginxLimit = at(
  'nginx: worker_shutdown_timeout',
  'https://nginx.org/en/docs/ngx_core_module.html#worker_shutdown_timeout',
);
const apacheStop = at('Apache: stopping', 'https://httpd.apache.org/docs/2.4/stopping.html');
const haproxyStop = at('HAProxy: stopping', 'https://docs.haproxy.org/2.6/management.html#4');
const haproxyLimit = at(
  'HAProxy: hard-stop-after',
  'https://docs.haproxy.org/2.6/configuration.html#3.1-hard-stop-after',
);
const caddyGrace = at(
  'Caddy: grace_period',
  'https://caddyserver.com/docs/caddyfile/options#grace-period',
);
const tornadoClose = at(
  'Tornado: close_all_connections',
  'https://www.tornadoweb.org/en/stable/httpserver.html#tornado.httpserver.HTTPServer.close_all_connections',
);
const goShutdown = at('Go: Server.Shutdown', 'https://pkg.go.dev/net/http#Server.Shutdown');
const bashExec = at(
  'POSIX: exec',
  'https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#exec',
);

export const servers: readonly ServerWords[] = [
  {
    id: 'node',
    name: 'Node',
    kind: 'node',
    change:
      'Handle SIGTERM. Without a handler the signal ends the process in the middle of every answer.',
    source: node('process.html#signal-events', 'signal events'),
    lesson: '11-leave-politely',
  },
  {
    id: 'node-exit',
    name: 'Node',
    kind: 'node',
    change:
      'A handler that only exits is no better than none. Close first, and exit in the callback of `close()`.',
    source: node('process.html#processexitcode', 'process.exit'),
    lesson: '11-leave-politely',
  },
  {
    id: 'node-close',
    name: 'Node',
    kind: 'node',
    change: `Three things are missing: \`Connection: close\` on late answers, a sweep of those that went idle after the first look, and a limit. ${careful}`,
    source: node('http.html#serverclosecallback', 'server.close'),
    lesson: '10-half-fixed',
  },
  {
    id: 'node-close-all',
    name: 'Node',
    kind: 'node',
    change:
      'It cures the swap and cuts the work. Give work in flight its time first, and close all only at the limit. WebSockets are on no list: end them yourself.',
    source: node('http.html#servercloseallconnections', 'server.closeAllConnections'),
    lesson: '08-close-the-connections',
  },
  {
    id: 'node-close-all-later',
    name: 'Node',
    kind: 'node',
    change: `The limit is there. Say \`Connection: close\` on late answers, and end WebSockets yourself. ${careful}`,
    source: node('http.html#servercloseallconnections', 'server.closeAllConnections'),
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
    id: 'stoppable',
    name: 'stoppable',
    kind: 'library',
    change:
      'Give it a grace: the default waits for ever. Set `Connection: close` yourself once you stop. Slow readers of big answers are cut all the same: see below.',
    source: at('stoppable: README', 'https://github.com/hunterloftis/stoppable#readme'),
    lesson: '11-leave-politely',
  },
  {
    id: 'stoppable-limit',
    name: 'stoppable',
    kind: 'library',
    change:
      'Set `Connection: close` yourself once you stop, and close WebSockets with 1001. Slow readers of big answers are cut all the same: see below.',
    source: at('stoppable: README', 'https://github.com/hunterloftis/stoppable#readme'),
    lesson: '11-leave-politely',
  },
  {
    id: 'http-terminator',
    name: 'http-terminator',
    kind: 'library',
    change:
      'Nothing that you can set cures it: it closes the listening socket last, so newcomers are let in and dropped, and its default cuts what takes longer than one second. Take `careful.ts`, below.',
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
      'With more time the answers come whole. But it closes the listening socket last, so for all of that time newcomers are let in and dropped. Take `careful.ts`, below.',
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
      'Lower `timeout`: its 30 seconds are as long as Kubernetes waits. Close WebSockets with 1001 in `preShutdown`. Slow readers of big answers are cut all the same: see below.',
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
      'Close WebSockets with 1001, and end event streams, in `preShutdown`. Slow readers of big answers are cut all the same: see below.',
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
    source: at('terminus: README', 'https://github.com/godaddy/terminus#readme'),
    lesson: '11-leave-politely',
  },
  {
    id: 'terminus-limit',
    name: '@godaddy/terminus',
    kind: 'library',
    change:
      'Say `Connection: close` once you stop, and close WebSockets with 1001 in `beforeShutdown`. Slow readers of big answers are cut all the same: see below.',
    source: at('terminus: README', 'https://github.com/godaddy/terminus#readme'),
    lesson: '11-leave-politely',
  },
  {
    id: 'fastify',
    name: 'Fastify',
    kind: 'library',
    change:
      'Say `Connection: close` on answers in flight: its own keep-alive time of 72 seconds starts anew with each of them. End streams in a `preClose` hook, and set a deadline.',
    source: at('Fastify: hooks', 'https://fastify.dev/docs/latest/Reference/Hooks/#preclose'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'fastify-force',
    name: 'Fastify',
    kind: 'library',
    change:
      'Leave `forceCloseConnections` at its default: `true` cuts every answer in flight. Add a deadline of your own.',
    source: at(
      'Fastify: forceCloseConnections',
      'https://fastify.dev/docs/latest/Reference/Server/#forcecloseconnections',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'express',
    name: 'Express',
    kind: 'library',
    change: `close-with-grace is a deadline and no more: it knows nothing of HTTP. Call \`careful(app.listen(…))\`, and leave the signal to it.`,
    source: at('close-with-grace: README', 'https://github.com/mcollina/close-with-grace#readme'),
    lesson: '11-leave-politely',
  },
  {
    id: 'hono',
    name: 'Hono',
    kind: 'library',
    change:
      '`serve()` returns a node:http server, and nothing stops it but `close()`. Hand it to `careful.ts`.',
    source: at('Hono: Node.js', 'https://hono.dev/docs/getting-started/nodejs'),
    lesson: '10-half-fixed',
  },
  {
    id: 'koa',
    name: 'Koa',
    kind: 'library',
    change:
      '`app.listen()` returns a node:http server, and nothing stops it but `close()`. Hand it to `careful.ts`.',
    source: at('Koa: app.listen', 'https://koajs.com/#app-listen-'),
    lesson: '10-half-fixed',
  },
  {
    id: 'tornado',
    name: 'Tornado',
    kind: 'application',
    change:
      'Handle SIGTERM. Without a handler the signal ends the process in the middle of every answer.',
    source: at(
      'Python: add_signal_handler',
      'https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.add_signal_handler',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'tornado-stop',
    name: 'Tornado',
    kind: 'application',
    change:
      'This is the story of this course. After `stop()` call `close_all_connections()`, once work in flight has had its time.',
    source: tornadoClose,
    lesson: '08-close-the-connections',
  },
  {
    id: 'tornado-stop-and-return',
    name: 'Tornado',
    kind: 'application',
    change:
      'Do not return yet: the end of the loop cuts every answer. Wait for your own count of requests, with a limit.',
    source: tornadoClose,
    lesson: '11-leave-politely',
  },
  {
    id: 'tornado-close-all',
    name: 'Tornado',
    kind: 'application',
    change:
      'It cures the swap and cuts the work. Wait before the second call until no request is in flight, with a limit.',
    source: tornadoClose,
    lesson: '08-close-the-connections',
  },
  {
    id: 'tornado-close-all-later',
    name: 'Tornado',
    kind: 'application',
    change:
      'A pause is not a drain: for as long as it lasts, the old process goes on answering. Set `Connection: close` on every answer from the signal on.',
    source: tornadoClose,
    lesson: '11-leave-politely',
  },
  {
    id: 'aiohttp',
    name: 'aiohttp',
    kind: 'application',
    change:
      'Close WebSockets and end event streams in `on_shutdown`; nothing else ends them. The shutdown was rewritten in 3.9: examine yours.',
    source: at(
      'aiohttp: graceful shutdown',
      'https://docs.aiohttp.org/en/stable/web_advanced.html#graceful-shutdown',
    ),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'uvicorn',
    name: 'uvicorn',
    kind: 'application',
    change:
      'Set `--timeout-graceful-shutdown`, which uvicorn has from 0.22 on. Without it one open stream holds the process for ever.',
    source: at('uvicorn 0.22.0', 'https://github.com/Kludex/uvicorn/releases/tag/0.22.0'),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'gunicorn',
    name: 'gunicorn',
    kind: 'application',
    change:
      'Lower `graceful_timeout`, which is 30 seconds, and put a proxy that buffers before it: one slow client takes a whole worker, and a worker that waits keeps the port.',
    source: at('gunicorn: deploying', 'https://gunicorn.org/deploy/'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'gunicorn-gthread',
    name: 'gunicorn',
    kind: 'application',
    change:
      'Lower `graceful_timeout` below what your platform waits: it is 30 seconds, and one silent client is enough to use them up.',
    source: at(
      'gunicorn: graceful_timeout',
      'https://gunicorn.org/reference/settings/#graceful_timeout',
    ),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'puma',
    name: 'Puma',
    kind: 'application',
    change:
      'Set `force_shutdown_after`, whose default is for ever: an open stream holds it, and so does half a request.',
    source: at(
      'Puma: force_shutdown_after',
      'https://www.rubydoc.info/gems/puma/Puma%2FDSL:force_shutdown_after',
    ),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'go',
    name: 'Go net/http',
    kind: 'application',
    change:
      'Handle SIGTERM with `Shutdown`. Without it the signal ends the process in the middle of every answer.',
    source: goShutdown,
    lesson: '11-leave-politely',
  },
  {
    id: 'go-return-at-once',
    name: 'Go net/http',
    kind: 'application',
    change:
      '`ListenAndServe` returns at once when `Shutdown` is called, and the process ends with `main`. Wait in `main` until `Shutdown` has returned.',
    source: goShutdown,
    lesson: '11-leave-politely',
  },
  {
    id: 'go-wait',
    name: 'Go net/http',
    kind: 'application',
    change:
      'Little. Hijacked connections such as WebSockets are not waited for and not told: do it in `RegisterOnShutdown`.',
    source: goShutdown,
    lesson: '14-not-on-the-list',
  },
  {
    id: 'nginx-term',
    name: 'nginx',
    kind: 'proxy',
    change:
      'Send SIGQUIT. SIGTERM is the fast shutdown, which cuts. Debian’s service file sends SIGQUIT first.',
    source: nginxSignals,
    lesson: '11-leave-politely',
  },
  {
    id: 'nginx-quit',
    name: 'nginx',
    kind: 'proxy',
    change:
      'Set `worker_shutdown_timeout`: without it a WebSocket holds the old worker as long as it lives.',
    source: nginxLimit,
    lesson: '14-not-on-the-list',
  },
  {
    id: 'nginx-quit-limit',
    name: 'nginx',
    kind: 'proxy',
    change:
      'Lower `client_header_timeout` as well: half a request head is not under the limit, and holds the worker for its 60 seconds.',
    source: at(
      'nginx: client_header_timeout',
      'https://nginx.org/en/docs/http/ngx_http_core_module.html#client_header_timeout',
    ),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'apache-term',
    name: 'Apache httpd',
    kind: 'proxy',
    change:
      'Send SIGWINCH (`apachectl graceful-stop`). SIGTERM cuts, and may hold the port while it does.',
    source: apacheStop,
    lesson: '11-leave-politely',
  },
  {
    id: 'apache-winch',
    name: 'Apache httpd',
    kind: 'proxy',
    change: 'Set `GracefulShutdownTimeout`, whose default is no limit.',
    source: at(
      'Apache: GracefulShutdownTimeout',
      'https://httpd.apache.org/docs/2.4/mod/mpm_common.html#gracefulshutdowntimeout',
    ),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'haproxy-term',
    name: 'HAProxy',
    kind: 'proxy',
    change: 'Send SIGUSR1. SIGTERM is the hard stop, which cuts.',
    source: haproxyStop,
    lesson: '11-leave-politely',
  },
  {
    id: 'haproxy-usr1',
    name: 'HAProxy',
    kind: 'proxy',
    change:
      'Set `hard-stop-after`: without it one WebSocket holds the old process as long as it lives.',
    source: haproxyLimit,
    lesson: '14-not-on-the-list',
  },
  {
    id: 'haproxy-usr1-limit',
    name: 'HAProxy',
    kind: 'proxy',
    change:
      'Little. Keep `hard-stop-after` above your slowest answer, and below your platform’s patience.',
    source: haproxyLimit,
    lesson: '11-leave-politely',
  },
  {
    id: 'caddy',
    name: 'Caddy',
    kind: 'proxy',
    change:
      'Set `grace_period`: without it Caddy 2.6 waits for the last stream as long as it lives.',
    source: caddyGrace,
    lesson: '14-not-on-the-list',
  },
  {
    id: 'caddy-limit',
    name: 'Caddy',
    kind: 'proxy',
    change: 'Keep `grace_period` above your slowest answer.',
    source: caddyGrace,
    lesson: '11-leave-politely',
  },
  {
    id: 'lighttpd-term',
    name: 'lighttpd',
    kind: 'proxy',
    change: 'Send SIGINT. SIGTERM shuts down at once, which cuts.',
    source: at(
      'lighttpd-angel(8)',
      'https://manpages.debian.org/bookworm/lighttpd/lighttpd-angel.8.en.html',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'lighttpd-int',
    name: 'lighttpd',
    kind: 'proxy',
    change:
      'Little: it sets itself a limit of some 8 seconds. A client that does not read its answer is not under it.',
    source: at(
      'lighttpd: server.feature-flags',
      'https://redmine.lighttpd.net/projects/lighttpd/wiki/Server_feature-flagsDetails',
    ),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'lighttpd-int-limit',
    name: 'lighttpd',
    kind: 'proxy',
    change:
      'Keep the limit above your slowest answer. A client that does not read its answer is not under it: `server.max-write-idle` is.',
    source: at(
      'lighttpd: server.feature-flags',
      'https://redmine.lighttpd.net/projects/lighttpd/wiki/Server_feature-flagsDetails',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'h2o',
    name: 'H2O',
    kind: 'proxy',
    change:
      'Give it a limit from outside: a stream holds it as long as it lives. With systemd that is `TimeoutStopSec`.',
    source: at(
      'systemd.service(5)',
      'https://man7.org/linux/man-pages/man5/systemd.service.5.html',
    ),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'npm-start',
    name: 'npm start',
    kind: 'wrapper',
    change:
      'Start the server itself: `node server.js`. npm ends at the signal and leaves its grandchild serving.',
    source: at('npm/cli#5776', 'https://github.com/npm/cli/issues/5776'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'sh',
    name: 'sh -c',
    kind: 'wrapper',
    change:
      'Write `exec node server.js` as the last command: the shell becomes the server, and the signal arrives.',
    source: bashExec,
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'sh-exec',
    name: 'sh -c with exec',
    kind: 'wrapper',
    change:
      'The signal arrives. What remains is the server’s own: see Node, `close()` and `closeAllConnections()` later.',
    source: bashExec,
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'node-watch',
    name: 'node --watch',
    kind: 'wrapper',
    change: 'It passes the signal on. Keep it for development.',
    source: node('cli.html#--watch', '--watch'),
    lesson: '13-the-process-that-will-not-exit',
  },
];
