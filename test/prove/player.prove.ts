import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { needs } from '../helpers/needs.ts';
import { chromium, lessons, type OpenSite, openSite } from '../site/built.ts';

let site: OpenSite;
beforeAll(async () => {
  if (chromium) site = await openSite();
}, 60_000);
afterAll(() => site?.[Symbol.asyncDispose]());
beforeEach((ctx) => needs(ctx, 'chromium', chromium));

test.each(lessons.map(({ slug }) => slug))(
  'Lesson %s plays its runs on a processor four times as slow without a task of 50 ms',
  async (slug) => {
    const page = await site.visit(`/${slug}/`, { width: 390, height: 844 });
    const session = await page.createCDPSession();
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    for (const button of ['.veil button:last-child', '[data-do=all]', 'details.fold > summary']) {
      await page.$$eval(button, (all) => {
        for (const one of all as HTMLElement[]) one.click();
      });
    }
    // What the opening of folds costs is laid out and painted before the measurement.
    await page.evaluate(() => new Promise((done) => requestIdleCallback(done, { timeout: 5000 })));
    await page.tracing.start({ categories: ['disabled-by-default-devtools.timeline'] });
    const runs = await playAll(page);
    const tasks = tasksIn(await page.tracing.stop());
    const slowest = Math.round(Math.max(...tasks));
    console.log(`${slug}: ${runs} runs, ${tasks.length} tasks, the slowest ${slowest} ms`);
    expect(runs).toBeGreaterThan(2);
    expect(slowest).toBeLessThanOrEqual(50);
    await page.close();
  },
  300_000,
);

/** Plays one run after the other, at double speed; how many there were. */
function playAll(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const players = [...document.querySelectorAll<HTMLElement>('run-player.live')];
    for (const player of players) {
      const played = new Promise((done) => player.addEventListener('played', done));
      const speed = player.querySelector('select');
      if (speed) speed.value = '2';
      speed?.dispatchEvent(new Event('change'));
      player.querySelector<HTMLElement>('[data-do=play]')?.click();
      await played;
    }
    return players.length;
  });
}

/**
 * How long each task of the page's main thread ran, in ms: the time that it had the processor, which other
 * work of the machine does not lengthen.
 */
function tasksIn(trace: Uint8Array | undefined): number[] {
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace)) as { traceEvents: Traced[] };
  const main = traceEvents.filter(
    ({ name, args }) => args?.name === 'CrRendererMain' && name === 'thread_name',
  );
  const isMain = ({ pid, tid }: Traced) => main.some((one) => one.pid === pid && one.tid === tid);
  return traceEvents
    .filter((event) => event.name === 'RunTask' && isMain(event))
    .map(({ tdur = 0 }) => tdur / 1000);
}

/** What is used here of a trace's events; times in µs. */
interface Traced {
  name: string;
  pid: number;
  tid: number;
  /** The processor's time. */
  tdur?: number;
  args?: { name?: string };
}
