import { judgeAtRest } from '../verdicts/connections.ts';
import { get } from '../wire/request.ts';
import { foundAtRest, ofConnection } from './judging.ts';
import type { Probe } from './probe.ts';
import { answered, holding, warmed } from './steps.ts';

/** When the idle client asks again, in ms after the signal. */
const asksAgainAt = 900;

export const idle: Probe<'P1'> = {
  id: 'P1',
  title: 'idle',
  needs: null,
  does: 'One request, one answer, and then nothing. If the connection is still there 900 ms after the signal, it asks again.',
  required: true,
  canHold: true,
  mayFind: foundAtRest,
  judge: ofConnection(judgeAtRest),
  async open(stage) {
    const connection = await warmed(stage);
    return holding(connection, async (after) => {
      if (!(await after.at(asksAgainAt)) || !connection.isOpen) return;
      connection.ask(get(stage, stage.paths.fast));
      await answered(connection, 2, after.left());
    });
  },
};
