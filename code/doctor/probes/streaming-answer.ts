import { judgeBegun } from '../verdicts/connections.ts';
import { get } from '../wire/request.ts';
import { foundOnceBegun, ofConnection } from './judging.ts';
import { NotHeld, type Probe, patience } from './probe.ts';
import { holding, isWhole, pathOf } from './steps.ts';

export const streamingAnswer: Probe<'P4'> = {
  id: 'P4',
  title: 'streaming answer',
  needs: 'stream',
  does: 'An answer that has begun when the signal comes. It must arrive whole; its head is gone, so it cannot say close any more.',
  required: true,
  inProgress: true,
  mayFind: foundOnceBegun,
  judge: ofConnection(judgeBegun),
  async open(stage) {
    const connection = await stage.connect();
    connection.ask(get(stage, pathOf(stage.paths.stream)));
    await connection.until(() => connection.answers.length > 0 || !connection.isOpen, patience);
    if (isWhole(connection, 1)) throw new NotHeld('its answer was whole at once');
    if (connection.answers.length === 0) throw new NotHeld('its answer did not begin');
    return holding(connection);
  },
};
