import { asksAgain } from './asks-again.ts';
import { halfBody } from './half-body.ts';
import { halfHead } from './half-head.ts';
import { http2 } from './http2.ts';
import { idle } from './idle.ts';
import { newConnections } from './new-connections.ts';
import { pipelined } from './pipelined.ts';
import type { Probe } from './probe.ts';
import { race } from './race.ts';
import { silent } from './silent.ts';
import { slowAnswer } from './slow-answer.ts';
import { sse } from './sse.ts';
import { streamingAnswer } from './streaming-answer.ts';
import { unreadAnswer } from './unread-answer.ts';
import { websocket } from './websocket.ts';

/** The probes of one run, in the order of their ids. P15, the second signal, is a run of its own. */
export const probes: readonly Probe[] = [
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
];
