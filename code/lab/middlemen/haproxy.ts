import { startDaemon } from './daemon.ts';
import type { MiddlemanOptions } from './open-middleman.ts';

/** HAProxy with its defaults: three retries of a connection, none of them elsewhere (no redispatch). */
export async function startHaproxy(
  port: number,
  backends: readonly number[],
  checks: NonNullable<MiddlemanOptions['checks']>,
  { defaults = '', backend = '' }: NonNullable<MiddlemanOptions['haproxy']> = {},
): Promise<AsyncDisposable> {
  const check = `check inter ${checks.every} fall ${checks.failures}`;
  const servers = backends.map(
    (each, index) => `  server app${index + 1} 127.0.0.1:${each} ${check}`,
  );
  return await startDaemon({
    name: 'haproxy',
    port,
    config: () => `defaults
  mode http
  timeout connect 1s
  timeout client 50s
  timeout server 50s
  option httpchk GET ${checks.path}
  ${defaults}
frontend clients
  bind 127.0.0.1:${port}
  default_backend apps
backend apps
  balance roundrobin
  ${backend}
${servers.join('\n')}
`,
    args: (config) => ['-f', config, '-db', '-q'],
  });
}
