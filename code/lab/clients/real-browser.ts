import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
// puppeteer-core: drives stock Chromium over CDP and stock Firefox over BiDi, and fetches no browser.
import puppeteer, { type LaunchOptions, type Page } from 'puppeteer-core';
import { MissingProgram } from '../../base/errors.ts';
import { guard } from '../../base/guard.ts';
import { type TemporaryHome, temporaryHome } from '../../base/temporary-home.ts';
import { unlessAborted } from '../../base/unless-aborted.ts';
import type { BrowserName } from '../../run/events.ts';
import type { BrowserDriver, BrowserOptions, Heard, Seen, Tab } from './driver.ts';
import { findBrowser, variableOf } from './find-browser.ts';

type RealName = Exclude<BrowserName, 'stand-in'>;

const titles: Record<RealName, { title: string; debian: string }> = {
  chromium: { title: 'Chromium or Chrome', debian: 'chromium' },
  firefox: { title: 'Firefox', debian: 'firefox-esr' },
};

/**
 * Starts a real browser with an empty profile. It visits as a person does: a click on a link, then
 * reloads of the page. What it shows is read from the page; everything else from the server.
 *
 * It ends at once: nobody wants its profile, and Firefox takes up to 10 s to say goodbye.
 * @throws MissingProgram when there is none, or it does not start; the signal's reason
 */
export async function realBrowser(
  name: RealName,
  { preconnect = true, signal }: BrowserOptions = {},
): Promise<BrowserDriver> {
  const executablePath = findBrowser(name);
  const variable = variableOf(name);
  if (!executablePath) {
    const { title, debian } = titles[name];
    throw new MissingProgram(
      `no ${title} was found`,
      `install one (Debian: apt-get install ${debian}) or name it: ${variable}=/path/to/it`,
    );
  }
  signal?.throwIfAborted();
  await using opening = new AsyncDisposableStack();
  const home = opening.use(await temporaryHome());
  if (name === 'chromium' && !preconnect) await neverPredict(home);
  const browser = await launch(name, executablePath, home, signal);
  // Its mark is guarded already; a system that does not tell the environment needs the pid.
  const { pid } = browser.process() ?? {};
  if (pid) opening.use(guard({ group: pid }));
  const starting = Promise.all([browser.newPage(), browser.version()]);
  const [page, version] = await unlessAborted(signal, starting);
  const first = tab(name, page);
  const [program = name, number = 'unknown'] = version.split('/');
  const owned = opening.move();
  return {
    ...first,
    newTab: async () => tab(name, await browser.newPage()),
    newWindow: async () => tab(name, await browser.newPage({ type: 'window' })),
    privateTab: async () => tab(name, await (await browser.createBrowserContext()).newPage()),
    versions: { [named(program)]: number },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function tab(name: RealName, page: Page): Tab {
  return {
    visit: (url) => click(page, url),
    async reload({ cache = true, hard = false } = {}) {
      if (!cache) await page.setCacheEnabled(false);
      await (hard ? hardReloads : reloads)[name](page);
      if (!cache) await page.setCacheEnabled(true);
      return await shown(page);
    },
    async fetch(path, options = {}) {
      const text = await page.evaluate(
        async (url, init) => await (await fetch(url, init)).text(),
        path,
        options,
      );
      return { shown: text.trim(), peer: undefined };
    },
    async listen(path, hear) {
      const name = `heard${++listeners}`;
      await page.exposeFunction(name, hear);
      await page.evaluate(listenTo, path, name);
    },
  };
}

let listeners = 0;

/** Runs in the page. */
function listenTo(path: string, name: string): void {
  const tell = (globalThis as unknown as Record<string, (heard: Heard) => void>)[name];
  const source = new EventSource(path);
  source.onopen = () => tell?.({ did: 'open' });
  source.onmessage = ({ lastEventId: id, data }) => tell?.({ did: 'event', id, data });
  source.onerror = () =>
    tell?.({ did: source.readyState === EventSource.CLOSED ? 'gave up' : 'reconnecting' });
}

/** As “Preload pages” switched off in the settings. */
async function neverPredict(home: TemporaryHome): Promise<void> {
  const profile = profileIn(home);
  await mkdir(join(profile, 'Default'), { recursive: true });
  const settings = { net: { network_prediction_options: 2 } };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(settings));
}

/** How it calls itself, in one word: Chromium, Chrome, Firefox. */
function named(program: string): string {
  return /firefox/i.test(program)
    ? 'Firefox'
    : program.replace('Headless', '').replace('Chrome', 'Chromium');
}

const launchOptions: Record<RealName, LaunchOptions> = {
  chromium: {
    // A pipe, not a port: no debugging port listens, and the browser dies with the pipe.
    pipe: true,
    // Chromium's sandbox refuses to work for root, as in a container.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  },
  // Firefox speaks BiDi over a port of 127.0.0.1 only; it has no pipe.
  firefox: { browser: 'firefox' },
};

async function launch(
  name: RealName,
  executablePath: string,
  home: TemporaryHome,
  signal: AbortSignal | undefined,
) {
  const launching = puppeteer.launch({
    executablePath,
    userDataDir: profileIn(home),
    env: { ...process.env, ...surroundings(name, home) },
    // Who gets a signal decides what becomes of the browser; puppeteer would end it, and tell nobody.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ...(signal && { signal }),
    ...launchOptions[name],
  });
  try {
    return await unlessAborted(signal, launching);
  } catch (cause) {
    signal?.throwIfAborted();
    throw new MissingProgram(
      `${executablePath} did not start as a browser`,
      `try it by hand, or name another: ${variableOf(name)}=/path/to/it`,
      { cause },
    );
  }
}

const profileIn = ({ folder }: TemporaryHome): string => join(folder, 'profile');

/**
 * A snap has a home of its own, and refuses to run in another one. And below its folder for temporary
 * files Chromium makes a socket, whose path may have 107 bytes (unix(7)); where ours would be longer,
 * it takes the usual folder, and an entry may stay there when it is killed.
 */
function surroundings(name: RealName, { env, folder }: TemporaryHome): NodeJS.ProcessEnv {
  const { HOME, TMPDIR, ...rest } = env;
  if (existsSync(`/snap/bin/${name}`)) return rest;
  const socket = join(folder, 'org.chromium.Chromium.XXXXXX', 'SingletonSocket');
  return Buffer.byteLength(socket) <= 107 ? env : { HOME, ...rest };
}

/**
 * A real click on a real link, as in a chat where somebody posted the address. Chromium keeps what a link
 * on the page’s own site leads to apart from what a foreign one does, and would send no If-None-Match.
 */
async function click(page: Page, url: string): Promise<Seen> {
  if (page.url() !== 'about:blank') await page.goto('about:blank');
  // A tab behind another one draws nothing, and a link that is not drawn cannot be clicked.
  await page.bringToFront();
  await page.setContent('<a>the address</a>');
  await page.$eval('a', (link, href) => link.setAttribute('href', href), url);
  await Promise.all([page.waitForNavigation(), page.click('a')]);
  return await shown(page);
}

/** As F5 does: the page is asked for again, with If-None-Match. */
const reloads: Record<RealName, (page: Page) => Promise<unknown>> = {
  chromium: (page) => page.reload(),
  // From within: WebDriver's refresh is a hard reload in Firefox, which never shows the fault.
  firefox: (page) =>
    Promise.all([
      page.waitForNavigation(),
      page.evaluate(() => {
        location.reload();
      }),
    ]),
};

/** As Ctrl+Shift+R does. */
const hardReloads: typeof reloads = {
  chromium: (page) => page.reload({ ignoreCache: true }),
  firefox: (page) =>
    Promise.all([
      page.waitForNavigation(),
      page.evaluate(() => {
        // Firefox alone has this argument, and takes it for a hard reload.
        (location.reload as (force: boolean) => void)(true);
      }),
    ]),
};

async function shown(page: Page): Promise<Seen> {
  // Of the page, not of the response: reading that stalls Firefox for seconds.
  const text = await page.evaluate(() => document.body.textContent);
  return { shown: text.trim(), peer: undefined };
}
