import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { findProgram } from '../../code/lab/find-program.ts';
import { needs } from '../helpers/needs.ts';
import { said } from './big-paste.ts';
import { chromium, dist, type OpenSite, openSite, type Visit } from './built.ts';
import { colours, objections, shown, tabTo, tooWide, turn, unfold } from './on-page.ts';

let site: OpenSite;
beforeAll(async () => {
  if (chromium) site = await openSite();
});
afterAll(() => site?.[Symbol.asyncDispose]());
beforeEach((ctx) => needs(ctx, 'chromium', chromium));

async function visit(options?: Visit): Promise<Page> {
  const page = await site.visit('/table/', options);
  if (options?.script !== false) await page.waitForSelector('your-table .of-port option + option');
  return page;
}

/** Puts a text into the clipboard and presses Ctrl+V in the field. */
async function paste(page: Page, text: string): Promise<void> {
  await page.bringToFront();
  const { origin } = new URL(page.url());
  await page
    .browserContext()
    .overridePermissions(origin, ['clipboard-read', 'clipboard-sanitized-write']);
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.focus('your-table textarea');
  await page.keyboard.down('Control');
  await page.keyboard.press('v', { commands: ['paste'] });
  await page.keyboard.up('Control');
}

const specimen = (name: string) => readFileSync(`test/specimens/sockets/${name}.txt`, 'utf8');

describe('A table that this machine has just printed', () => {
  test('is drawn: who listens, both ends on one line, and who holds them', async (ctx) => {
    needs(ctx, 'ss', findProgram(['ss'], process.env));
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = connect(port, '127.0.0.1');
    onTestFinished(() => {
      client.destroy();
      server.close();
    });
    await once(server, 'connection');
    const filter = `( sport = :${port} or dport = :${port} )`;
    const printed = execFileSync('ss', ['-tnap', filter], { encoding: 'utf8' });

    const page = await visit();
    await paste(page, printed);
    await said(page, '3 TCP rows');
    const me = new RegExp(`^127.0.0.1:${port} \\S+ ${process.pid} LISTEN$`);
    expect(await shown(page, '.listeners')).toMatch(me);
    expect(await shown(page, '.connections li')).toMatch(
      new RegExp(
        `^server end: 127.0.0.1:${port} ESTABLISHED \\S+ ${process.pid} client end: 127.0.0.1:${client.localPort} ESTABLISHED \\S+ ${process.pid}$`,
      ),
    );
    const [left, right] = await page.$$eval('.connections .end', (ends) =>
      ends.map((end) => end.getBoundingClientRect().top),
    );
    expect(left).toBe(right);
  });
});

test('A paste leaves nothing to load and sends nothing, from the page or its worker', async () => {
  const page = await visit();
  await page.waitForNetworkIdle();
  const [worker] = page.workers();
  if (!worker) throw new Error('The page has no worker.');
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await worker.client.send('Network.enable');
  worker.client.on('Network.requestWillBeSent', ({ request }) => requests.push(request.url));

  await paste(page, specimen('linux-ss-tan-queue'));
  await said(page, '4 TCP rows');
  for (const example of await page.$$('.examples button')) await example.click();
  await page.waitForSelector('.of-port option[value="7777"]');
  await page.select('.of-port select', '7777');
  await page.waitForFunction(() => document.querySelectorAll('.port').length === 1);
  await page.waitForNetworkIdle();
  expect(requests).toEqual([]);
  const loaded = 'performance.getEntriesByType("resource").map(({ name }) => name)';
  expect(await worker.evaluate(loaded)).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('10.0.0.1');
});

describe('What was read is said, and what was not', () => {
  test('rows, sockets of other kinds, and each line that was not understood, with its reason', async () => {
    const page = await visit();
    await paste(
      page,
      [
        'udp   UNCONN 0 0 0.0.0.0:53 0.0.0.0:*',
        'tcp   LISTEN 0 511 127.0.0.1:7888 0.0.0.0:*',
        'tcp   ESTAB 0 0 127.0.0.1:7888 192.168.1.',
      ].join('\n'),
    );
    await said(page, '1 TCP row; left out 1 UDP; 1 line not understood: 3');
    expect(await shown(page, '.unread li')).toMatch(/^3 .*\w.* 127\.0\.0\.1:7888 192\.168\.1\.$/);
    expect(await shown(page, '.words')).toContain('Only LISTEN rows');
    await unfold(page);
    expect(await objections(page)).toEqual([]);
    await turn(page, 'dark');
    expect(await objections(page, colours)).toEqual([]);
    await page.setViewport({ width: 360, height: 740 });
    expect(await tooWide(page)).toEqual([]);
  });

  test('«no TCP rows» and «could not read» differ', async () => {
    const page = await visit();
    await paste(page, 'udp UNCONN 0 0 0.0.0.0:53 0.0.0.0:*');
    await said(page, 'no TCP rows here (1 UDP)');
    await page.click('.clear');
    await said(page, 'Nothing pasted yet.');
    expect(await shown(page, '.output')).toBe('');
    await paste(page, 'Dear colleague, the server is down.');
    await said(page, 'Could not read this');
  });

  test('a guessed state and a cut address are marked, two moments are told apart', async () => {
    const page = await visit();
    await paste(page, specimen('macos27-netstat_anv'));
    await said(page, '5 TCP rows');
    expect(await shown(page, '.connections')).toContain('[2001:0db8:1152:2…]:57478');
    await page.keyboard.down('Control');
    await page.keyboard.press('a', { commands: ['selectAll'] });
    await page.keyboard.up('Control');
    await paste(page, specimen('linux-netstat-two-polls'));
    await page.waitForFunction(() => document.querySelectorAll('.read-table').length > 1);
    expect(await shown(page, '.read-table h2')).toMatch(/Table 2: .*apart since a time stands/);
  });

  test('a program cannot put markup into the page', async () => {
    const page = await visit();
    await paste(
      page,
      'LISTEN 0 511 127.0.0.1:7888 0.0.0.0:* users:(("<img/src=x>",pid=7,fd=3))\nESTAB 0 0 1.2.3.4:5 <img/src=x>',
    );
    await said(page, '1 TCP row');
    expect(await shown(page, '.listeners')).toContain('<img/src=x> 7');
    expect(await page.$('your-table img')).toBeNull();
  });
});

describe('Examples, files, ports', () => {
  test('an example is one key away, and a paste replaces it', async () => {
    const page = await visit();
    await tabTo(page, '.examples li:nth-of-type(3) button');
    await page.keyboard.press('Enter');
    await said(page, '3 TCP rows');
    expect(await shown(page, '.output h2')).toMatch(/^Linux netstat \(netstat -ano \| grep 7888\)/);
    await paste(page, specimen('linux-ss-tan-queue'));
    await said(page, '4 TCP rows');
    expect(await page.$eval('#pasted', (field) => (field as HTMLTextAreaElement).value)).toBe(
      specimen('linux-ss-tan-queue'),
    );
  });

  test('every example is read without a rest', async () => {
    const page = await visit();
    for (const example of await page.$$('.examples button')) {
      await example.click();
      const text = await example.evaluate((button) => (button as HTMLButtonElement).value);
      await page.waitForFunction(
        (lines) => document.querySelector('.read-table h2')?.textContent?.includes(lines),
        {},
        `to ${text.split('\n').length}`,
      );
      expect(await shown(page, '[role=status]')).toMatch(/^\d+ TCP rows$/);
    }
  });

  test('a file is read as its system wrote it: UTF-16 of Windows', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'table-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'netstat.txt');
    const text = specimen('windows-netstat_ano-german');
    await writeFile(file, `\uFEFF${text}`, 'utf16le');
    const page = await visit();
    const input = (await page.$('.file input')) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(file);
    await said(page, '5 TCP rows');
    expect(await shown(page, '.listeners')).toContain('LISTEN');
  });

  test('one port may be chosen of many', async () => {
    const page = await visit();
    await paste(page, specimen('windows-netstat_ano-close-wait-syn-sent'));
    await page.waitForSelector('.of-port option[value="4444"]');
    await page.select('.of-port select', '80');
    await page.waitForFunction(() => document.querySelectorAll('.output h3').length === 1);
    expect(await shown(page, '.output h2, .output h3')).toMatch(/, port 80 Port 80$/);
    expect(await page.$$eval('.connections li', (all) => all.length)).toBe(3);
  });
});

test('Without JavaScript an example stands there, read, beside the command', async () => {
  const page = await visit({ script: false });
  expect(await shown(page, '[role=status]')).toBe('8 TCP rows');
  expect(await shown(page, '.connections')).toMatch(/ESTABLISHED \S+ \d+ does not listen here/);
  expect(await shown(page, '.words')).toContain('Who answers next on port 7888?');
  expect(await shown(page, 'main')).toContain('npm run sockets -- --from table.txt');
  expect(await shown(page, '.controls')).toBe('');
  expect(await page.$eval('#pasted', (field) => (field as HTMLTextAreaElement).readOnly)).toBe(
    true,
  );
});

test('On paper the drawing stands without its tools', async () => {
  const page = await visit();
  await page.emulateMediaType('print');
  expect(await shown(page, '.controls')).toBe('');
  expect(await shown(page, '.connections')).toContain('does not listen here');
});

test('The reader is 27 KB at most, and no other page loads it', () => {
  const [file = '', ...others] = globSync('_astro/table-worker-*.js', { cwd: dist() });
  expect(others).toEqual([]);
  const code = readFileSync(join(dist(), file));
  expect(brotliCompressSync(code).length).toBeLessThanOrEqual(27 * 1024);
  expect(readFileSync(join(dist(), 'symptoms/index.html'), 'utf8')).not.toContain('YourTable');
});

test('No page that was opened here wrote an error to the console', () => {
  expect(site.faults).toEqual([]);
});
