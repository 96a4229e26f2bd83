import { findBrowser, variableOf } from '../../../lab/clients/find-browser.ts';
import type { BrowserName } from '../../../run/events.ts';
import type { Check } from '../check.ts';

type Real = Exclude<BrowserName, 'stand-in'>;

const titles: Record<Real, string> = { chromium: 'Chromium or Chrome', firefox: 'Firefox' };

/** A check for each browser that can play itself. It is not started: that would take seconds. */
export const realBrowsers = (Object.keys(titles) as Real[]).map(browser);

function browser(name: Real): Check {
  return {
    what: titles[name],
    use: `a lesson with a real browser: npm run lesson 1 ${name}`,
    look({ env, platform }) {
      const path = findBrowser(name, env, platform);
      if (path) return { verdict: 'ok', found: path };
      const variable = variableOf(name);
      const lack = env[variable] ? `$${variable} names no program` : 'not found';
      return {
        verdict: 'note',
        found: `${lack}; a stand-in plays the browser`,
        remedy: `install it, or say where it is: ${variable}=/path/to/it`,
      };
    },
  };
}
