import type { Met } from '../examination.ts';
import { judgeAsksAgain } from '../verdicts/asks-again.ts';
import type { Observed } from '../wire/connection.ts';
import { get } from '../wire/request.ts';
import { foundUnusual, ofConnection } from './judging.ts';
import { NotHeld, type Probe, type Stage } from './probe.ts';
import { answered, holding, isWhole, pathOf, warmed } from './steps.ts';

/** Requests once the successor has the port, and the pause between them in ms: a client that polls. */
const requests = 3;
const pause = 300;

export const asksAgain: Probe<'P13'> = {
  id: 'P13',
  title: 'busy, then asks again',
  needs: 'slow',
  does: 'A slow answer on a connection that has had one before, and more requests once it is whole until one says close, three of them when the successor has the port. This is the client that keeps a stopped server alive; and a server that takes a used connection for an idle one cuts it.',
  inProgress: true,
  mayFind: [
    ...foundUnusual,
    'cut at the limit',
    'still answers',
    'not told yet',
    'close not kept',
    'ends without close',
    'reset behind',
    'request lost',
    'request refused',
    'last answer',
    'sent away',
  ],
  judge: ofConnection(judgeAsksAgain),
  async open(stage) {
    const connection = await used(stage);
    const before = connection.asked;
    connection.ask(get(stage, pathOf(stage.paths.slow)));
    const { met, ...held } = holding(connection, async (after) => {
      await answered(connection, before + 1, after.left());
      for (let [n, beside] = [1, 0]; beside < requests; n++) {
        const nth = before + n;
        if (!isWhole(connection, nth) || connection.answers[nth - 1]?.close) return;
        if (!(await after.at(after.ms() + (n === 1 ? 1 : pause))) || !connection.isOpen) return;
        if (after.portIsTaken()) beside += 1;
        stage.repeat(connection);
        await answered(connection, nth + 1, after.left());
      }
    });
    return { ...held, met: (zero) => withoutFirst(met(zero), before) };
  },
};

/** Some end each connection after one answer and do not say so: within so many ms. */
const endsWithin = 30;

/** A connection that has had an answer; a new one where the server keeps none. */
async function used(stage: Stage): Promise<Observed> {
  try {
    const connection = await warmed(stage);
    const hasEnded = await connection.until(() => !connection.isOpen, endsWithin);
    return hasEnded ? await stage.connect() : connection;
  } catch (error) {
    if (error instanceof NotHeld && error.moot) return await stage.connect();
    throw error;
  }
}

function withoutFirst(met: Met, n: number): Met {
  if (met.kind !== 'connection') return met;
  const { connection } = met;
  return { ...met, connection: { ...connection, exchanges: connection.exchanges.slice(n) } };
}
