import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { find, key } from '../../site/components/progress.ts';
import { needs } from '../helpers/needs.ts';
import { chromium, type OpenSite, openSite } from '../site/built.ts';
import { plain, shown } from '../site/on-page.ts';
import {
  goTo,
  lesson3,
  lesson7,
  predict,
  said,
  state,
  store,
  stored,
  wrong,
} from '../site/predicting.ts';

let site: OpenSite;
beforeAll(async () => {
  if (chromium) site = await openSite();
});
afterAll(() => site?.[Symbol.asyncDispose]());
beforeEach((ctx) => needs(ctx, 'chromium', chromium));

describe('A storage that holds something else', () => {
  test('is read as nothing; the next prediction sets a broken text aside and begins anew', async () => {
    const page = await site.visit(lesson3);
    const broken = '{"version": 1, "less';
    await store(page, broken);
    await page.reload();
    expect(await state(page)).toMatchObject({ choice: '', open: true });
    expect(await stored(page)).toEqual({ [key]: broken });

    await predict(page, { choice: wrong.id });
    const { [key]: text = null, ...aside } = await stored(page);
    expect(find(text, '03-the-port-looks-dead', 'is-app-1-gone')?.choice).toBe(wrong.id);
    expect(Object.keys(aside)).toEqual([expect.stringMatching(/^still-answering\.set-aside-20/)]);
    expect(Object.values(aside)).toEqual([broken]);
  });

  test('is left as it is when a newer page wrote it; the page works, and says nothing of keeping', async () => {
    const page = await site.visit(lesson3);
    const newer = '{"version":2,"pages":[]}';
    await store(page, newer);
    await page.reload();
    await predict(page, { choice: wrong.id });

    expect((await state(page)).foot).toMatch(
      /^Predicted \d{4}-\d\d-\d\d Watch the run Answer anew$/,
    );
    expect(await stored(page)).toEqual({ [key]: newer });
  });

  test('is passed over where it names an option that is no more', async () => {
    const page = await site.visit(lesson3);
    await predict(page, { choice: wrong.id });
    const text = (await stored(page))[key] ?? '';
    await store(page, text.replace(`"${wrong.id}"`, '"an option of old"'));
    await page.reload();
    expect(await state(page)).toMatchObject({ choice: '', open: true });

    await goTo(page, lesson7);
    expect(await shown(page, 'your-answer')).toContain(
      'No answer of yours is kept in this browser.',
    );
  });

  test('is read where it stands under the path of a page in another language', async () => {
    const page = await site.visit(lesson3);
    await predict(page, { choice: wrong.id });
    const text = (await stored(page))[key] ?? '';
    expect(text).toContain('"03-the-port-looks-dead"');
    await store(page, text.replace('"03-the-port', '"zh-cn/03-the-port'));
    await page.reload();
    expect(await state(page)).toMatchObject({ choice: wrong.id, open: false });
  });

  test('makes no harm when it is full', async () => {
    const page = await site.visit(lesson3);
    await page.evaluate(() => {
      for (let size = 2 ** 23; size >= 1; size /= 2) {
        try {
          for (let n = 0; ; n++) localStorage.setItem(`${size}/${n}`, 'x'.repeat(size));
        } catch {
          // No room for one of this size: on to smaller ones.
        }
      }
    });
    await predict(page, { choice: wrong.id });
    expect(await state(page)).toMatchObject({ choice: wrong.id, told: plain(said(wrong)) });
    expect((await stored(page))[key]).toBeUndefined();
  });
});

test('Where the browser refuses a storage, the page works, and forgets', async () => {
  await using refusing = await openSite({ storage: 'blocked' });
  const page = await refusing.visit(lesson3, { theme: 'dark' });
  expect(await page.evaluate(() => typeof localStorage)).toBe('undefined');
  expect(await page.$eval('html', (html) => html.dataset.theme)).toBe('dark');

  await predict(page, { choice: wrong.id });
  const { told, foot } = await state(page);
  expect(told).toBe(plain(said(wrong)));
  expect(foot).not.toContain('kept');
  await page.reload();
  expect(await state(page)).toMatchObject({ choice: '', open: true });

  await goTo(page, lesson7);
  expect(await shown(page, 'your-answer')).toContain('No answer of yours is kept in this browser.');
  expect(refusing.faults).toEqual([]);
});
