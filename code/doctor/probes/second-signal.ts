import { judgeSecondSignal } from '../verdicts/crowds.ts';
import type { ProbeOfItsOwn } from './probe.ts';
import { slowAnswer } from './slow-answer.ts';

/** The second signal follows the first so soon, in ms: while the slow answer is still to come. */
const secondSignalMs = 300;

export const secondSignal: ProbeOfItsOwn<'P15'> = {
  id: 'P15',
  title: 'second signal',
  needs: 'slow',
  does: 'Once more from the start, with one slow answer in progress; the signal is sent, and 300 ms later sent again.',
  mayFind: ['second signal cuts'],
  judge: (met) =>
    met.kind === 'second signal' ? judgeSecondSignal(met.connection, met.ending) : [],
  async meet(again) {
    const run = await again({ probes: [slowAnswer], secondSignalMs });
    const met = run.met.get('P3');
    if (met?.kind !== 'connection')
      return run.notHeld.get('P3')?.why ?? 'its slow answer was not held';
    return { kind: 'second signal', connection: met.connection, ending: run.ending };
  },
};
