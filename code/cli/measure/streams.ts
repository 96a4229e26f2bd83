import { MissingProgram } from '../../base/errors.ts';
import { safe } from '../../base/text/safe.ts';
import { streamGaps } from '../../course/measure/kept-measurements.ts';
import { gaps, measureGap, type Reader, readers } from '../../course/measure/streams.ts';
import type { Io } from '../io.ts';

/** Fifty streams each, but of browsers where the lesson does not turn on it: they take seconds a page. */
const counted = ['refused', '503, Retry-After: 1', 'the 502 of nginx', gaps.at(-1)];

/**
 * `npm run measure streams Firefox`: who comes back after what. Half an hour for all.
 * @returns 0: all measured; 2: some program was missing
 * @throws the signal's reason
 */
export async function measureStreams(names: readonly Reader[], io: Io): Promise<number> {
  let status = 0;
  for (const reader of names) {
    try {
      for (const gap of gaps) {
        const count = reader.startsWith('Node') || counted.includes(gap) ? 50 : 5;
        const measured = await measureGap(gap, reader, count, io.signal);
        streamGaps.keep([measured]);
        io.out(`${reader}, ${gap}: ${measured.back} of ${measured.streams} came back\n`);
      }
    } catch (error) {
      if (!(error instanceof MissingProgram)) throw error;
      io.err(`${reader}: left as it was, ${safe(`${error.message}; ${error.remedy}`)}\n`);
      status = 2;
    }
  }
  return status;
}

export const streamReaders = readers;
