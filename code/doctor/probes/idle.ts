import { judgeAtRest } from '../verdicts/connections.ts';
import { get } from '../wire/request.ts';
import { foundAtRest, ofConnection } from './judging.ts';
import type { Probe } from './probe.ts';
import { answered, holding, warmed, whileOpen } from './steps.ts';

/** The idle client asks again so long after the signal, and after the successor took the port, in ms. */
const asksAgainAt = 900;
const rest = 300;

export const idle: Probe<'P1'> = {
  id: 'P1',
  title: 'idle',
  needs: null,
  does: 'One request, one answer, and then nothing. If the connection is still there when the successor has the port, it asks again.',
  required: true,
  canHold: true,
  mayFind: foundAtRest,
  judge: ofConnection(judgeAtRest),
  async open(stage) {
    const connection = await warmed(stage);
    return holding(connection, async (after) => {
      if (!(await whileOpen(connection, after, after.afterPort(asksAgainAt, rest)))) return;
      connection.ask(get(stage, stage.paths.fast));
      await answered(connection, 2, after.left());
    });
  },
};
