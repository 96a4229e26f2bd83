import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { needs } from '../helpers/needs.ts';
import { chromium, lessons, type OpenSite, openSite } from '../site/built.ts';

let site: OpenSite;
beforeAll(async () => {
  if (chromium) site = await openSite();
});
afterAll(() => site?.[Symbol.asyncDispose]());
beforeEach((ctx) => needs(ctx, 'chromium', chromium));

// A figure of the machine as much as of the page: to be read on one that has nothing else to do.
test.each(lessons.map(({ slug }) => slug))(
  'Lesson %s plays every run on a processor four times as slow without a task of 50 ms',
  async (slug) => {
    const page = await site.visit(`/${slug}/`, { width: 390, height: 844 });
    const session = await page.createCDPSession();
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.$$eval('.veil button:last-child', (all) => {
      for (const one of all as HTMLElement[]) one.click();
    });
    await page.$$eval('[data-do=all]', (all) => {
      for (const one of all as HTMLElement[]) one.click();
    });
    const slow = await page.evaluate(async () => {
      const tasks: number[] = [];
      const players = [...document.querySelectorAll<HTMLElement>('run-player.live')];
      for (const fold of document.querySelectorAll('details')) fold.open = true;
      await new Promise((done) => setTimeout(done, 2000)); // what opening and scrolling have cost is over
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(Math.round(duration));
      }).observe({ type: 'longtask' });
      for (const player of players) {
        const played = new Promise((done) => player.addEventListener('played', done));
        const select = player.querySelector('select');
        if (select) select.value = '2';
        select?.dispatchEvent(new Event('change'));
        player.querySelector<HTMLElement>('[data-do=play]')?.click();
        await played;
      }
      return { players: players.length, tasks };
    });
    console.log(
      `${slug}: ${slow.players} runs; tasks of 50 ms and more: ${slow.tasks.join(', ') || 'none'}`,
    );
    expect(slow.players).toBeGreaterThan(2);
    expect(slow.tasks).toEqual([]);
    await page.close();
  },
  120_000,
);
