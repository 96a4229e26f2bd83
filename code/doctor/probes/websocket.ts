import { randomBytes } from 'node:crypto';
import { judgeWebSocket } from '../verdicts/long-lived.ts';
import { closeReply, readFrames } from '../wire/frames.ts';
import { get } from '../wire/request.ts';
import { ofConnection } from './judging.ts';
import { NotHeld, type Probe, patience } from './probe.ts';
import { pathOf } from './steps.ts';

export const websocket: Probe<'P8'> = {
  id: 'P8',
  title: 'WebSocket',
  needs: 'ws',
  does: 'A WebSocket without traffic. The server should send a Close frame with 1001, “going away”, before it ends the connection.',
  required: true,
  endless: true,
  canHold: true,
  mayFind: ['no close frame', 'still open'],
  judge: ofConnection(judgeWebSocket),
  async open(stage) {
    const connection = await stage.connect();
    connection.ask(get(stage, pathOf(stage.paths.ws), handshake()));
    await connection.until(() => connection.answers.length > 0 || !connection.isOpen, patience);
    const status = connection.answers[0]?.status;
    if (status !== 101) throw new NotHeld(status ? `it answered ${status}` : 'no answer');
    const closeCode = readFrames();
    connection.onRaw(closeCode);
    const look = () => closeCode() !== null || !connection.isOpen;
    return {
      async follow(after) {
        await connection.until(look, after.left());
        const code = closeCode();
        if (code !== null) connection.write(closeReply(code));
      },
      met: (zero) => ({ kind: 'connection', connection: connection.facts(zero, closeCode()) }),
    };
  },
};

/** RFC 6455 section 4.1. */
const handshake = (): string =>
  [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    '',
  ].join('\r\n');
