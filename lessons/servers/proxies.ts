import { at, type ServerWords } from './words.ts';

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

/** Proxies and web servers. */
export const proxyWords: readonly ServerWords[] = [
  {
    id: 'nginx-term',
    name: 'nginx',
    kind: 'proxy',
    change:
      'Send SIGQUIT. SIGTERM is the fast shutdown, which cuts. Debian’s service file sends SIGQUIT first.',
    cure: 'nginx quit',
    source: nginxSignals,
    lesson: '11-leave-politely',
  },
  {
    id: 'nginx-quit',
    name: 'nginx',
    kind: 'proxy',
    change:
      'Set `worker_shutdown_timeout`: without it a WebSocket holds the old worker as long as it lives.',
    cure: 'nginx',
    source: nginxLimit,
    lesson: '14-not-on-the-list',
  },
  {
    id: 'nginx-quit-limit',
    name: 'nginx',
    kind: 'proxy',
    change:
      'Lower `client_header_timeout` as well: half a request head is not under the limit, and holds the worker for its 60 seconds.',
    cure: 'nginx',
    source: at(
      'nginx: client_header_timeout',
      'https://nginx.org/en/docs/http/ngx_http_core_module.html#client_header_timeout',
    ),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'nginx-quit-limits',
    name: 'nginx',
    kind: 'proxy',
    change:
      'Little. WebSockets are cut at the limit, without a Close frame: tell them from the application behind it.',
    source: nginxLimit,
    lesson: '14-not-on-the-list',
  },
  {
    id: 'apache-term',
    name: 'Apache httpd',
    kind: 'proxy',
    change:
      'Send SIGWINCH (`apachectl graceful-stop`). SIGTERM cuts, and may hold the port while it does.',
    cure: 'apache winch',
    source: apacheStop,
    lesson: '11-leave-politely',
  },
  {
    id: 'apache-winch',
    name: 'Apache httpd',
    kind: 'proxy',
    change:
      'Set `GracefulShutdownTimeout`, whose default is no limit, and ten seconds lower than your platform’s patience: so long Apache asks its children afterwards before it kills them.',
    cure: 'apache',
    source: at(
      'Apache: GracefulShutdownTimeout',
      'https://httpd.apache.org/docs/2.4/mod/mpm_common.html#gracefulshutdowntimeout',
    ),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'apache-winch-limit',
    name: 'Apache httpd',
    kind: 'proxy',
    change:
      'Set the limit ten seconds lower than your platform’s patience. After it Apache asks its children thrice to end, and kills those that do not: with half a request open and a limit of 6 s it ended after 16.7 s.',
    source: at(
      'Apache: GracefulShutdownTimeout',
      'https://httpd.apache.org/docs/2.4/mod/mpm_common.html#gracefulshutdowntimeout',
    ),
    lesson: '14-not-on-the-list',
  },
  {
    id: 'apache-prefork-term',
    name: 'Apache httpd, prefork',
    kind: 'proxy',
    change: 'Send SIGWINCH (`apachectl graceful-stop`). SIGTERM cuts.',
    cure: 'apache winch',
    source: apacheStop,
    lesson: '11-leave-politely',
  },
  {
    id: 'apache-prefork-winch',
    name: 'Apache httpd, prefork',
    kind: 'proxy',
    change:
      'Set `GracefulShutdownTimeout`, and `KeepAliveTimeout` to a second or two: children go on with kept connections until that time is over.',
    cure: 'apache',
    source: apacheStop,
    lesson: '14-not-on-the-list',
  },
  {
    id: 'haproxy-term',
    name: 'HAProxy',
    kind: 'proxy',
    change: 'Send SIGUSR1. SIGTERM is the hard stop, which cuts.',
    cure: 'haproxy usr1',
    source: haproxyStop,
    lesson: '11-leave-politely',
  },
  {
    id: 'haproxy-usr1',
    name: 'HAProxy',
    kind: 'proxy',
    change:
      'Set `hard-stop-after`: without it one WebSocket holds the old process as long as it lives.',
    cure: 'haproxy',
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
    cure: 'caddy',
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
    cure: 'lighttpd int',
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
    cure: 'lighttpd',
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
    id: 'varnish',
    name: 'Varnish',
    kind: 'proxy',
    change:
      'It has no graceful stop: SIGTERM cuts. Take it out of its balancer first, and wait for as long as your slowest answer.',
    source: at('varnishd(1)', 'https://manpages.debian.org/bookworm/varnish/varnishd.1.en.html'),
    lesson: '11-leave-politely',
  },
  {
    id: 'squid',
    name: 'Squid',
    kind: 'proxy',
    change:
      'Set `shutdown_lifetime` below what your platform waits: its default is 30 seconds, and one open stream uses them up.',
    cure: 'squid',
    source: at(
      'Squid: shutdown_lifetime',
      'https://www.squid-cache.org/Doc/config/shutdown_lifetime/',
    ),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'squid-limit',
    name: 'Squid',
    kind: 'proxy',
    change: 'Keep the lifetime above your slowest answer, and below your platform’s patience.',
    source: at(
      'Squid: shutdown_lifetime',
      'https://www.squid-cache.org/Doc/config/shutdown_lifetime/',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'busybox',
    name: 'BusyBox httpd',
    kind: 'proxy',
    change:
      'Keep it for files that nobody misses: a child for each connection goes on by itself, beside the next server.',
    source: at('busybox(1)', 'https://manpages.debian.org/bookworm/busybox/busybox.1.en.html'),
    lesson: '13-the-process-that-will-not-exit',
  },
  {
    id: 'mini-httpd',
    name: 'mini_httpd',
    kind: 'proxy',
    change:
      'Keep it for files that nobody misses: a child for each connection goes on by itself, beside the next server.',
    source: at(
      'mini_httpd(8)',
      'https://manpages.debian.org/bookworm/mini-httpd/mini_httpd.8.en.html',
    ),
    lesson: '13-the-process-that-will-not-exit',
  },
];
