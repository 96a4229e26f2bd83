import { execFile } from 'node:child_process';
import { until, within } from '../../base/until.ts';
import { openGate } from '../clients/curl.ts';
import type { Errand, Sender } from './senders.ts';

/**
 * As many curls as there are requests, each ONE process with two addresses; between them stands a gate of
 * ours, so that no clock decides when the second request goes out on the first one's connection.
 */
export async function startCurls({
  warm,
  order,
  method,
  count,
}: Errand): Promise<Sender & AsyncDisposable> {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  let waiting = 0;
  const gate = await openGate(() => {
    waiting++;
    return opened;
  });
  const post = method === 'POST' ? ['-d', 'hello'] : [];
  const runs = Array.from({ length: count }, (_, n) => {
    const own = order.replace('#', String(n));
    const parts = [[warm], [gate.url], [...post, own]];
    // -q comes first: no .curlrc of the reader's decides.
    const args = [
      '-q',
      ...parts.flatMap((part, at) => [...(at ? ['--next'] : []), '-s', '--noproxy', '*', ...part]),
    ];
    return run(args);
  });
  await until(`${count} curls to wait at the gate`, () => waiting >= count || undefined, {
    ms: 60_000,
  });
  return {
    async go() {
      open();
      return await within('the curls to end', Promise.all(runs.map(({ said }) => said)), 60_000);
    },
    async [Symbol.asyncDispose]() {
      for (const { child } of runs) child.kill('SIGKILL');
      await Promise.all(runs.map(({ said }) => said));
      await gate[Symbol.asyncDispose]();
    },
  };
}

/** What came after the gate's line; or curl's exit status, 52: “empty reply from server”, 56: reset. */
function run(args: string[]) {
  const { promise: said, resolve } = Promise.withResolvers<string>();
  const child = execFile('curl', args, (error, output) => {
    const last = output.split('(the gate)\n')[1]?.trim();
    resolve(error ? `curl ${error.code ?? error.signal}` : (last ?? ''));
  });
  return { child, said };
}
