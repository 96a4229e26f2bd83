import { join } from 'node:path';
import { safe } from '../../base/text/safe.ts';
import { releaseOf } from '../../lab/another-node.ts';
import { bringNode } from '../../lab/bring-node.ts';
import type { Io } from '../io.ts';

const root = join(import.meta.dirname, '../../..');

/**
 * `npm run bring-node 18`: brings another Node, with its size said before; says where it is.
 * @returns 0; what stands in the way is thrown
 */
export async function bring(name: string, { out, signal }: Io): Promise<number> {
  const program = await bringNode(releaseOf(name), {
    root,
    signal,
    onStart: ({ name, version, download, onDisk }) =>
      out(`${name}@${version} comes: about ${download} MB to download, ${onDisk} MB on disk.\n`),
  });
  out(`${safe(program)}\n`);
  return 0;
}
