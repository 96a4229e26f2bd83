import { findProgram } from '../../../lab/find-program.ts';
import type { Check } from '../check.ts';
import { outputOf } from '../output-of.ts';

const remedy = 'Debian: apt-get install curl; macOS and Windows have one of their own';

export const curl: Check = {
  what: 'curl',
  use: 'lessons 4 and 6',
  async look(machine) {
    const path = findProgram(['curl'], machine.env, machine.platform);
    if (!path) return { verdict: 'missing', found: 'not on PATH', remedy };
    const version = (await outputOf(path, ['--version'], machine))?.split(' ')[1];
    if (!version) return { verdict: 'missing', found: `${path} does not run`, remedy };
    return { verdict: 'ok', found: `${version}, ${path}` };
  },
};
