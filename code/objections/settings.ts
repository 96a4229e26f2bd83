// Objection: lessons/objections.mdx#settings
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Cases } from './case.ts';

const program = fileURLToPath(new URL('./settings.process.mjs', import.meta.url));

/**
 * “You switched closeIdleConnections off and set keepAliveTimeout 0.” The same swap with neither: plain
 * close() and Node’s own timeouts. Then the client asks twenty times.
 * @param node the Node that runs it
 */
export function settings(node: string): Cases {
  const run = (state: 'idle' | 'busy') => async (signal: AbortSignal) =>
    (await promisify(execFile)(node, [program, state], { signal })).stdout.trim();
  return {
    'an idle connection at close()': run('idle'),
    'a busy connection at close()': run('busy'),
  };
}
