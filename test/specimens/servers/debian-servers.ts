import { execFileSync, spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Place, Specimen } from './specimen.ts';

const folder = fileURLToPath(new URL('debian/', import.meta.url));

/** Debian's own; a version manager's python3 has none of its packages. */
const python = '/usr/bin/python3';

const applications: Specimen[] = [
  ...(
    [
      ['tornado', 'none', 'no handler'],
      ['tornado-stop', 'stop', 'stop(), and the program goes on'],
      ['tornado-stop-and-return', 'stop-and-return', 'stop(), and main returns'],
      ['tornado-close-all', 'close-all', 'stop() and close_all_connections()'],
      ['tornado-close-all-later', 'close-all-later', 'stop(), after 2.5 s close_all_connections()'],
    ] as const
  ).map(
    ([id, how, stop]): Specimen => ({
      id,
      stop,
      needs: 'tornado',
      versions: () => ({ Tornado: said(python, '-c', 'import tornado; print(tornado.version)') }),
      command: () => [python, join(folder, 'tornado_server.py'), how],
    }),
  ),
  {
    id: 'aiohttp',
    stop: 'run_app()',
    needs: 'aiohttp',
    versions: () => ({ aiohttp: said(python, '-c', 'import aiohttp; print(aiohttp.__version__)') }),
    command: () => [python, join(folder, 'aiohttp_server.py')],
  },
  {
    id: 'uvicorn',
    stop: 'as it comes',
    needs: 'uvicorn',
    versions: () => ({ uvicorn: said('uvicorn', '--version') }),
    command: ({ port }) => [
      'uvicorn',
      ...['--app-dir', folder, '--host', '127.0.0.1', '--port', `${port}`],
      ...['--log-level', 'warning', 'asgi:app'],
    ],
  },
  {
    id: 'gunicorn',
    stop: 'worker sync',
    needs: 'gunicorn',
    lacks: ['ws'],
    versions: () => ({ gunicorn: said('gunicorn', '--version') }),
    // A sync worker has one connection at a time, and the doctor holds a dozen.
    command: ({ port }) => gunicorn(port, '--workers', '16'),
  },
  {
    id: 'gunicorn-gthread',
    stop: 'worker gthread',
    needs: 'gunicorn',
    lacks: ['ws'],
    versions: () => ({ gunicorn: said('gunicorn', '--version') }),
    command: ({ port }) =>
      gunicorn(port, '--worker-class', 'gthread', '--threads', '24', '--keep-alive', '15'),
  },
  {
    id: 'puma',
    stop: 'as it comes',
    needs: 'puma',
    lacks: ['ws'],
    versions: () => ({ puma: said('puma', '--version') }),
    command: ({ port }) => [
      'puma',
      ...['--bind', `tcp://127.0.0.1:${port}`, '--threads', '24:24', '--environment', 'production'],
      ...['--config', '-', '--quiet', join(folder, 'config.ru')],
    ],
  },
  ...(
    [
      ['go', 'none', 'no handler'],
      ['go-return-at-once', 'return-at-once', 'Shutdown(), and main returns'],
      ['go-wait', 'wait', 'Shutdown() waited for, 6 s'],
    ] as const
  ).map(
    ([id, how, stop]): Specimen => ({
      id,
      stop,
      needs: 'go',
      versions: () => ({ Go: said('go', 'version') }),
      command: (place) => [buildGo(place), how],
    }),
  ),
];

function gunicorn(port: number, ...settings: string[]): string[] {
  return ['gunicorn', '--chdir', folder, '--bind', `127.0.0.1:${port}`, ...settings, 'wsgi:app'];
}

function buildGo({ folder: into }: Place): string {
  const program = join(into, 'server');
  execFileSync('go', ['build', '-o', program, join(folder, 'main.go')], {
    // Without a go.mod, so that the file stands alone.
    env: { ...process.env, GO111MODULE: 'off' },
  });
  return program;
}

const nginx = (id: string, stop: string, signal: NodeJS.Signals, extra = ''): Specimen => ({
  id,
  stop,
  signal,
  needs: 'nginx',
  proxy: true,
  versions: () => ({ nginx: said('nginx', '-v') }),
  command: async (place) => ['nginx', '-c', await settings('nginx.conf', place, extra)],
});

const apache = (id: string, signal: NodeJS.Signals): Specimen => ({
  id,
  stop: signal,
  signal,
  needs: 'apache2',
  proxy: true,
  versions: () => ({ Apache: said('apache2', '-v') }),
  command: async (place) => [
    'apache2',
    ...['-D', 'FOREGROUND', '-f', await settings('apache2.conf', place)],
  ],
});

const haproxy = (id: string, stop: string, signal: NodeJS.Signals, extra = ''): Specimen => ({
  id,
  stop,
  signal,
  needs: 'haproxy',
  proxy: true,
  versions: () => ({ HAProxy: said('haproxy', '-v') }),
  command: async (place) => [
    'haproxy',
    ...['-W', '-db', '-f', await settings('haproxy.cfg', place, extra)],
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
    ...['--config', await settings('Caddyfile', place, extra)],
  ],
});

const lighttpd = (id: string, stop: string, signal: NodeJS.Signals, extra = ''): Specimen => ({
  id,
  stop,
  signal,
  needs: 'lighttpd',
  proxy: true,
  versions: () => ({ lighttpd: said('lighttpd', '-v') }),
  command: async (place) => ['lighttpd', '-D', '-f', await settings('lighttpd.conf', place, extra)],
});

/** Before Node, or before whatever you run. */
const proxies: Specimen[] = [
  nginx('nginx-term', 'SIGTERM, fast shutdown', 'SIGTERM'),
  nginx('nginx-quit', 'SIGQUIT, graceful shutdown', 'SIGQUIT'),
  nginx(
    'nginx-quit-limit',
    'SIGQUIT, worker_shutdown_timeout 6 s',
    'SIGQUIT',
    'worker_shutdown_timeout 6s;',
  ),
  apache('apache-term', 'SIGTERM'),
  apache('apache-winch', 'SIGWINCH'),
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
    command: async (place) => ['h2o', '-c', await settings('h2o.yaml', place)],
  },
];

/** Programs as Debian 12 ships them. */
export const debianServers: Specimen[] = [...applications, ...proxies];

/** Writes a file of settings with the values of this run; returns its path. */
async function settings(name: string, place: Place, extra = ''): Promise<string> {
  const values: Record<string, string | number> = {
    PORT: place.port,
    BACKEND: place.backend,
    FOLDER: place.folder,
    EXTRA: extra,
  };
  const template = await readFile(join(folder, name), 'utf8');
  const path = join(place.folder, name);
  await writeFile(
    path,
    template.replace(/\$\{([A-Z]+)\}/g, (_, key) => `${values[key]}`),
  );
  return path;
}

/** The first version number in what a program says of itself; nginx says it on stderr. */
function said(program: string, ...args: string[]): string | undefined {
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return /\d+\.\d+(\.\d+)*/.exec(`${stdout}${stderr}`)?.[0];
}
