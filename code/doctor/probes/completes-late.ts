import { judgeHalfHead } from '../verdicts/connections.ts';
import { halvesOf } from './half-head.ts';
import { foundInProgress, ofConnection } from './judging.ts';
import type { Probe } from './probe.ts';
import { answered, holding, whileOpen } from './steps.ts';

/** The rest follows so long after the signal, and after the successor took the port, in ms. */
const completesAt = 600;
const rest = 200;

export const completesLate: Probe<'P17'> = {
  id: 'P17',
  title: 'half a head, then the rest',
  needs: null,
  does: 'Half of a request head, and the rest of it when the successor has the port.',
  mayFind: [
    ...foundInProgress,
    'request refused',
    'request lost',
    'reset idle',
    'no word',
    'sent away',
    'still open',
  ],
  judge: ofConnection(judgeHalfHead),
  async open(stage) {
    const connection = await stage.connect();
    const [half, other] = halvesOf(stage);
    connection.begin(half);
    return holding(connection, async (after) => {
      if (!(await whileOpen(connection, after, after.afterPort(completesAt, rest)))) return;
      connection.complete(other);
      await answered(connection, 1, after.left());
    });
  },
};
