import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Root } from 'hast';
import { selectAll } from 'hast-util-select';
import { toText } from 'hast-util-to-text';
import puppeteer, { type Page } from 'puppeteer-core';
import rehypeParse from 'rehype-parse';
import { unified } from 'unified';
import { listLessons } from '../../code/course/lessons.ts';
import { findBrowser } from '../../code/lab/clients/find-browser.ts';
import { serve } from '../../code/serve/serve.ts';
import { readSite } from '../../code/serve/site.ts';
import { launchChromium } from './launch-chromium.ts';
import { plain } from './on-page.ts';

/**
 * The folder of the built site.
 * @throws when it was not built
 */
export function dist(): string {
  const folder = fileURLToPath(new URL('../../dist/', import.meta.url));
  if (existsSync(`${folder}index.html`)) return folder;
  throw new Error('The site is not built. Build it first: npm run build');
}

/** A page of the built site, as it is before any script; its text is what a search or a reader without styles gets. */
export function readPage(path: string): Root {
  const html = readFileSync(join(dist(), path, 'index.html'), 'utf8');
  return unified().use(rehypeParse).parse(html);
}

/** The text below the elements that fit, with even white space. */
export function textOf(page: Root, selector: string): string {
  return plain(
    selectAll(selector, page)
      .map((one) => toText(one))
      .join(' '),
  );
}

/** An attribute of all elements that fit. */
export function attributesOf(page: Root, selector: string, name: string): unknown[] {
  return selectAll(selector, page).map(({ properties }) => properties[name]);
}

/** The written lessons. */
export const lessons = listLessons().filter(({ page }) => page);

/** Lessons that have among them each part that a lesson's page may have: strike, table, quiz and the like. */
export const ofEachKind = ['01-the-swap', '07-the-rows-i-filtered-out', '09-what-i-did-not-know'];

/** A page of each kind, and every lesson. */
export const kinds = [
  '/',
  ...lessons.map(({ slug }) => `/${slug}/`),
  '/code/01-the-swap/buggy.ts/',
  '/symptoms/',
  '/symptoms/never-closes/',
  '/table/',
  '/bench/',
  '/teach/',
];

export const chromium = findBrowser('chromium');
export const firefox = findBrowser('firefox');

export interface OpenSite extends AsyncDisposable {
  /**
   * A reader who was never here before, on a page of the site, loaded and its elements upgraded. One tab
   * goes from visit to visit: a new one costs as much as two pages.
   */
  visit(path: string, options?: Visit): Promise<Page>;
  /** What went wrong in any tab so far: errors on the console, exceptions, refused requests. */
  faults: string[];
}

export interface Visit {
  theme?: 'light' | 'dark';
  /** CSS pixels. */
  width?: number;
  height?: number;
  script?: boolean;
  /** In a tab of its own, while the other stays where it is. */
  beside?: boolean;
  /** Called with the tab, one of its own, before it loads anything. */
  watch?(page: Page): unknown;
}

export interface Reader {
  /** `blocked`: the browser refuses every site a storage, as one of its settings does. */
  storage?: 'blocked';
  /** Firefox knows no theme and no page without script here, and begins with a fresh profile. */
  browser?: 'firefox';
  /** Of a built site; the one of `npm run build` when it is not named. */
  folder?: string;
}

/** Serves the built site and opens a real browser on it, Chromium where nothing else is said. */
export async function openSite(reader: Reader = {}): Promise<OpenSite> {
  const isFirefox = reader.browser === 'firefox';
  await using opened = new AsyncDisposableStack();
  const { origin } = opened.use(await serve(await readSite(reader.folder ?? dist()), { port: 0 }));
  const browser = opened.use(await openBrowser(reader));
  const faults: string[] = [];

  const openTab = async () => {
    const page = await browser.newPage();
    const fault = (what: unknown) => faults.push(`${new URL(page.url()).pathname}: ${what}`);
    page.on('console', (message) => void (message.type() === 'error' && fault(message.text())));
    page.on('pageerror', fault);
    return page;
  };

  const tab = await openTab();
  const visit = async (path: string, options: Visit = {}) => {
    const { theme = 'light', width = 1280, height = 800, script = true, beside, watch } = options;
    const page = beside || watch ? await openTab() : tab;
    await watch?.(page);
    await page.setViewport({ width, height });
    if (!isFirefox) {
      await page.setJavaScriptEnabled(script);
      await page.emulateMediaType();
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
      await forget(page, origin);
    }
    // To another place of the same page a browser would load nothing.
    if (path.includes('#')) await page.goto('about:blank');
    await page.goto(`${origin}${path}`, { waitUntil: 'load' });
    return page;
  };

  const owned = opened.move();
  return { visit, faults, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** Empties what the site has stored, so that no reader finds what an earlier one left. */
async function forget(page: Page, origin: string): Promise<void> {
  const session = await page.createCDPSession();
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage' });
  await session.detach();
}

/** Chromium is the one of all files, where there is one; it has a context of its own for each reader. */
async function openBrowser({ browser, storage }: Reader): Promise<Opened> {
  if (browser === 'firefox') {
    if (firefox === undefined) throw new Error('firefox is not installed.');
    const own = await puppeteer.launch({ browser: 'firefox', executablePath: firefox });
    return { newPage: () => own.newPage(), [Symbol.asyncDispose]: () => own.close() };
  }
  if (chromium === undefined) throw new Error('chromium is not installed.');
  const { inject } = await import('vitest');
  const shared = storage ? undefined : inject('chromium');
  if (shared === undefined) {
    const own = await launchChromium(chromium, storage ? { cookies: 2 } : {});
    return {
      newPage: () => own.browser.newPage(),
      [Symbol.asyncDispose]: () => own[Symbol.asyncDispose](),
    };
  }
  const all = await puppeteer.connect({ browserWSEndpoint: shared });
  const context = await all.createBrowserContext();
  return {
    newPage: () => context.newPage(),
    async [Symbol.asyncDispose]() {
      await context.close();
      await all.disconnect();
    },
  };
}

interface Opened extends AsyncDisposable {
  newPage(): Promise<Page>;
}
