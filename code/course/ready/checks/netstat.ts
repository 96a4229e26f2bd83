import { findProgram } from '../../../lab/find-program.ts';
import type { Check, Machine } from '../check.ts';
import { outputOf } from '../output-of.ts';

export const netstat: Check = {
  what: 'netstat',
  use: 'lessons 3, 7, 8, 9 and 13',
  async look(machine) {
    // macOS prints timers by another option, and fails on -o.
    const options = machine.platform === 'darwin' ? '-an' : '-ano';
    const path = findProgram(['netstat'], machine.env, machine.platform);
    if (path && (await runs(path, options, machine))) return { verdict: 'ok', found: path };
    const lack = path ? `${path} does not know ${options}` : 'not installed';
    const ss = findProgram(['ss'], machine.env, machine.platform);
    const inItsPlace = ss
      ? `lessons run ${ss} instead`
      : 'lessons print a table of their own instead';
    return {
      verdict: 'note',
      found: `${lack}; ${inItsPlace}`,
      remedy: 'Debian: apt-get install net-tools',
    };
  },
};

/** The netstat of BusyBox is there too, and refuses the option. */
async function runs(path: string, options: string, machine: Machine): Promise<boolean> {
  return (await outputOf(path, [options], machine)) !== undefined;
}
