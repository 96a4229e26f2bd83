import { get } from '../wire/request.ts';
import { NotHeld, type Probe, patience } from './probe.ts';
import { holding, isWhole, pathOf } from './steps.ts';

export const streamingAnswer: Probe = {
  id: 'P4',
  title: 'streaming answer',
  needs: 'stream',
  does: 'An answer that has begun when the signal comes. It must arrive whole; its head is gone, so it cannot say close any more.',
  async open(stage) {
    const connection = await stage.connect();
    connection.ask(get(stage, pathOf(stage.paths.stream)));
    await connection.until(() => connection.answers.length > 0 || !connection.isOpen, patience);
    if (isWhole(connection, 1)) throw new NotHeld('its answer was whole at once');
    if (connection.answers.length === 0) throw new NotHeld('its answer did not begin');
    return holding(connection);
  },
};
