import { judgeAtRest } from '../verdicts/connections.ts';
import { ofConnection } from './judging.ts';
import type { Probe } from './probe.ts';
import { holding } from './steps.ts';

export const silent: Probe<'P2'> = {
  id: 'P2',
  title: 'connected, silent',
  needs: null,
  does: 'A connection without a byte, as browsers open them in advance. It stays silent to the end.',
  required: true,
  canHold: true,
  mayFind: ['reset idle', 'still open'],
  judge: ofConnection(judgeAtRest),
  open: async (stage) => holding(await stage.connect()),
};
