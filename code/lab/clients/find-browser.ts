import { isProgram } from '../../base/find-on-path.ts';
import type { BrowserName } from '../../run/events.ts';
import { findProgram } from '../find-program.ts';

type Real = Exclude<BrowserName, 'stand-in'>;

const variable: Record<Real, string> = { chromium: 'CHROMIUM', firefox: 'FIREFOX' };

/** The environment variable that names a browser which is found nowhere else. */
export const variableOf = (name: Real): string => variable[name];

const onPath: Record<Real, readonly string[]> = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'msedge'],
  firefox: ['firefox', 'firefox-esr'],
};

/** Where installers put browsers that are not on PATH. */
const places: Record<Real, Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  chromium: {
    linux: ['/usr/lib/chromium/chromium', '/opt/google/chrome/chrome', '/snap/bin/chromium'],
    darwin: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
    win32: [
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    ],
  },
  firefox: {
    linux: ['/usr/lib/firefox-esr/firefox-esr', '/snap/bin/firefox'],
    darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    win32: [
      'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
      'C:\\Program Files (x86)\\Mozilla Firefox\\firefox.exe',
    ],
  },
};

/**
 * The path of an installed browser: the one that $CHROMIUM or $FIREFOX names, else the usual names on PATH,
 * else the usual places of this system. A variable that names no program finds nothing: whoever set
 * it meant that browser and no other.
 */
export function findBrowser(
  name: Real,
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const named = env[variable[name]];
  if (named) return isProgram(named) ? named : undefined;
  return findProgram(onPath[name], env, platform) ?? places[name][platform]?.find(isProgram);
}
