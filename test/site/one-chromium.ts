// One Chromium for all files of built pages: to begin and to end it costs as much as three pages.
import { findBrowser } from '../../code/lab/clients/find-browser.ts';
import { launchChromium } from './launch-chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where it listens for puppeteer; absent where no Chromium is installed. */
    chromium?: string;
  }
}

interface Project {
  provide(name: 'chromium', value: string): void;
}

export default async function setup({ provide }: Project) {
  const program = findBrowser('chromium');
  if (program === undefined) return;
  const { browser, [Symbol.asyncDispose]: end } = await launchChromium(program);
  provide('chromium', browser.wsEndpoint());
  return end;
}
