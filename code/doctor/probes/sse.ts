import { judgeSse } from '../verdicts/long-lived.ts';
import { get } from '../wire/request.ts';
import { ofConnection } from './judging.ts';
import { NotHeld, type Probe, patience } from './probe.ts';
import { holding, isWhole, pathOf } from './steps.ts';

export const sse: Probe<'P9'> = {
  id: 'P9',
  title: 'SSE',
  needs: 'sse',
  does: 'An event stream, which has no end of its own: the server has to set one. The client reconnects by itself.',
  required: true,
  endless: true,
  canHold: true,
  mayFind: ['reset idle', 'orderly end', 'still open'],
  judge: ofConnection(judgeSse),
  async open(stage) {
    const connection = await stage.connect();
    connection.ask(get(stage, pathOf(stage.paths.sse), 'Accept: text/event-stream\r\n'));
    await connection.until(() => connection.answers.length > 0 || !connection.isOpen, patience);
    const [answer] = connection.answers;
    if (answer?.status !== 200) throw new NotHeld(`it answered ${answer?.status ?? 'nothing'}`);
    if (isWhole(connection, 1)) throw new NotHeld('its stream ended at once');
    return holding(connection);
  },
};
