import { files, folderOf, ofDebian, said, settings } from './installed.ts';
import { filesAlone, type Specimen } from './specimen.ts';

const folder = folderOf('proxies');

const nginx = (
  id: string,
  stop: string,
  signal: NodeJS.Signals,
  extra = '',
  ofHttp = '',
): Specimen => ({
  id,
  stop,
  signal,
  needs: 'nginx',
  proxy: true,
  versions: () => ({ nginx: said('nginx', '-v') }),
  command: async (place) => [
    ...['nginx', '-g', extra, '-c', await settings(`${folder}nginx.conf`, place, ofHttp)],
  ],
});

const apache = (
  id: string,
  stop: string,
  signal: NodeJS.Signals,
  model: 'event' | 'prefork' = 'event',
  extra = '',
): Specimen => ({
  id,
  stop,
  signal,
  needs: 'apache2',
  proxy: true,
  versions: () => ({ Apache: said('apache2', '-v') }),
  command: async (place) => [
    ...['apache2', '-D', 'FOREGROUND', '-C', loading(model)],
    ...['-f', await settings(`${folder}apache2.conf`, place, extra)],
  ],
});

const loading = (model: string) =>
  `LoadModule mpm_${model}_module /usr/lib/apache2/modules/mod_mpm_${model}.so`;

/** A child has one connection, and the doctor holds a dozen. */
const prefork = 'MinSpareServers 24';

const haproxy = (id: string, stop: string, signal: NodeJS.Signals, extra = ''): Specimen => ({
  id,
  stop,
  signal,
  needs: 'haproxy',
  proxy: true,
  versions: () => ({ HAProxy: said('haproxy', '-v') }),
  command: async (place) => [
    'haproxy',
    ...['-W', '-db', '-f', await settings(`${folder}haproxy.cfg`, place, extra)],
  ],
});

const caddy = (id: string, stop: string, extra = ''): Specimen => ({
  id,
  stop,
  needs: 'caddy',
  proxy: true,
  versions: () => ({ Caddy: said('caddy', 'version') }),
  command: async (place) => [
    ...['env', `HOME=${place.folder}`, `XDG_DATA_HOME=${place.folder}`],
    ...['caddy', 'run', '--adapter', 'caddyfile'],
    ...['--config', await settings(`${folder}Caddyfile`, place, extra)],
  ],
});

const lighttpd = (id: string, stop: string, signal: NodeJS.Signals, extra = ''): Specimen => ({
  id,
  stop,
  signal,
  needs: 'lighttpd',
  proxy: true,
  versions: () => ({ lighttpd: said('lighttpd', '-v') }),
  command: async (place) => [
    'lighttpd',
    '-D',
    '-f',
    await settings(`${folder}lighttpd.conf`, place, extra),
  ],
});

const squid = (id: string, stop: string, extra = ''): Specimen => ({
  id,
  stop,
  needs: 'squid',
  proxy: true,
  lacks: ['ws'],
  versions: () => ({ Squid: said('squid', '--version') }),
  command: async (place) => [
    ...['squid', '--foreground', '-f', await settings(`${folder}squid.conf`, place, extra)],
  ],
});

/** Before Node, or before whatever you run. */
export const proxies: Specimen[] = [
  nginx('nginx-term', 'SIGTERM, fast shutdown', 'SIGTERM'),
  nginx('nginx-quit', 'SIGQUIT, graceful shutdown', 'SIGQUIT'),
  nginx(
    'nginx-quit-limit',
    'SIGQUIT, worker_shutdown_timeout 6 s',
    'SIGQUIT',
    'worker_shutdown_timeout 6s;',
  ),
  nginx(
    'nginx-quit-limits',
    'SIGQUIT, worker_shutdown_timeout and client_header_timeout 6 s',
    'SIGQUIT',
    'worker_shutdown_timeout 6s;',
    'client_header_timeout 6s;',
  ),
  apache('apache-term', 'SIGTERM', 'SIGTERM'),
  apache('apache-winch', 'SIGWINCH', 'SIGWINCH'),
  apache(
    'apache-winch-limit',
    'SIGWINCH, GracefulShutdownTimeout 6',
    'SIGWINCH',
    'event',
    'GracefulShutdownTimeout 6',
  ),
  apache('apache-prefork-term', 'SIGTERM, mpm_prefork', 'SIGTERM', 'prefork', prefork),
  apache('apache-prefork-winch', 'SIGWINCH, mpm_prefork', 'SIGWINCH', 'prefork', prefork),
  haproxy('haproxy-term', 'SIGTERM, hard stop', 'SIGTERM'),
  haproxy('haproxy-usr1', 'SIGUSR1, soft stop', 'SIGUSR1'),
  haproxy('haproxy-usr1-limit', 'SIGUSR1, hard-stop-after 6 s', 'SIGUSR1', 'hard-stop-after 6s'),
  caddy('caddy', 'SIGTERM'),
  caddy('caddy-limit', 'SIGTERM, grace_period 6 s', 'grace_period 6s'),
  lighttpd('lighttpd-term', 'SIGTERM', 'SIGTERM'),
  lighttpd('lighttpd-int', 'SIGINT, graceful', 'SIGINT'),
  lighttpd(
    'lighttpd-int-limit',
    'SIGINT, graceful-shutdown-timeout 6 s',
    'SIGINT',
    'server.feature-flags = ("server.graceful-shutdown-timeout" => 6)',
  ),
  {
    id: 'h2o',
    stop: 'SIGTERM',
    needs: 'h2o',
    proxy: true,
    versions: () => ({ H2O: said('h2o', '-v') }),
    command: async (place) => ['h2o', '-c', await settings(`${folder}h2o.yaml`, place)],
  },
  {
    id: 'varnish',
    stop: 'SIGTERM',
    needs: 'varnish',
    proxy: true,
    versions: () => ({ Varnish: said('varnishd', '-V') }),
    command: async (place) => [
      ...['varnishd', '-F', '-n', place.folder, '-a', `127.0.0.1:${place.port}`],
      ...['-f', await settings(`${folder}varnish.vcl`, place), '-s', 'malloc,64m'],
    ],
  },
  squid('squid', 'SIGTERM'),
  squid('squid-limit', 'SIGTERM, shutdown_lifetime 6 s', 'shutdown_lifetime 6 seconds'),
  {
    id: 'busybox',
    stop: 'SIGTERM, httpd -f',
    needs: 'busybox',
    lacks: filesAlone,
    versions: () => ({ BusyBox: said('busybox') }),
    command: async ({ port, folder: root }) => {
      await files(root);
      return ['busybox', 'httpd', '-f', '-p', `127.0.0.1:${port}`, '-h', root];
    },
  },
  {
    id: 'mini-httpd',
    stop: 'SIGTERM, mini_httpd -D',
    needs: 'mini_httpd',
    lacks: filesAlone,
    versions: () => ({ mini_httpd: ofDebian('mini-httpd') }),
    command: async ({ port, folder: root }) => {
      await files(root);
      return [
        ...['mini_httpd', '-D', '-h', '127.0.0.1', '-p', `${port}`, '-d', root],
        ...['-u', 'root', '-i', `${root}/pid`],
      ];
    },
  },
];
