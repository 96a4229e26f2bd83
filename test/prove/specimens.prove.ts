import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, type TestContext, test } from 'vitest';
import { until } from '../../code/base/until.ts';
import { allSpecimens } from '../specimens/servers/all.ts';
import { needsSpecimen, type Specimen, stage } from '../specimens/servers/specimen.ts';

/** A trace that leads into a file of ours: a stop that fails is no stop of that server. */
const ownMistake =
  /^.*(?:specimens\/servers\/.*:\d+|File ".*specimens\/servers\/|\bat [A-Z]\w+Server\.).*$/m;
/** Work that a stop cuts ends so in asyncio, wherever it was. */
const isCut = /^asyncio\.exceptions\.CancelledError$/m;
const minute = 60_000;

describe.concurrent('No stop of a specimen fails by its own code', () => {
  const own = allSpecimens().filter(({ proxy }) => !proxy);
  test.for(own)('$id: $stop', { timeout: 3 * minute }, async (specimen, ctx) => {
    needsSpecimen(ctx, specimen);
    const printed = await stopped(specimen, ctx);
    const traces = printed.split(/^(?=Traceback)/m).filter((trace) => !isCut.test(trace));
    ctx.expect(ownMistake.exec(traces.join(''))?.[0], printed).toBeUndefined();
  });
});

/** What it prints when it is told to stop with a request in work. */
async function stopped(specimen: Specimen, { onTestFinished }: TestContext): Promise<string> {
  await using staged = await stage(specimen);
  const { command, port, cwd, env, signal = 'SIGTERM' } = staged.options;
  const [program = '', ...args] = command ?? [];
  const server = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env, PORT: `${port}` },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void endGroup(server.pid));
  let printed = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      printed += bytes;
    });
  }
  const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`).then((all) => all.text());
  await until('an answer', () => ask('/').catch(() => undefined), { ms: minute });
  printed = '';
  const slow = ask('/slow').catch(() => undefined);
  await new Promise((over) => setTimeout(over, 400)); // it answers after 1.5 s
  server.kill(signal);
  const ended = server.exitCode === null ? once(server, 'exit') : undefined;
  await slow;
  await Promise.race([ended, new Promise((over) => setTimeout(over, 8_000))]);
  return printed;
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {} // it has ended
}
