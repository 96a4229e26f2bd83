import { judgeAtRest } from '../verdicts/connections.ts';
import { get } from '../wire/request.ts';
import { foundAtRest, ofConnection } from './judging.ts';
import type { Probe } from './probe.ts';
import { answered, holding } from './steps.ts';

/** When the silent client sends its first request, in ms after the signal. */
const speaksAt = 800;

export const silent: Probe<'P2'> = {
  id: 'P2',
  title: 'connected, silent',
  needs: null,
  does: 'A connection without a byte, as browsers open them in advance. If it is still there 800 ms after the signal, it sends its first request.',
  required: true,
  canHold: true,
  mayFind: foundAtRest,
  judge: ofConnection(judgeAtRest),
  async open(stage) {
    const connection = await stage.connect();
    return holding(connection, async (after) => {
      if (!(await after.at(speaksAt)) || !connection.isOpen) return;
      connection.ask(get(stage, stage.paths.fast));
      await answered(connection, 1, after.left());
    });
  },
};
