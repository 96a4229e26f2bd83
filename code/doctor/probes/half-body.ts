import { judgeHalfBody } from '../verdicts/connections.ts';
import { post } from '../wire/request.ts';
import { ofConnection } from './judging.ts';
import type { Probe } from './probe.ts';
import { answered, holding, pathOf, whileOpen } from './steps.ts';

/** The rest follows so long after the signal, and after the successor took the port, in ms; or at the latest. */
const [completesAt, rest, latest] = [600, 200, 5_000];

const half = 'x'.repeat(500);
const announced = `Content-Type: application/octet-stream\r\nContent-Length: ${2 * half.length}\r\n`;

export const halfBody: Probe<'P6'> = {
  id: 'P6',
  title: 'half a body',
  needs: 'upload',
  does: 'A POST with half of its body. If the connection is still there when the successor has the port, the rest follows. No client may repeat a POST by itself.',
  required: true,
  inProgress: true,
  canHold: true,
  mayFind: [
    'upload cut',
    'cut at the limit',
    'stays open',
    'not told yet',
    'close not kept',
    'ends without close',
    'reset behind',
    'work refused',
    'answer cut short',
    'answer never came',
    'is it the usual',
    'sent away',
    'end unknown',
  ],
  judge: ofConnection(judgeHalfBody),
  async open(stage) {
    const connection = await stage.connect();
    connection.begin(post(stage, pathOf(stage.paths.upload), announced) + half);
    return holding(connection, async (after) => {
      const isTime = after.afterPort(completesAt, rest, latest);
      if (!(await whileOpen(connection, after, isTime))) return;
      connection.complete(half);
      await answered(connection, 1, after.left());
    });
  },
};
