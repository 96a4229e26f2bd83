import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from '../check.ts';

const pages = 'chrome://policy, edge://policy or about:policies';

/** An organisation's policies may forbid a browser what the lessons do with it. */
export const managed: Check = {
  what: 'managed browser',
  use: 'a lesson with a real browser',
  look({ platform, root }) {
    if (platform !== 'linux') {
      // Profiles on macOS and the registry on Windows, which this course has not been tried with.
      return { verdict: 'note', found: `not looked for on ${platform}`, remedy: `open ${pages}` };
    }
    const folders = policyFolders.filter((folder) => hasPolicies(join(root, folder)));
    if (folders.length === 0) return { verdict: 'ok', found: 'no policies' };
    return {
      verdict: 'note',
      found: `policies in ${folders.map((folder) => `/${folder}`).join(', ')}`,
      remedy: `if the browser refuses to start or to visit 127.0.0.1, open ${pages}, and ask who manages it`,
    };
  },
};

const policyFolders = [
  'etc/chromium/policies/managed',
  'etc/chromium-browser/policies/managed',
  'etc/opt/chrome/policies/managed',
  'etc/opt/edge/policies/managed',
  'etc/firefox/policies',
  'etc/firefox-esr/policies',
];

/** Packages bring the folder along, so an empty one says nothing. */
function hasPolicies(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.endsWith('.json'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw error;
  }
}
