import { judgeBegun } from '../verdicts/connections.ts';
import { get } from '../wire/request.ts';
import { foundOnceBegun, ofConnection } from './judging.ts';
import { NotHeld, type Probe, patience } from './probe.ts';
import { answered, holding, isWhole, pathOf } from './steps.ts';

/**
 * When the slow client reads on, in ms after the signal and after the successor took the port; of who
 * serves on it is an end that the client waits for, but not for ever.
 */
const [readsOnAt, rest, latest] = [700, 200, 5_000];

export const unreadAnswer: Probe<'P14'> = {
  id: 'P14',
  title: 'unread big answer',
  needs: 'big',
  does: 'An answer of many megabytes to a client that has stopped reading, and reads on when the successor has the port. The handler is done, the bytes are not: they must still arrive.',
  required: true,
  inProgress: true,
  canHold: true,
  mayFind: foundOnceBegun,
  judge: ofConnection(judgeBegun),
  async open(stage) {
    const connection = await stage.connect();
    connection.ask(get(stage, pathOf(stage.paths.big)));
    await connection.until(() => connection.answers.length > 0 || !connection.isOpen, patience);
    connection.pause();
    if (isWhole(connection, 1)) throw new NotHeld('its answer was whole at once: too small');
    if (connection.answers.length === 0) throw new NotHeld('its answer did not begin');
    return holding(connection, async (after) => {
      if (!(await after.afterPort(readsOnAt, rest, latest))) return;
      connection.resume();
      await answered(connection, 1, after.left());
    });
  },
};
