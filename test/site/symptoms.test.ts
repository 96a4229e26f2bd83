import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { listLessons } from '../../code/course/lessons.ts';
import { findProgram } from '../../code/lab/find-program.ts';
import { commands } from '../../lessons/commands.ts';
import { errorLines } from '../../lessons/error-lines.ts';
import { type SymptomId, symptomIds } from '../../lessons/symptoms/ids.ts';
import { symptoms } from '../../lessons/symptoms.ts';
import { mayUnshare, needs, needsGrant } from '../helpers/needs.ts';
import {
  attributesOf,
  chromium,
  dist,
  type OpenSite,
  openSite,
  readPage,
  textOf,
} from './built.ts';
import { colours, objections, plain, turn, unfold } from './on-page.ts';

const lessons = listLessons();

test('The symptoms keep their addresses: people have them in their notes', () => {
  expect(symptomIds.slice()).toEqual(expect.arrayContaining(beforeThePages));
  expect(symptoms.map(({ id }) => id)).toEqual(symptomIds);
});

/** Those that were anchors of the one page on which all symptoms stood. */
const beforeThePages = [
  ...['still-answers', 'curl-too', 'never-closes', 'port-in-use', 'held-by-a-stream'],
  ...['reset-on-reuse', '502-on-post', 'first-after-quiet', '502-during-deploys'],
  ...['post-ran-twice', 'old-host', 'close-wait', 'ports-used-up', 'seventh-tab'],
];

test.for(beforeThePages)('The old anchor #%s is an entry that leads to its page', (id) => {
  const list = readPage('symptoms');
  expect(attributesOf(list, `li[id="${id}"] a`, 'href')).toEqual([`/symptoms/${id}/`]);
});

describe.each(symptoms)('$id', ({ id, told, title, none, first, read, now, lessons: leadsTo }) => {
  const html = () => readFileSync(join(dist(), 'symptoms', id, 'index.html'), 'utf8');

  test('has what is seen, a command for each system, readings, remedies, and a lesson that exists', () => {
    expect(told).not.toEqual([]);
    for (const command of Object.values(first)) expect(command).toMatch(/\w/);
    expect(read.length).toBeGreaterThanOrEqual(2);
    expect(new Set(read.map((reading) => reading.id)).size).toBe(read.length);
    expect(now).not.toEqual([]);
    const known = lessons.map(({ slug }) => slug);
    for (const slug of leadsTo) expect(known).toContain(slug);
  });

  test('has no claim without a source that can be opened, or a date and what it was measured on', () => {
    for (const { source } of [...read, ...now]) {
      if (source.href)
        expect(source.href).toMatch(/^(https:\/\/|\/\d\d-|\/servers\/|\/symptoms\/)/);
      else expect(source.name).toMatch(/^measured on .*\d.*, November 2026$/);
    }
  });

  test('has a page that leads to its written lessons, to no planned one, and stands in the list', () => {
    for (const slug of leadsTo) {
      const { number, title, page } = lessons.find((lesson) => lesson.slug === slug) ?? {};
      const text = html().replaceAll(/ class="[^"]*"/g, '');
      if (page) expect(text).toContain(`Lesson ${number}: <a href="/${slug}/">${title}</a>`);
      else expect(text).not.toContain(title);
    }
    expect(html()).not.toContain('planned');
    const list = readFileSync(join(dist(), 'symptoms/index.html'), 'utf8');
    expect(list).toContain(`href="/symptoms/${id}/"`);
  });

  test('is complete without JavaScript', () => {
    const page = readPage(`symptoms/${id}`);
    const text = textOf(page, 'main');
    const parts = [
      ...[title, none, first.linux, first.macos, first.windows],
      ...read.flatMap(({ see, means }) => [see, means]),
      ...now.map((remedy) => remedy.text),
    ];
    expect(parts.filter((part) => !text.includes(plain(part)))).toEqual([]);
    const forms = attributesOf(page, 'command-fields form', 'hidden');
    expect(forms).toEqual(forms.map(() => true));
  });

  test('has all its error lines on its page', () => {
    const text = html()
      .replaceAll('&#39;', "'")
      .replaceAll('&quot;', '"')
      .replaceAll('&gt;', '>')
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&');
    const lines = errorLines.filter(({ fits }) => fits.includes(id));
    expect(lines.filter(({ line }) => !text.includes(line))).toEqual([]);
  });
});

describe('What Node prints', () => {
  const saidBy = (id: SymptomId) =>
    errorLines.filter(({ fits }) => fits.includes(id)).map(({ line }) => line);

  test.for([
    ['ended', 'Error: socket hang up', (socket: Socket): void => void socket.destroy()],
    ['reset', 'Error: read ECONNRESET', (socket: Socket): void => void socket.resetAndDestroy()],
  ] as const)('when a kept connection is %s under a request', async ([, text, cut]) => {
    const port = await server((socket, nth) => (nth === 1 ? answer(socket) : cut(socket)));
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    await ask(port, agent);
    const { error, reused } = await ask(port, agent);

    expect({ error: String(error), reused }).toEqual({ error: text, reused: true });
    expect(saidBy('reset-on-reuse')).toEqual(
      expect.arrayContaining([text, `code: '${error?.code}'`]),
    );
  });

  test('when fetch is cut off', async () => {
    const port = await server((socket) => void socket.destroy());
    const error = await fetch(`http://127.0.0.1:${port}/`).catch((cause) => cause);
    expect(saidBy('reset-on-reuse')).toEqual(
      expect.arrayContaining([
        String(error),
        `[cause]: ${error.cause.name}: ${error.cause.message}`,
        `code: '${error.cause.code}'`,
      ]),
    );
  });

  test('when a port is taken', async () => {
    const port = await server(() => {});
    const second = createServer().listen(port, '127.0.0.1');
    const [error] = await once(second, 'error');
    expect(saidBy('port-in-use')).toContain(String(error).replace(`${port}`, '7888'));
  });

  test('when all ports are used up', (ctx) => {
    needs(ctx, 'unshare', findProgram(['unshare'], process.env));
    needsGrant(ctx, 'namespaces', mayUnshare());
    const text = execFileSync('unshare', ['-n', 'sh', '-c', tenPorts, process.execPath, useUp]);
    expect(saidBy('ports-used-up')).toContain(`${text}`.trim());
  });
});

describe('The commands for Linux', () => {
  test('show both ends of a connection, its server, its process', async (ctx) => {
    needs(ctx, 'ss', findProgram(['ss'], process.env));
    const port = await server(() => {});
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    const { localPort } = socket;
    const run = (command: string) => {
      const mine = command.replaceAll('7888', `${port}`).replaceAll('PID', `${process.pid}`);
      return execFileSync('sh', ['-c', mine], { encoding: 'utf8' });
    };

    const rows = run(commands.rows.linux);
    expect(rows).toContain(`LISTEN`);
    expect(rows).toMatch(new RegExp(`127\\.0\\.0\\.1:${port} +127\\.0\\.0\\.1:${localPort}`));
    expect(rows).toMatch(new RegExp(`127\\.0\\.0\\.1:${localPort} +127\\.0\\.0\\.1:${port}`));
    expect(run(commands.listening.linux)).toContain(`pid=${process.pid},`);
    const established = run(commands.established.linux);
    expect(established).toContain(`:${localPort}`);
    expect(established).not.toContain('bytes_received'); // it has carried nothing
    expect(run(commands.ofProcess.linux)).toContain(`:${localPort}`);
    expect(run(commands.process.linux)).toContain('node');
  });

  test('run as they stand, where they need nothing of the reader’s', async (ctx) => {
    needs(ctx, 'ss', findProgram(['ss'], process.env));
    const own = symptoms.filter(({ first }) => /^ss (?!.*PID)/.test(first.linux));
    expect(own.length).toBeGreaterThan(5);
    for (const { first } of own) {
      expect(() => execFileSync('sh', ['-c', first.linux], { stdio: 'pipe' })).not.toThrow();
    }
  });
});

describe('In a real browser', () => {
  let site: OpenSite;
  beforeAll(async () => {
    if (chromium) site = await openSite();
  });
  afterAll(() => site?.[Symbol.asyncDispose]());

  describe('a search', () => {
    const field = 'site-search input';
    let page: Page;
    beforeAll(async () => {
      if (!chromium) return;
      page = await site.visit('/');
      await page.keyboard.press('/');
      await page.waitForFunction((one) => document.activeElement?.matches(one), {}, field);
    });

    test.for([
      ['Error: listen EADDRINUSE: address already in use 127.0.0.1:7888', 'port-in-use'],
      ['SocketError: other side closed', 'reset-on-reuse'],
      ['EADDRNOTAVAIL', 'ports-used-up'],
      ['upstream prematurely closed connection while reading response header', '502-on-post'],
      ['Tests closed successfully but something prevents', 'never-closes'],
      ['Net::HTTP::Persistent::Error: too many connection resets', 'reset-on-reuse'],
      ['GOAWAY closed buffered stream', 'goaway'],
    ] as const)('for “%s” leads to its page', async ([pasted, id], ctx) => {
      needs(ctx, 'chromium', chromium);
      await page.$eval(field, (one) => (one as HTMLInputElement).select());
      await page.keyboard.sendCharacter(pasted);
      await page.waitForSelector(`site-search a[href^="/symptoms/${id}/"]`);
    });
  });

  test('a pasted line shows its symptoms, the likeliest first, with what tells them apart', async (ctx) => {
    needs(ctx, 'chromium', chromium);
    const page = await site.visit('/symptoms/');
    await page.type('symptom-finder textarea', '{"msg":"Error: read ECONNRESET","pid":4712}');
    await page.waitForSelector('symptom-finder li');
    const hits = await page.$$eval('symptom-finder li', (all) =>
      all.map((hit) => [hit.querySelector('a')?.getAttribute('href'), hit.textContent]),
    );
    expect(hits.map(([href]) => href)).toEqual([
      '/symptoms/reset-on-reuse/',
      '/symptoms/502-during-deploys/',
      '/symptoms/upload-refused/',
      '/symptoms/first-after-quiet/',
    ]);
    for (const [, text] of hits) expect(text).toContain('It is this one when');
  });

  test.for([
    ['no such words here', 'No symptom knows this line.'],
    [
      'curl: (6) Could not resolve host: api.example.com',
      'Not this course’s. The name could not be looked up.',
    ],
  ])('“%s” leads to the first question', async ([pasted = '', said], ctx) => {
    needs(ctx, 'chromium', chromium);
    const page = await site.visit('/symptoms/');
    await page.type('symptom-finder textarea', pasted);
    const link = await page.waitForSelector('symptom-finder [role=status] a');
    expect(await page.$eval('symptom-finder [role=status]', (it) => it.textContent)).toContain(
      said,
    );
    expect(await link?.evaluate((it) => it.getAttribute('href'))).toBe('#first-question');
    expect(await page.$('#first-question')).not.toBeNull();
  });

  // An id that begins with a digit is no plain selector.
  test.for(['still-answers', '502-on-post'])(
    'the old anchor #%s goes on to its page; without a script it lands on its entry',
    async (id, ctx) => {
      needs(ctx, 'chromium', chromium);
      const page = await site.visit(`/symptoms/#${id}`);
      await page.waitForFunction((path) => location.pathname === path, {}, `/symptoms/${id}/`);
      const still = await site.visit(`/symptoms/#${id}`, { script: false });
      expect(await still.$$eval(':target a', ([link]) => link?.getAttribute('href'))).toBe(
        `/symptoms/${id}/`,
      );
    },
  );

  test('what stands in the fields stands in every command, in what is copied, and is kept', async (ctx) => {
    needs(ctx, 'chromium', chromium);
    const page = await site.visit('/symptoms/never-closes/', { watch: holdClipboard });
    await page.type('command-fields [name=PID]', '4712');
    const [linux = '', macos = ''] = await texts(page);
    expect(linux.trim()).toBe("ss -tnap | grep 'pid=4712,'");
    expect(macos.trim()).toBe('sudo lsof -nP -a -p 4712 -iTCP');
    await page.click('.expressive-code .copy button');
    expect(await page.evaluate(() => window.name)).toBe("ss -tnap | grep 'pid=4712,'");

    await page.goto(new URL('/symptoms/', page.url()).href);
    await page.type('command-fields [name="7888"]', '9000');
    await page.type('command-fields [name=SERVER]', 'api.example.com');
    await page.goto(new URL('/symptoms/reset-on-reuse/', page.url()).href);
    expect((await texts(page))[0]).toContain('http://api.example.com:9000/');
  });

  test('what could be more than a host stays out of a command', async (ctx) => {
    needs(ctx, 'chromium', chromium);
    const page = await site.visit('/symptoms/reset-on-reuse/');
    await page.type('command-fields [name=SERVER]', 'x/; rm -rf ~ #');
    expect((await texts(page))[0]).toContain('http://SERVER:7888/');
  });

  test('a long page fits a phone, and axe objects to nothing, light and dark', async (ctx) => {
    needs(ctx, 'chromium', chromium);
    const page = await site.visit('/symptoms/reset-on-reuse/', { width: 390 });
    await unfold(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await objections(page)).toEqual([]);
    await turn(page, 'dark');
    expect(await objections(page, colours)).toEqual([]);
  });
});

/** The texts of the page's commands, as they are shown. */
const texts = (page: Page) =>
  page.$$eval('main .expressive-code pre', (all) => all.map((one) => one.textContent ?? ''));

/** In place of the system's clipboard, which a browser without a window does not have. */
async function holdClipboard(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const writeText = async (text: string) => {
      window.name = text;
    };
    Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
  });
}

/** In a network of its own, with ten local ports to connect from: runs the program $0 on the text $1. */
const tenPorts = `ip link set lo up
  ip address add 10.0.0.5 dev lo
  echo 40000 40009 > /proc/sys/net/ipv4/ip_local_port_range
  exec "$0" -e "$1"`;

/** Connects until it cannot, and prints why. */
const useUp = `
  const { connect, createServer } = require('node:net');
  const open = () => connect(7888, '10.0.0.5', open).on('error', (error) => {
    console.log(String(error));
    process.exit();
  });
  createServer(() => {}).listen(7888, '10.0.0.5', open);`;

/** A server on a port of its own; `on` gets each request of a connection, counted from 1. */
async function server(on: (socket: Socket, nth: number) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const listening = createServer((socket) => {
    sockets.add(socket);
    let nth = 0;
    socket.on('data', () => on(socket, ++nth)).on('error', () => {});
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    listening.close();
    for (const socket of sockets) socket.destroy();
  });
  await once(listening, 'listening');
  return (listening.address() as AddressInfo).port;
}

function answer(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
}

interface Asked {
  error?: NodeJS.ErrnoException;
  reused: boolean;
}

function ask(port: number, agent: Agent): Promise<Asked> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, agent }, (response) => {
      response.resume().on('end', () => resolve({ reused: request.reusedSocket }));
    });
    request.on('error', (error) => resolve({ error, reused: request.reusedSocket }));
  });
}
