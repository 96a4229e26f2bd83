import { cpSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderOf } from './installed.ts';
import { nodeItself } from './node-servers.ts';
import type { Specimen } from './specimen.ts';

/** What `npm run bring-server NAME` brings into `.servers/NAME`, which `npm ci` knows nothing of. */
export interface Brought {
  packages: Readonly<Record<string, string>>;
}

export const brought = {
  hapi: { packages: { '@hapi/hapi': '21.4.10' } },
  nest: {
    packages: {
      '@nestjs/common': '12.5.1',
      '@nestjs/core': '12.5.1',
      '@nestjs/platform-express': '12.5.1',
      'reflect-metadata': '0.2.2',
      rxjs: '7.8.2',
    },
  },
  pm2: { packages: { pm2: '7.0.4' } },
  bun: { packages: { bun: '1.4.5' } },
  deno: { packages: { deno: '2.9.6' } },
  workerd: { packages: { workerd: '1.20261117.1' } },
} as const satisfies Record<string, Brought>;
export type BroughtName = keyof typeof brought;

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Where a server is once it was brought. */
export const placeOf = (name: BroughtName): string => join(root, '.servers', name);

/** Lays a server's own files into the folder where its packages are; in one go, since others may start from there. */
export function layFiles(name: BroughtName, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const own = folderOf('on-request');
  for (const shared of ['web-routes.mjs', 'node-count.mjs'])
    cpSync(`${own}${shared}`, join(folder, shared));
  cpSync(`${folderOf('node')}routes.mjs`, join(folder, 'routes.mjs'));
  if (existsSync(`${own}${name}`)) cpSync(`${own}${name}`, folder, { recursive: true });
}

/** The version of a package that was brought; undefined: it is not here. */
function versionOf(name: BroughtName, title: string): string | undefined {
  const file = join(placeOf(name), 'node_modules', title, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
}

/** A program of a brought package by a pattern: its folder names the system. */
const programOf = (name: BroughtName, pattern: string): string =>
  globSync(join(placeOf(name), 'node_modules', pattern))[0] ?? pattern;

interface OnRequest {
  id: string;
  of: BroughtName;
  stop: string;
  lacks?: Specimen['lacks'];
  signal?: NodeJS.Signals;
  /** The packages whose versions are told; without Node where it does not run on it. */
  told: readonly string[];
  onNode?: false;
  command(folder: string, port: number, own: string): readonly string[];
}

const onRequest = ({
  id,
  of,
  stop,
  lacks,
  signal,
  told,
  onNode,
  command,
}: OnRequest): Specimen => ({
  id,
  stop,
  needs: `npm run bring-server ${of}`,
  ...(lacks && { lacks }),
  ...(signal && { signal }),
  versions: () => ({
    ...Object.fromEntries(told.map((title) => [title, versionOf(of, title)])),
    ...(onNode === false ? {} : nodeItself),
  }),
  command: ({ port, folder }) => {
    layFiles(of, placeOf(of));
    return command(placeOf(of), port, folder);
  },
});

const node = process.execPath;
const careful = `${folderOf('node')}careful.mjs`;

/** Servers that are brought when somebody asks for them, and never by `npm ci`. */
export const onRequestServers: Specimen[] = [
  ...(
    [
      ['hapi', 'stop()', {}],
      ['hapi-limit', 'stop({ timeout: 8_000 })', { timeout: 8_000 }],
    ] as const
  ).map(([id, stop, settings]) =>
    onRequest({
      ...{ id, of: 'hapi', stop, told: ['@hapi/hapi'] },
      command: (folder) => [node, `${folder}/server.mjs`, JSON.stringify(settings)],
    }),
  ),
  ...(
    [
      ['nest', 'enableShutdownHooks()', {}],
      ['nest-force', 'the same, forceCloseConnections', { forceCloseConnections: true }],
    ] as const
  ).map(([id, stop, settings]) =>
    onRequest({
      ...{ id, of: 'nest', stop, told: ['@nestjs/core'] },
      command: (folder) => [node, `${folder}/server.mjs`, JSON.stringify(settings)],
    }),
  ),
  ...(['none', 'stop'] as const).map((how) =>
    onRequest({
      ...{ id: how === 'none' ? 'bun' : 'bun-stop', of: 'bun', told: ['bun'], onNode: false },
      stop: how === 'none' ? 'no handler' : 'server.stop()',
      command: (folder) => [programOf('bun', '@oven/bun-*/bin/bun'), `${folder}/server.mjs`, how],
    }),
  ),
  ...(['none', 'shutdown'] as const).map((how) =>
    onRequest({
      ...{
        id: how === 'none' ? 'deno' : 'deno-shutdown',
        of: 'deno',
        told: ['deno'],
        onNode: false,
      },
      stop: how === 'none' ? 'no handler' : 'server.shutdown()',
      command: (folder, _, own) => [
        ...['env', `DENO_DIR=${own}/deno`, programOf('deno', '@deno/*/deno')],
        ...['run', '--allow-all', '--no-config', `${folder}/server.mjs`, how],
      ],
    }),
  ),
  onRequest({
    ...{ id: 'workerd', of: 'workerd', stop: 'SIGTERM', told: ['workerd'], onNode: false },
    lacks: ['ws', 'count'],
    command: (folder, port) => [
      ...[programOf('workerd', '@cloudflare/workerd-*/bin/workerd'), 'serve'],
      ...[`${folder}/config.capnp`, `--socket-addr=http=127.0.0.1:${port}`],
    ],
  }),
  onRequest({
    ...{ id: 'pm2', of: 'pm2', stop: 'pm2-runtime, careful(server)', told: ['pm2'] },
    command: (folder, _, own) => [
      ...['env', `PM2_HOME=${own}/pm2`, 'PM2_DISCRETE_MODE=1'],
      ...[node, `${folder}/node_modules/pm2/bin/pm2-runtime`, 'start', careful],
    ],
  }),
  onRequest({
    ...{ id: 'pm2-limit', of: 'pm2', stop: 'pm2-runtime, kill_timeout 10 s, careful(server)' },
    told: ['pm2'],
    command: (folder, _, own) => {
      const settings = { apps: [{ name: 'server', script: careful, kill_timeout: 10_000 }] };
      writeFileSync(join(own, 'pm2.json'), JSON.stringify(settings));
      return [
        ...['env', `PM2_HOME=${own}/pm2`, 'PM2_DISCRETE_MODE=1'],
        ...[node, `${folder}/node_modules/pm2/bin/pm2-runtime`, 'start', join(own, 'pm2.json')],
      ];
    },
  }),
];
