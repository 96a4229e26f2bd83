import { expect, test } from 'vitest';
import type { SocketRow } from '../../code/sockets/list-sockets.ts';
import { steadySockets } from '../../code/sockets/steady-sockets.ts';

/** Tables of one row each, told apart by its port; the reads see them one after the other. */
function reading(...ports: number[]) {
  const left = [...ports];
  const read = async () => {
    const port = left.shift() ?? 0;
    return [{ local: { port }, remote: { port: 0 }, state: 'LISTEN' } as SocketRow];
  };
  return { read, count: () => ports.length - left.length };
}

// Elsewhere one call copies the whole table: there is nothing to be compared.
test.skipIf(process.platform !== 'linux').for([
  ['stands still', [1, 1, 2], 2, 1],
  ['changes once', [1, 2, 2, 3], 3, 2],
  ['changes three times', [1, 2, 3, 4, 4], 5, 4],
  ['never stands still: the last of five reads', [1, 2, 3, 4, 5, 6, 6], 5, 5],
] as const)('a table that %s', async ([, ports, reads, seen]) => {
  const { read, count } = reading(...ports);
  const [row] = await steadySockets({}, read);
  expect([count(), row?.local.port]).toEqual([reads, seen]);
});
