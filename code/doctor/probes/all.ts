import { asksAgain } from './asks-again.ts';
import { completesLate } from './completes-late.ts';
import { halfBody } from './half-body.ts';
import { halfHead } from './half-head.ts';
import { http2 } from './http2.ts';
import { idle } from './idle.ts';
import { newConnections } from './new-connections.ts';
import { pipelined } from './pipelined.ts';
import type { Probe, ProbeOfItsOwn } from './probe.ts';
import { race } from './race.ts';
import { secondSignal } from './second-signal.ts';
import { silent } from './silent.ts';
import { slowAnswer } from './slow-answer.ts';
import { speaksLate } from './speaks-late.ts';
import { sse } from './sse.ts';
import { streamingAnswer } from './streaming-answer.ts';
import { unreadAnswer } from './unread-answer.ts';
import { websocket } from './websocket.ts';

/** Every probe, in the order of their ids. A new one is a file and a line here. */
const all = [
  idle,
  silent,
  slowAnswer,
  streamingAnswer,
  halfHead,
  halfBody,
  pipelined,
  websocket,
  sse,
  http2,
  newConnections,
  race,
  asksAgain,
  unreadAnswer,
  secondSignal,
  speaksLate,
  completesLate,
] as const;

export type ProbeId = (typeof all)[number]['id'];

/** A probe that shares a stop with others. */
export type SharedProbe = Probe<ProbeId>;

type AnyProbe = SharedProbe | ProbeOfItsOwn<ProbeId>;

const every: readonly AnyProbe[] = all;

export const probeIds = every.map(({ id }) => id) as [ProbeId, ...ProbeId[]];

/** Those that share one stop of the server; the others have one of their own. */
export const probes = every.filter((each): each is SharedProbe => 'open' in each);

export function probeOf(id: ProbeId): AnyProbe {
  const found = every.find((each) => each.id === id);
  if (!found) throw new RangeError(`no probe ${id}`);
  return found;
}
