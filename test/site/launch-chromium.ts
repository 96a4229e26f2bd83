import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';

interface Launched extends AsyncDisposable {
  browser: Browser;
}

/** Starts it with a profile of its own, which goes with it. `cookies: 2`: every site is refused a storage. */
export async function launchChromium(
  executablePath: string,
  settings: { cookies?: 2 } = {},
): Promise<Launched> {
  await using opened = new AsyncDisposableStack();
  const userDataDir = opened.adopt(
    await mkdtemp(join(tmpdir(), 'still-answering-')),
    // Chromium's last processes may still write when its first one has ended.
    (path) => rm(path, { recursive: true, force: true, maxRetries: 5 }),
  );
  const preferences = { profile: { default_content_setting_values: settings } };
  await mkdir(join(userDataDir, 'Default'));
  await writeFile(join(userDataDir, 'Default/Preferences'), JSON.stringify(preferences));
  // Chromium's sandbox does not work for root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await puppeteer.launch({ executablePath, args, userDataDir });
  opened.adopt(browser, (one) => one.close());
  const owned = opened.move();
  return { browser, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
