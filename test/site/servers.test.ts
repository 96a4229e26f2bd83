import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listLessons } from '../../code/course/lessons.ts';
import { servers as measured } from '../../code/course/measure/servers.ts';
import { ruleOf } from '../../code/doctor/verdicts/rules.ts';
import { type Cure, cures } from '../../lessons/servers/cures.ts';
import { questions, servers as words } from '../../lessons/servers.ts';
import { needs } from '../helpers/needs.ts';
import { chromium, dist, type OpenSite, openSite } from './built.ts';
import { plain, shown, tooWide, unfold } from './on-page.ts';

const entries = measured.read();
const html = () => readFileSync(join(dist(), 'servers/index.html'), 'utf8');

describe('The matrix', () => {
  test('has 80 servers and more, each under rules that exist', () => {
    expect(entries.length).toBeGreaterThanOrEqual(80);
    for (const { probes, findings } of entries) {
      const rules = [
        ...probes.flatMap((probe) => probe.rules),
        ...findings.map(({ rule }) => rule),
      ];
      for (const rule of rules) expect([rule, ruleOf(rule)]).toEqual([rule, expect.anything()]);
    }
  });

  test('finds no fault in careful.ts, on every Node that it was measured on', () => {
    const careful = entries.filter(({ id }) => /^careful/.test(id));
    expect(careful.map(({ diagnoses }) => diagnoses)).toEqual(careful.map(() => ['graceful']));
    expect(careful).not.toEqual([]);
  });

  test('names no folder of the machine that measured it', () => {
    expect(JSON.stringify(entries)).not.toMatch(/\/(tmp|home|root|Users|var)\//);
  });

  test('has every probe under one question of the page', () => {
    const asked = questions.flatMap(({ probes }) => [...probes] as string[]);
    expect(new Set(asked).size).toBe(asked.length);
    const met = new Set(entries.flatMap(({ probes }) => probes.map(({ id }) => `${id}`)));
    expect(asked).toEqual(expect.arrayContaining([...met]));
  });
});

describe('What the page says of each', () => {
  test('is there for every measured server, and for no other', () => {
    const bases = new Set(entries.map(({ id }) => id.replace(/-\d+$/, '')));
    expect(words.map(({ id }) => id).sort()).toEqual([...bases].sort());
  });

  test.for(words)(
    '$id: what to change, unless there is nothing, by a source, with a lesson',
    (one) => {
      const [entry] = entries.filter(({ id }) => id === one.id);
      if (entry?.diagnoses[0] !== 'graceful') expect(one.change).toMatch(/\.$/);
      if (one.change) expect(one.source?.href).toMatch(/^https:\/\//);
      expect(listLessons().map(({ slug }) => slug)).toContain(one.lesson);
    },
  );

  test('stands on the page, with the verdict, and with how many runs came to another', () => {
    const page = html();
    for (const { id, diagnoses, runs, otherwise } of entries) {
      const [, section = ''] = page.split(`<details id="${id}"`);
      const [own = ''] = section.split('</details>');
      for (const diagnosis of diagnoses) expect(own.split('marks')[0]).toContain(diagnosis);
      const others = Object.values(otherwise).reduce((sum, each) => sum + each, 0);
      const share = `in ${runs - others} of ${runs} runs`;
      if (others > 0) expect(own.split('marks')[0]).toContain(share);
    }
  });
});

describe('A page of its own', () => {
  const pageOf = (id: string) => readFileSync(join(dist(), `servers/${id}/index.html`), 'utf8');

  test('has each measured server: verdict in its title, what to change for search engines, every connection', () => {
    for (const { id, diagnoses, probes, runs } of entries) {
      const page = pageOf(id);
      const [, title = ''] = /<title>([^<]*)/.exec(page) ?? [];
      expect([id, title]).toEqual([id, expect.stringContaining(diagnoses.at(-1) ?? '?')]);
      expect(page).toMatch(/<meta name="description" content="[^"]{40,}"/);
      const plainPage = page.replaceAll(/<strong[^>]*>/g, '<strong>');
      for (const { title } of probes) expect(plainPage).toContain(`<strong>${title}</strong>`);
      expect(page).toContain(runs === 1 ? 'Examined once' : `Examined ${runs} times`);
    }
  });

  test('is linked from the table, and leads back to its line', () => {
    const table = html();
    for (const { id } of entries) {
      expect(table).toContain(`href="/servers/${id}/"`);
      expect(pageOf(id)).toContain(`href="/servers/#${id}"`);
    }
  });

  test('stands in no sidebar', () => {
    const [, nav = ''] = /<nav[^>]*class="sidebar[^>]*>([\s\S]*?)<\/nav>/.exec(html()) ?? [];
    expect(nav).not.toBe('');
    expect(nav).not.toMatch(/\/servers\/[a-z]/);
  });
});

describe('A cure', () => {
  const specimens = ['test/specimens/servers', 'code/doctor/careful.ts'].flatMap((place) =>
    sourcesIn(fileURLToPath(new URL(`../../${place}`, import.meta.url))),
  );
  const measuredCode = specimens.join('\n').replaceAll(/\s+/g, ' ');

  test.for(Object.entries(cures) as [string, Cure][])(
    '%s leads to a line that was measured with it',
    ([, { code, good, lang }]) => {
      if (!good) return;
      expect(entries.map(({ id }) => id)).toContain(good);
      if (lang === 'sh') return; // typed at a running server, and not part of one
      // Not what a file of settings begins with, which a specimen writes as JSON.
      const [long = ''] =
        code
          .replace('module.exports', '')
          .match(/[\w.]{12,}/g)
          ?.sort((a, b) => b.length - a.length) ?? [];
      expect(measuredCode).toContain(long);
    },
  );
});

test('careful.ts stands there whole, as it is tested', () => {
  const source = readFileSync(new URL('../../code/doctor/careful.ts', import.meta.url), 'utf8');
  const last = source.trimEnd().split('\n').length;
  expect(html().replaceAll(/<[^>]+>/g, '')).toContain(`doctor/careful.ts:1–${last}`);
});

/** A large page: what needs no visit of its own shares one. `prove site` shows it to axe. */
describe('In a real browser', () => {
  let site: OpenSite;
  let page: Page;
  beforeAll(async () => {
    if (!chromium) return;
    site = await openSite();
    page = await site.visit('/servers/');
  });
  afterAll(() => site?.[Symbol.asyncDispose]());
  beforeEach((ctx) => needs(ctx, 'chromium', chromium));

  const all = `${entries.length} servers`;

  const reset = async () => {
    await page.click('button[type=reset]');
    await page.waitForFunction(
      (text) => document.querySelector('server-filter .count')?.textContent === text,
      {},
      all,
    );
  };

  test('has each mark under its question', async () => {
    const middles = (places: string) =>
      page.$$eval(places, (found) =>
        found.map((one) => {
          const { left, right } = one.getBoundingClientRect();
          return Math.round((left + right) / 2);
        }),
      );
    const section = 'server-filter section:first-of-type';
    const heads = await middles(`${section} .columns > span`);
    expect(heads).toHaveLength(questions.length);
    expect(await middles(`${section} details:first-of-type .marks > span`)).toEqual(heads);
  });

  test('filters by words, by verdict, by question, and shows all again', async () => {
    const shownIds = () =>
      page.$$eval('server-filter details', (found) =>
        found.filter((one) => one.checkVisibility()).map(({ id }) => id),
      );
    const count = () => shown(page, 'server-filter .count');
    expect(await count()).toBe(all);

    await page.type('input[name=text]', 'haproxy sigusr1');
    expect(await shownIds()).toEqual(['haproxy-usr1', 'haproxy-usr1-limit']);
    expect(await count()).toBe(`2 of ${entries.length} servers`);
    expect(await shown(page, 'server-filter h3')).toBe('Proxies and web servers');
    await reset();

    await page.select('select[name=verdict]', 'graceful');
    const graceful = entries.filter(({ diagnoses }) => diagnoses.includes('graceful'));
    expect((await shownIds()).sort()).toEqual(graceful.map(({ id }) => id).sort());

    await page.select('select[name=question]', 'streams');
    const rough = graceful.filter(({ probes }) =>
      probes.some(({ id, level }) => /^P(8|9|10)$/.test(id) && level === 'warning'),
    );
    expect((await shownIds()).sort()).toEqual(rough.map(({ id }) => id).sort());
    expect(rough).not.toEqual([]);

    await page.type('input[name=text]', 'no such server');
    expect(await count()).toBe(`0 of ${entries.length} servers`);
    await reset();
  });

  test.for([
    ['nuxt', 'nitro'],
    ['remix', 'react-router'],
    ['next dev', 'next'],
    ['Next.js Docker', 'next-standalone'],
    ['svelte', 'sveltekit'],
  ])('finds by what people call it: %s', async ([said, id]) => {
    await page.type('input[name=text]', `${said}`);
    const found = await page.$$eval('server-filter details:not([hidden])', (all) =>
      all.map((one) => one.id),
    );
    expect(found).toContain(id);
    expect(found.length).toBeLessThan(6);
    await reset();
  });

  test('prints every fold open', async () => {
    await page.emulateMediaType('print');
    const hidden = await page.$$eval('server-filter .change', (found) =>
      found.filter((one) => one.getBoundingClientRect().height === 0).map((one) => one.innerHTML),
    );
    expect(hidden).toEqual([]);
    await page.emulateMediaType('screen');
  });

  test('fits into 360 px, folded and unfolded, the code too', async () => {
    await page.setViewport({ width: 360, height: 740 });
    expect(await tooWide(page)).toEqual([]);
    await unfold(page);
    expect(await tooWide(page)).toEqual([]);
  });

  test('opens the one that a link leads to', async () => {
    const page = await site.visit('/servers/#node-close');
    expect(await shown(page, '#node-close .change')).toMatch(/^Change: /);
    expect(await page.$('#koa[open]')).toBeNull();
  });

  test('is whole without a script, and has no filter then', async () => {
    const page = await site.visit('/servers/', { script: false });
    expect(await page.$$eval('server-filter details', (found) => found.length)).toBe(
      entries.length,
    );
    expect(await shown(page, 'server-filter form')).toBe('');
    expect(await shown(page, 'server-filter .count')).toBe(all);
    await page.click('#koa summary');
    const koa = words.find(({ id }) => id === 'koa');
    expect(plain(await shown(page, '#koa .change'))).toContain(plain(koa?.change ?? '?'));
  });

  test('wrote no error to the console', () => {
    expect(site.faults).toEqual([]);
  });
});

function sourcesIn(place: string): string[] {
  const files = [place, ...globSync(`${place}/**/*`)].filter((file) => statSync(file).isFile());
  return files.map((file) => readFileSync(file, 'utf8'));
}
