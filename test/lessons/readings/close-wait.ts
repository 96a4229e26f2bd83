import type { Readings } from '../readings.ts';
import { closing, waits } from './scenes.ts';

export const cases: Readings = {
  'one-process': {
    print: () => waits('close-wait', `${closing}a.close(); time.sleep(0.1)`),
    sees: (output) => new Set(output.match(/pid=\d+/g)).size === 1,
  },
  'calls-servers': { skipped: 'the same row; the port on the right says whose it is' },
  'serves-clients': { skipped: 'the same row; the port on the left says whose it is' },
  stuck: { skipped: 'the same row, with more than one byte: lesson 16' },
};
