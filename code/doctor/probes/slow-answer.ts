import { judgeInProgress } from '../verdicts/connections.ts';
import { get } from '../wire/request.ts';
import { foundInProgress, ofConnection } from './judging.ts';
import type { Probe } from './probe.ts';
import { holding, pathOf } from './steps.ts';

export const slowAnswer: Probe<'P3'> = {
  id: 'P3',
  title: 'slow answer',
  needs: 'slow',
  does: 'A request whose answer has not begun when the signal comes. It must arrive whole, and it can still say close. Where it is empty, says 404, ends with the connection or never comes, the server is started once more, and what it answers without a stop decides.',
  required: true,
  inProgress: true,
  mayFind: foundInProgress,
  judge: ofConnection(judgeInProgress),
  async open(stage) {
    const connection = await stage.connect();
    connection.ask(get(stage, pathOf(stage.paths.slow)));
    return holding(connection);
  },
};
