import { judgeAtRest } from '../verdicts/connections.ts';
import { ofConnection } from './judging.ts';
import type { Probe } from './probe.ts';
import { holding } from './steps.ts';

export const silent: Probe<'P2'> = {
  id: 'P2',
  title: 'connected, silent',
  needs: null,
  does: 'A connection without a byte, as browsers open them in advance. It stays silent to the end; a server that speaks TLS waits for its handshake.',
  required: true,
  canHold: true,
  mayFind: ['reset idle', 'still open'],
  judge: ofConnection(judgeAtRest),
  // Who waits for a handshake may know nothing of the connection yet. P16 has had one.
  open: async (stage) => holding(await stage.connect({ handshake: false })),
};
