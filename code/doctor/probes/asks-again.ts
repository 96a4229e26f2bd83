import { judgeAsksAgain } from '../verdicts/asks-again.ts';
import { get } from '../wire/request.ts';
import { foundUnusual, ofConnection } from './judging.ts';
import type { Probe } from './probe.ts';
import { answered, holding, isWhole, pathOf } from './steps.ts';

/** Requests once the successor has the port, and the pause between them in ms: a client that polls. */
const requests = 3;
const pause = 300;

export const asksAgain: Probe<'P13'> = {
  id: 'P13',
  title: 'busy, then asks again',
  needs: 'slow',
  does: 'A slow answer, and more requests once it is whole until one says close, three of them when the successor has the port. This is the client that keeps a stopped server alive.',
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
    const connection = await stage.connect();
    connection.ask(get(stage, pathOf(stage.paths.slow)));
    return holding(connection, async (after) => {
      await answered(connection, 1, after.left());
      for (let [n, beside] = [1, 0]; beside < requests; n++) {
        if (!isWhole(connection, n) || connection.answers[n - 1]?.close) return;
        if (!(await after.at(after.ms() + (n === 1 ? 1 : pause))) || !connection.isOpen) return;
        if (after.portIsTaken()) beside += 1;
        stage.repeat(connection);
        await answered(connection, n + 1, after.left());
      }
    });
  },
};
