import { judgePipelined } from '../verdicts/connections.ts';
import { get } from '../wire/request.ts';
import { foundInProgress, ofConnection } from './judging.ts';
import type { Probe } from './probe.ts';
import { holding, pathOf } from './steps.ts';

export const pipelined: Probe<'P7'> = {
  id: 'P7',
  title: 'pipelined',
  needs: 'slow',
  does: 'A slow request, and a second one right behind it. The first must be answered whole; if its answer says close, the second must not be answered.',
  inProgress: true,
  mayFind: foundInProgress,
  judge: ofConnection(judgePipelined),
  async open(stage) {
    const connection = await stage.connect();
    connection.ask(get(stage, pathOf(stage.paths.slow)));
    stage.repeat(connection);
    return holding(connection);
  },
};
