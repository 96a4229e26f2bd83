import { judgeAtRest } from '../verdicts/connections.ts';
import { get } from '../wire/request.ts';
import { foundAtRest, ofConnection } from './judging.ts';
import type { Probe } from './probe.ts';
import { answered, holding, whileOpen } from './steps.ts';

/** It speaks so long after the signal, and after the successor took the port, in ms. */
const speaksAt = 800;
const rest = 200;

export const speaksLate: Probe<'P16'> = {
  id: 'P16',
  title: 'silent, then speaks',
  needs: null,
  does: 'A connection without a byte, which sends its first request when the successor has the port.',
  mayFind: foundAtRest,
  judge: ofConnection(judgeAtRest),
  async open(stage) {
    const connection = await stage.connect();
    return holding(connection, async (after) => {
      if (!(await whileOpen(connection, after, after.afterPort(speaksAt, rest)))) return;
      connection.ask(get(stage, stage.paths.fast));
      await answered(connection, 1, after.left());
    });
  },
};
