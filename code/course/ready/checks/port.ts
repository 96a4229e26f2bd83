import { holdPort, PortUnavailable } from '../../../lab/port.ts';
import type { Check } from '../check.ts';

/** Is this port free? It is asked for as a run asks, so that no run loses its port to the question. */
export const port = (number: number, use: string): Check => ({
  what: `port ${number}`,
  use,
  async look() {
    try {
      using _held = await holdPort(number);
      return { verdict: 'ok', found: 'free' };
    } catch (error) {
      if (!(error instanceof PortUnavailable)) throw error;
      return {
        verdict: 'note',
        found: error.message.replace(`port ${number} `, ''),
        remedy: 'the next free port is used instead, and told',
      };
    }
  },
});
