import { judgeAsksAgain } from '../verdicts/asks-again.ts';
import { get } from '../wire/request.ts';
import { ofConnection } from './judging.ts';
import type { Probe } from './probe.ts';
import { answered, holding, isWhole, pathOf } from './steps.ts';

/** Requests after the slow answer, and the pause between them in ms: a client that polls. */
const requests = 3;
const pause = 300;

export const asksAgain: Probe<'P13'> = {
  id: 'P13',
  title: 'busy, then asks again',
  needs: 'slow',
  does: 'A slow answer, and up to three more requests once it is whole, unless it says close. This is the client that keeps a stopped server alive.',
  inProgress: true,
  mayFind: [
    'still answers',
    'close not kept',
    'ends without close',
    'request lost',
    'last answer',
    'sent away',
  ],
  judge: ofConnection(judgeAsksAgain),
  async open(stage) {
    const connection = await stage.connect();
    connection.ask(get(stage, pathOf(stage.paths.slow)));
    return holding(connection, async (after) => {
      await answered(connection, 1, after.left());
      for (let n = 1; n <= requests; n++) {
        if (!isWhole(connection, n) || connection.answers[n - 1]?.close) return;
        if (!(await after.at(after.ms() + (n === 1 ? 1 : pause))) || !connection.isOpen) return;
        stage.repeat(connection);
        await answered(connection, n + 1, after.left());
      }
    });
  },
};
