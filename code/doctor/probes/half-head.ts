import { judgeHalfHead } from '../verdicts/connections.ts';
import { get } from '../wire/request.ts';
import { ofConnection } from './judging.ts';
import type { Probe } from './probe.ts';
import { answered, holding } from './steps.ts';

/** When the rest of the head is sent, in ms after the signal. */
const completesAt = 600;

export const halfHead: Probe<'P5'> = {
  id: 'P5',
  title: 'half a head',
  needs: null,
  does: 'Half of a request head. If the connection is still there 600 ms after the signal, the rest follows.',
  required: true,
  canHold: true,
  mayFind: [
    'stays open',
    'close not kept',
    'ends without close',
    'request lost',
    'reset idle',
    'no word',
    'sent away',
    'work refused',
    'end unknown',
    'still open',
  ],
  judge: ofConnection(judgeHalfHead),
  async open(stage) {
    const connection = await stage.connect();
    const request = get(stage, stage.paths.fast);
    const half = request.indexOf('Host: ') + 8;
    connection.begin(request.slice(0, half));
    return holding(connection, async (after) => {
      if (!(await after.at(completesAt)) || !connection.isOpen) return;
      connection.complete(request.slice(half));
      await answered(connection, 1, after.left());
    });
  },
};
