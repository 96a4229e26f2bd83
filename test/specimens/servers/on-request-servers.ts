import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crateOf, onRequest, programOf } from './brought.ts';
import { folderOf } from './installed.ts';
import type { Specimen } from './specimen.ts';

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
  ...(
    [
      ['hyper', 'none', 'no handler'],
      ['hyper-graceful', 'graceful', 'with_graceful_shutdown'],
      ['hyper-limit', 'limit', 'with_graceful_shutdown, 6 s'],
    ] as const
  ).map(([id, how, stop]) =>
    onRequest({
      ...{ id, of: 'hyper', stop, lacks: ['ws'] },
      ...{ told: ['hyper', 'tokio'], from: crateOf, onNode: false },
      command: (folder) => [`${folder}/target/release/server`, how],
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
