import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { until } from '../../base/until.ts';
import { startDaemon } from './daemon.ts';
import type { MiddlemanOptions } from './open-middleman.ts';

export interface Haproxy extends AsyncDisposable {
  /** Waits until its checks have put out the backend on this port. Where they stand still, they run until then. */
  notices(backend: number): Promise<void>;
}

/** Milliseconds between two checks, where a story lets them run. */
const quick = 200;

/** HAProxy with its defaults: three retries of a connection, none of them elsewhere (no redispatch). */
export async function startHaproxy(
  port: number,
  backends: readonly number[],
  checks: NonNullable<MiddlemanOptions['checks']>,
  { defaults = '', backend = '' }: NonNullable<MiddlemanOptions['haproxy']> = {},
): Promise<Haproxy> {
  // Then one thread, which hears of an end before it reads what a client asks after it; and patience.
  const stepped = checks.every === Infinity;
  const check = `check inter ${stepped ? quick : checks.every} fall ${checks.failures}`;
  const servers = backends.map((each) => `  server ${each} 127.0.0.1:${each} ${check}`);
  let socket = '';
  const config = (folder: string) => {
    socket = join(folder, 'admin');
    return `global
  stats socket ${socket} mode 600 level admin
  ${stepped ? 'nbthread 1' : ''}
defaults
  mode http
  timeout connect 1s
  timeout client 50s
  timeout server 50s
  option httpchk GET ${checks.path}
  ${stepped ? 'timeout check 10s' : ''}
  ${defaults}
frontend clients
  bind 127.0.0.1:${port}
  default_backend apps
backend apps
  balance roundrobin
  ${backend}
${servers.join('\n')}
`;
  };
  await using opening = new AsyncDisposableStack();
  opening.use(
    await startDaemon({ name: 'haproxy', port, config, args: (file) => ['-f', file, '-db', '-q'] }),
  );
  // It has its name a moment after the port is open.
  await until('HAProxy to hear commands', () => existsSync(socket) || undefined);
  const health = async (what: 'enable' | 'disable', each: number) => {
    if (stepped) await tell(socket, `${what} health apps/${each}`);
  };
  for (const each of backends) await health('disable', each);
  const owned = opening.move();
  return {
    async notices(each) {
      await health('enable', each);
      await until('HAProxy to put it out', async () => {
        const rows = (await tell(socket, 'show stat')).split('\n');
        return (
          rows.some((row) => row.startsWith(`apps,${each},`) && /,DOWN,/.test(row)) || undefined
        );
      });
      await health('disable', each);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** One command of its management guide, section 9.3, and the reply. */
async function tell(socket: string, command: string): Promise<string> {
  const connection = connect(socket);
  connection.write(`${command}\n`);
  return await text(connection);
}
