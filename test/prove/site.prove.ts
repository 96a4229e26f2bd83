import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { builtPages } from '../../site/lib/publish/built-pages.ts';
import { needs } from '../helpers/needs.ts';
import { benchIn } from '../site/bench-in.ts';
import { readsOn } from '../site/big-paste.ts';
import { chromium, dist, type OpenSite, openSite } from '../site/built.ts';
import { colours, objections, tooWide, turn, unfold } from '../site/on-page.ts';
import { playerIn } from '../site/player-in.ts';

let site: OpenSite;
beforeAll(async () => {
  if (chromium) site = await openSite();
}, 60_000);
afterAll(() => site?.[Symbol.asyncDispose]());
beforeEach((ctx) => needs(ctx, 'chromium', chromium));

test.each((await builtPages(dist())).map(({ path }) => `/${path}`))(
  '%s fits into 390 and 360 px, and axe objects to nothing, all of it unfolded, light and dark',
  async (path) => {
    const page = await site.visit(path, { width: 390, height: 740 });
    await unfold(page);
    expect(await tooWide(page)).toEqual([]);
    await page.setViewport({ width: 360, height: 740 });
    expect(await tooWide(page)).toEqual([]);
    await page.setViewport({ width: 1280, height: 800 });
    expect(await objections(page)).toEqual([]);
    await turn(page, 'dark');
    expect(await objections(page, colours)).toEqual([]);
  },
);

test('10 MB of a table are read while the page goes on', async () => {
  await readsOn(await site.visit('/table/'), 10);
});

describe('The bench in Firefox', () => benchIn('firefox'));
describe('The player in Firefox', () => playerIn('firefox'));
