import type { BrowserName } from '../../run/events.ts';
import type { BrowserDriver, BrowserOptions } from './driver.ts';

/**
 * Opens the browser of a run. Real browsers are loaded only when asked for: their library is heavy.
 * @throws MissingProgram when the real browser is not on this machine
 */
export async function openBrowser(
  name: BrowserName,
  options: BrowserOptions = {},
): Promise<BrowserDriver> {
  if (name === 'stand-in') return await (await import('./stand-in.ts')).standIn();
  return await (await import('./real-browser.ts')).realBrowser(name, options);
}
