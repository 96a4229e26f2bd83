import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { unlessAborted } from '../../base/unless-aborted.ts';
import type { BrowserDriver } from '../../lab/clients/driver.ts';
import { openBrowser } from '../../lab/clients/open-browser.ts';
import { Lab } from '../../lab/lab.ts';
import { putOnStage } from '../../lab/play.ts';
import type { BrowserName } from '../../run/events.ts';
import { loadLesson } from '../lessons.ts';
import { stampOfBrowser, type Way } from './measurements.ts';

type Real = Exclude<BrowserName, 'stand-in'>;
type Ask = (browser: BrowserDriver, url: string, name: Real) => Promise<unknown>;

/** Each way of asking for the page once more. */
const asks: Record<string, Ask> = {
  reload: (browser) => browser.reload(),
  'hard reload': (browser) => browser.reload({ hard: true }),
  'new tab': async (browser, url) => (await browser.newTab()).visit(url),
  'new window': async (browser, url) => (await browser.newWindow()).visit(url),
  'private window': async (browser, url) => (await browser.privateTab()).visit(url),
  'second profile': async (_browser, url, name) => {
    await using second = await openBrowser(name);
    await second.visit(url);
  },
  'a script’s fetch': (browser) => browser.fetch('/'),
  'a script’s fetch with credentials': (browser) => browser.fetch('/', { credentials: 'include' }),
  'a script’s fetch without credentials': (browser) => browser.fetch('/', { credentials: 'omit' }),
  'localhost in place of 127.0.0.1': (browser, url) =>
    browser.visit(url.replace('127.0.0.1', 'localhost')),
  'a frame in a page of another site': async (browser, url) => {
    const page = `<iframe src="${url}"></iframe>`;
    await using other = createServer((_, answer) => {
      answer.setHeader('Content-Type', 'text/html').end(page);
    });
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as AddressInfo;
    await (await browser.newTab()).visit(`http://localhost:${port}/`);
  },
};

/** The names of all ways that can be measured. */
export const namesOfWays = Object.keys(asks);

/**
 * Swaps App 1 for App 2 under a browser that has visited once, then asks in one way.
 * @throws MissingProgram, or the signal's reason; RangeError for a way that is not in `namesOfWays`
 */
export async function measureWay(way: string, name: Real, signal?: AbortSignal): Promise<Way> {
  const ask = asks[way];
  if (!ask) throw new RangeError(`no way “${way}”; there are: ${namesOfWays.join(', ')}`);
  const open = () => openBrowser(name, { signal });
  await using browser = await open();
  await using lab = new Lab({
    emit: () => {},
    ask: async () => undefined,
    port: 0,
    browser,
    openBrowser: open,
  });
  const measured = askAfterSwap(lab, (url) => ask(browser, url, name));
  return { way, ...stampOfBrowser(browser), ...(await unlessAborted(signal, measured)) };
}

async function askAfterSwap(
  lab: Lab,
  ask: (url: string) => Promise<unknown>,
): Promise<Pick<Way, 'app' | 'status' | 'kept'>> {
  const stage = await putOnStage(await loadLesson('01-the-swap'), 'buggy', lab);
  const app1 = await stage.start('Hello, world!', 0);
  await lab.browser().visit();
  await stage.stop(app1);
  // Now, while nobody listens: nothing can be added to the old ones unnoticed.
  const old = new Set(lab.ledger.connections.map(({ peer }) => peer));
  await stage.start('Hello, world2!', app1.port);

  lab.ledger.takeUnclaimed();
  await ask(`http://127.0.0.1:${app1.port}/`);
  // Any port of a client will do: the way may be a second browser's.
  const { app, status, peer } = await lab.ledger.claim({ path: '/', peer: undefined });
  return { app, status, kept: old.has(peer) };
}
