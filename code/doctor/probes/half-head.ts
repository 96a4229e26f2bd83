import { judgeHalfHead } from '../verdicts/connections.ts';
import { get } from '../wire/request.ts';
import { ofConnection } from './judging.ts';
import type { Probe, Stage } from './probe.ts';
import { holding } from './steps.ts';

export const halfHead: Probe<'P5'> = {
  id: 'P5',
  title: 'half a head',
  needs: null,
  does: 'Half of a request head, and never the rest.',
  required: true,
  canHold: true,
  mayFind: [
    'reset idle',
    'reset behind',
    'no word',
    'sent away',
    'request refused',
    'still open',
    'close not kept',
  ],
  judge: ofConnection(judgeHalfHead),
  async open(stage) {
    const connection = await stage.connect();
    connection.begin(halvesOf(stage)[0]);
    return holding(connection);
  },
};

/** A request, cut in the middle of its Host field. */
export function halvesOf(stage: Stage): [string, string] {
  const request = get(stage, stage.paths.fast);
  const half = request.indexOf('Host: ') + 8;
  return [request.slice(0, half), request.slice(half)];
}
