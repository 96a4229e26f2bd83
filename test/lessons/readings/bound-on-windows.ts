import type { Readings } from '../readings.ts';

export const cases: Readings = {
  'one-process': { skipped: 'only Windows shows this state' },
  few: { skipped: 'only Windows shows this state' },
};
