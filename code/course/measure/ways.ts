import { start, stop } from '../../01-the-swap/buggy.ts';
import type { BrowserDriver, Seen } from '../lab/clients/driver.ts';
import { openBrowser } from '../lab/clients/open-browser.ts';
import type { BrowserName } from '../lab/events.ts';
import { Lab } from '../lab/lab.ts';
import { nodeStage } from '../lab/node-stage.ts';
import { today } from './idle.ts';

/** Which app one way of asking gets after the swap. */
export interface Way {
  way: string;
  program: string;
  version: string;
  app: string;
  /** On a connection from before the swap? */
  kept: boolean;
  date: string;
}

type Real = Exclude<BrowserName, 'stand-in'>;
type Act = (browser: BrowserDriver, url: string, name: Real) => Promise<Seen>;

/** Each way of asking, done once after a swap of its own. */
const acts: Record<string, Act> = {
  reload: (browser) => browser.reload(),
  'hard reload': (browser) => browser.reload({ hard: true }),
  'new tab': async (browser, url) => (await browser.newTab()).visit(url),
  'new window': async (browser, url) => (await browser.newWindow()).visit(url),
  'private window': async (browser, url) => (await browser.privateTab()).visit(url),
  'second profile': async (_browser, url, name) => {
    await using second = await openBrowser(name);
    return await second.visit(url);
  },
  'a script’s fetch': (browser) => browser.fetch('/'),
  'a script’s fetch without credentials': (browser) => browser.fetch('/', { credentials: 'omit' }),
  'localhost in place of 127.0.0.1': (browser, url) =>
    browser.visit(url.replace('127.0.0.1', 'localhost')),
};

export const ways = Object.keys(acts);

/** Measures one way with one browser. @throws MissingProgram */
export async function measureWay(way: string, name: Real): Promise<Way> {
  const act = acts[way];
  if (!act) throw new RangeError(`no way «${way}»; there are: ${ways.join(', ')}`);
  await using browser = await openBrowser(name);
  await using lab = new Lab({
    emit: () => {},
    ask: async () => undefined,
    port: 0,
    browser,
    openBrowser: () => openBrowser(name),
  });
  const stage = nodeStage({ start, stop }, lab);
  const app1 = await stage.start('Hello, world!', 0);
  await lab.browser().visit();
  await stage.stop(app1);
  await stage.start('Hello, world2!', app1.port);

  const before = new Set(lab.ledger.connections.map(({ peer }) => peer));
  lab.ledger.takeUnclaimed();
  await act(browser, `http://127.0.0.1:${app1.port}/`, name);
  const { app, peer } = await lab.ledger.claim({ path: '/', peer: undefined });
  const [[program = name, version = '']] = Object.entries(browser.versions) as [[string, string]];
  return { way, program, version, app, kept: before.has(peer), date: today() };
}
