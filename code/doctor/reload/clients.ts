import { setTimeout as delay } from 'node:timers/promises';
import { isWhole } from '../probes/steps.ts';
import type { Spoken } from '../wire/answers.ts';
import { type Address, type Observed, openConnection } from '../wire/connection.ts';
import { get } from '../wire/request.ts';
import type { Teller } from './generation.ts';
import type { Asked, Reload, Work } from './reload.ts';

/** How long a whole answer is waited for, in ms. */
const patience = 5_000;

/** Between two newcomers, and between two requests of the busy client, in ms. */
const [pauseOfNewcomers, pauseOfBusy] = [40, 10];

export interface Scene {
  address: Address;
  path: string;
  teller: Teller;
  /** Milliseconds after the reload was asked for. */
  ms: () => number;
  over: AbortSignal;
}

/** Asks once more on a connection. */
export async function ask(connection: Observed, scene: Scene): Promise<Asked> {
  const sentMs = scene.ms();
  const nth = connection.asked + 1;
  connection.ask(get(scene.address, scene.path));
  await connection.until(() => isWhole(connection, nth) || !connection.isOpen, patience);
  const answer = connection.answers[nth - 1];
  const lost = whyLost(connection, answer);
  const by = answer && lost === null ? await scene.teller.by(answer, connection) : null;
  return { sentMs, by, close: answer?.close ?? false, lost };
}

function whyLost({ ended }: Observed, answer: Spoken | undefined): string | null {
  if (answer?.wholeAt != null)
    return answer.status >= 500 ? `answered with ${answer.status}` : null;
  if (ended) return `${answer ? 'cut' : 'not answered'}: ${ended.how}`;
  return `not answered in ${patience / 1_000} s`;
}

/** New connections, one after another until it is over, each with one request. */
export async function newcomers(scene: Scene, met: Asked[]): Promise<void> {
  const { address, ms, over } = scene;
  const visits: Promise<unknown>[] = [];
  for (; !over.aborted; await rest(pauseOfNewcomers, over)) visits.push(visit());
  await Promise.all(visits);

  async function visit(): Promise<void> {
    const sentMs = ms();
    try {
      const connection = await openConnection(address);
      met.push(await ask(connection, scene));
      connection.leave();
    } catch (error) {
      const { code = 'unknown' } = error as NodeJS.ErrnoException;
      met.push({ sentMs, by: null, close: false, lost: code });
    }
  }
}

/** One request after another on one connection; a new one only when the server has ended it, or said so. */
export async function busy(scene: Scene): Promise<Reload['busy']> {
  const { address, over } = scene;
  const met: Reload['busy'] = { asked: 0, connections: 0, lost: [] };
  let connection: Observed | undefined;
  for (; !over.aborted; await rest(pauseOfBusy, over)) {
    if (!connection?.isOpen || connection.answers.at(-1)?.close) {
      connection?.leave();
      connection = await openConnection(address).catch(() => undefined);
      if (!connection) continue; // a newcomer that is refused is counted as one
      met.connections++;
    }
    const nth = connection.asked + 1;
    connection.ask(get(address, scene.path));
    await connection.until(
      () => isWhole(connection as Observed, nth) || !connection?.isOpen,
      patience,
    );
    if (scene.ms() < 0) continue;
    met.asked++;
    const lost = whyLost(connection, connection.answers[nth - 1]);
    if (lost !== null) met.lost.push(lost);
  }
  connection?.leave();
  return met;
}

/** A request that is on its way when the reload comes. */
export async function begin(address: Address, path: string, what: Work['what']) {
  const connection = await openConnection(address);
  connection.ask(get(address, path));
  if (what === 'stream') await connection.until(() => connection.answers.length > 0, patience);
  return {
    isDone: () => isWhole(connection, 1) || !connection.isOpen,
    leave: () => connection.leave(),
    met(zero: number): Work {
      const wholeAt = connection.answers[0]?.wholeAt ?? null;
      const at = wholeAt ?? connection.ended?.at ?? null;
      const ms = at === null ? null : at - zero;
      if (wholeAt !== null) return { what, outcome: wholeAt < zero ? 'early' : 'whole', ms };
      return { what, outcome: connection.ended ? 'cut' : 'unfinished', ms };
    },
  };
}

/** @returns when the time is over, or it is over */
export async function rest(ms: number, over: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal: over }).catch(() => {});
}
