import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// puppeteer-core: drives stock Chromium over CDP and stock Firefox over BiDi, and fetches no browser.
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { MissingProgram } from '../missing-program.ts';
import type { BrowserDriver, Seen } from './driver.ts';
import { findBrowser } from './find-browser.ts';

/**
 * Starts a real Chromium with an empty profile. It visits as a person does: a click on a link, then
 * reloads of the page. What it shows is read from the page; everything else from the server.
 * @throws MissingProgram when there is none
 */
export async function chromium(): Promise<BrowserDriver> {
  const executablePath = findBrowser('chromium');
  if (!executablePath) {
    throw new MissingProgram('no Chromium or Chrome was found', {
      remedy: 'install one (Debian: apt-get install chromium) or name it: CHROMIUM=/path/to/it',
    });
  }
  await using opening = new AsyncDisposableStack();
  const profile = await mkdtemp(join(tmpdir(), 'still-answering-chromium-'));
  opening.defer(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));
  const browser = await launch(executablePath, profile);
  opening.defer(() => browser.close());
  const page = await browser.newPage();
  const [, version = 'unknown'] = (await browser.version()).split('/');
  const owned = opening.move();
  return {
    visit: (url) => click(page, url),
    reload: async () => {
      await page.reload();
      return await shown(page);
    },
    versions: { Chromium: version },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function launch(executablePath: string, userDataDir: string): Promise<Browser> {
  try {
    return await puppeteer.launch({
      executablePath,
      userDataDir,
      // A pipe, not a port: no debugging port listens, and the browser dies with the pipe.
      pipe: true,
      handleSIGINT: false,
      handleSIGTERM: false,
      // Chromium's sandbox refuses to work for root, as in a container.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
  } catch (cause) {
    throw new MissingProgram(
      `${executablePath} did not start as a browser`,
      { remedy: 'try it by hand, or name another: CHROMIUM=/path/to/it' },
      { cause },
    );
  }
}

/** A real click on a real link, as in a chat where somebody posted the address. */
async function click(page: Page, url: string): Promise<Seen> {
  await page.setContent('<a>the address</a>');
  await page.$eval('a', (link, href) => link.setAttribute('href', href), url);
  await Promise.all([page.waitForNavigation(), page.click('a')]);
  return await shown(page);
}

async function shown(page: Page): Promise<Seen> {
  const text = await page.evaluate(() => document.body.textContent);
  return { shown: text.trim(), peer: undefined };
}
