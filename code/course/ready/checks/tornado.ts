import { findTornado } from '../../../lab/find-tornado.ts';
import type { Check } from '../check.ts';

export const tornado: Check = {
  what: 'Tornado',
  use: 'the original program: npm run lesson 1 original',
  async look({ env, signal }) {
    const python = await findTornado(env, signal);
    if (python) return { verdict: 'ok', found: `by ${python}` };
    // It is nobody's duty to have it, so a slow Python does not make the machine doubtful.
    if (signal.aborted) return { verdict: 'note', found: 'Python did not answer in time' };
    return {
      verdict: 'note',
      found: 'no Python here can import it',
      remedy:
        'Debian: apt-get install python3-tornado; elsewhere name a Python that has it: PYTHON=…',
    };
  },
};
