import { called } from '../../base/called.ts';
import { duration } from '../verdicts/words.ts';
import { margin } from './behind.ts';
import type { Sender } from './senders.ts';
import type { Behind, TimeoutFinding, Wait } from './timeouts.ts';

/** What may end a server that does not stop sooner, in ms: Docker. */
const docker = 10_000;

/** Who of the two hangs up first, and what that costs at the stop: both halves of one number. */
export function judgeBehind(
  sender: Sender,
  behind: Behind,
  { doneMs }: Wait,
  capMs: number,
): TimeoutFinding[] {
  return [judgeRace(sender, behind, doneMs, capMs), ...judgeHold(behind)];
}

function judgeRace(
  sender: Sender,
  { race, hangsUpMs, patienceMs, spareMs, shouldWaitMs }: Behind,
  doneMs: number | null,
  capMs: number,
): TimeoutFinding {
  const { name } = sender;
  const finding = { what: 'behind it', rfc: 'RFC 9112 section 9.5', lesson: 12 } as const;
  const after = hangsUpMs === null ? 'never by itself' : `after ${duration(hangsUpMs)}`;
  const its = hangsUpMs === patienceMs ? after : `${after}, as it is told`;
  if (race === 'exists') {
    return {
      ...finding,
      level: 'fault',
      seen: `the server hangs up after ${duration(doneMs ?? 0)}; ${name}, ${its}`,
      consequence: `A request may be on its way just then, and is never read. ${fateOf(sender)}`,
      cure: cureOf(sender, shouldWaitMs, doneMs ?? 0),
    };
  }
  if (race === 'unseen') {
    const enough = shouldWaitMs === null ? '3600s' : `${Math.ceil(shouldWaitMs / 1_000)}s`;
    return {
      ...finding,
      level: 'unseen',
      seen: `the server waited for more than ${duration(capMs)}; ${name} hangs up ${its}`,
      consequence: 'Nobody can tell who hangs up first.',
      cure: `Watch it longer: --cap ${enough}.`,
    };
  }
  const seen =
    hangsUpMs === 0
      ? `${name} keeps no connection to this server`
      : `${name} hangs up first, ${its}, ${duration(spareMs ?? 0)}${doneMs === null ? ' or more' : ''} before the server`;
  return { ...finding, level: 'pass', seen, consequence: null, cure: null };
}

/** What becomes of a request that was never read, by what its sender does. */
function fateOf({ repeats, becomes }: Sender): string {
  if (repeats === 'everything')
    return 'It is sent again, a POST, too: one whose answer alone was lost runs twice.';
  if (repeats === 'what is safe') return `A GET is sent again; a POST becomes ${becomes}.`;
  if (repeats === 'nothing') return `A GET and a POST become ${becomes}.`;
  return `A GET may be sent again; a POST becomes ${becomes} (RFC 9110 section 9.2.2).`;
}

/** Node’s number is named whatever its default: 5 s up to Node 26, and 65 s from then on. */
function cureOf({ name, setBy }: Sender, shouldWaitMs: number | null, doneMs: number): string {
  if (shouldWaitMs === null) {
    return `No time of the server’s is long enough. On the other side: ${setBy}.`;
  }
  const longer = `Let the server wait ${duration(shouldWaitMs)} (Node: server.keepAliveTimeout = ${grouped(shouldWaitMs)})`;
  const shorter = Math.floor((doneMs - margin) / 1_000) * 1_000;
  if (setBy === null || shorter < 1_000) return `${longer}.`;
  return `${longer}, or ${name} at most ${duration(shorter)} (${setBy}).`;
}

const grouped = (ms: number): string => String(ms).replace(/\B(?=(\d{3})+$)/g, '_');

/** A stop that waits for a connection waits until one of the two hangs up. */
function judgeHold({ race, hangsUpMs, holdsMs }: Behind): TimeoutFinding[] {
  if (hangsUpMs === 0) return [];
  // The cure of a race makes it the sender's patience that counts.
  const then = race === 'exists' && hangsUpMs !== null ? hangsUpMs : null;
  const longest = then ?? holdsMs ?? Infinity;
  const now = holdsMs === null ? 'without a limit' : `for ${duration(holdsMs)}`;
  const finding = {
    what: 'a stop behind it',
    seen: `one connection may hold it ${now}${then === null ? '' : `; with the race mended, ${duration(then)}`}`,
    ...{ rfc: 'RFC 9112 section 9.6', lesson: 12 },
  } as const;
  if (longest <= docker) return [{ ...finding, level: 'pass', consequence: null, cure: null }];
  return [
    {
      ...finding,
      level: 'note',
      consequence:
        'Docker kills after 10 s, Kubernetes after 30 s. A last answer with Connection: close holds nothing.',
      cure: `Does yours say so? ${called('doctor', '-- node server.js')}`,
    },
  ];
}
