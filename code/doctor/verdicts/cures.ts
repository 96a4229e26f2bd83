import type { Kind } from '../source/kind-of-program.ts';
import { type RuleName, ruleOf } from './rules.ts';

/** What to do about a finding, with what it takes in a program of this kind. */
export function cureOf(rule: string, kind: Kind | null, { tls = false } = {}): string {
  const { cure = '' } = ruleOf(rule) ?? {};
  const more = kind && additions[kind][rule as RuleName];
  const isUnshaken = kind === 'Node' && tls && rule === 'held';
  return [cure, isUnshaken && beforeTheHandshake, more].filter(Boolean).join(' ');
}

/** Who only starts a server cannot set a header on its answers. */
const framework =
  'Where a framework makes the server: node --import still-answering/preload server.js, and its own handler of the signal turned off.';

const beforeTheHandshake =
  'With https, closeAllConnections() knows nobody before the handshake: keep a list of your own, by server.on("connection").';

/**
 * What a rule's own words do not lead to: each was missing when a server under test/specimens/mended
 * was mended by its report alone.
 */
const additions: Record<Kind, Partial<Record<RuleName, string>>> = {
  Node: {
    held: framework,
    'no handler': framework,
    'work cut':
      'In Node, close() and closeIdleConnections() also cut a big answer that a slow client is still reading; careful(server) of still-answering/careful spares it.',
  },
  Python: {
    'port kept':
      'In Python, a handler runs in the main thread: there server.shutdown() waits for a serve_forever() that cannot go on. Call it in a thread of its own.',
    'work cut':
      'In Python, the threads of ThreadingHTTPServer end with the process: set daemon_threads to False, and server_close() waits for them.',
  },
};
