import { delimiter } from 'node:path';
import { findProgram } from '../../../lab/find-program.ts';
import type { Check } from '../check.ts';

export const nginx: Check = {
  what: 'nginx',
  use: 'lesson 12, in half a day',
  look({ env, platform, root }) {
    // Debian keeps it where only root's PATH looks.
    const folders = [env.PATH, `${root}usr/sbin`, `${root}usr/local/sbin`];
    const path = findProgram(['nginx'], { PATH: folders.join(delimiter) }, platform);
    if (path) return { verdict: 'ok', found: path };
    return {
      verdict: 'note',
      found: 'not installed; the page has the run as recorded',
      remedy: 'Debian: apt-get install nginx-light; macOS: brew install nginx',
    };
  },
};
