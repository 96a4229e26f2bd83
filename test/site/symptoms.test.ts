import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { listLessons } from '../../code/course/lessons.ts';
import { findProgram } from '../../code/lab/find-program.ts';
import { commands } from '../../lessons/commands.ts';
import { symptoms } from '../../lessons/symptoms.ts';
import { mayUnshare, needs, needsGrant } from '../helpers/needs.ts';
import { chromium, dist, type OpenSite, openSite } from './built.ts';
import { plain, shown } from './on-page.ts';

const lessons = listLessons();

test('The rows keep their anchors: people have them in their notes', () => {
  expect(symptoms.map(({ id }) => id)).toEqual([
    'still-answers',
    'curl-too',
    'never-closes',
    'port-in-use',
    'held-by-a-stream',
    'reset-on-reuse',
    '502-on-post',
    'first-after-quiet',
    '502-during-deploys',
    'post-ran-twice',
    'old-host',
    'close-wait',
    'ports-used-up',
    'seventh-tab',
  ]);
});

describe.each(symptoms)('$id', ({ id, told, says, first, read, now, lessons: leadsTo }) => {
  test('has what is seen, a command for each system, readings, remedies, and a lesson that exists', () => {
    expect([...told, ...says]).not.toEqual([]);
    for (const command of Object.values(first)) expect(command).toMatch(/\w/);
    expect(read.length).toBeGreaterThanOrEqual(2);
    expect(now).not.toEqual([]);
    const known = lessons.map(({ slug }) => slug);
    for (const slug of leadsTo) expect(known).toContain(slug);
  });

  test('has no claim without a source that can be opened, or a date and what it was measured on', () => {
    for (const { source } of [...read, ...now]) {
      if (source.href) expect(source.href).toMatch(/^(https:\/\/|\/\d\d-|\/servers\/#|#)/);
      else expect(source.name).toMatch(/^measured on .*\d.*, November 2026$/);
    }
  });

  test('stands on the page, and leads to those of its lessons that are written', () => {
    const html = readFileSync(join(dist(), 'symptoms/index.html'), 'utf8');
    const [section = ''] = html.split(`id="${id}"`)[1]?.split('</section>') ?? [];
    for (const slug of leadsTo) {
      const { number, title, page } = lessons.find((lesson) => lesson.slug === slug) ?? {};
      const said = section.replaceAll(/ class="[^"]*"/g, '');
      if (page) expect(said).toContain(`Lesson ${number}: <a href="/${slug}/">${title}</a>`);
      else expect(said).not.toContain(`Lesson ${number}:`);
    }
    expect(html).toContain(`href="#${id}"`);
  });
});

describe('What Node prints', () => {
  const saidBy = (id: string) => symptoms.find((symptom) => symptom.id === id)?.says ?? [];

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

  test.for([
    ['Error: listen EADDRINUSE: address already in use 127.0.0.1:7888', 'port-in-use'],
    ['SocketError: other side closed', 'reset-on-reuse'],
    ['EADDRNOTAVAIL', 'ports-used-up'],
    ['upstream prematurely closed connection while reading response header', '502-on-post'],
    ['Tests closed successfully but something prevents', 'never-closes'],
  ])('a search for “%s” leads to its row', async ([pasted, id], ctx) => {
    needs(ctx, 'chromium', chromium);
    const page = await site.visit('/');
    await page.keyboard.press('/');
    await page.waitForFunction(() => document.activeElement?.matches('site-search input'));
    await page.keyboard.type(pasted ?? '');
    await page.waitForSelector(`site-search a[href^="/symptoms/"][href$="#${id}"]`);
    await page.close();
  });

  test('the page is complete without JavaScript', async (ctx) => {
    needs(ctx, 'chromium', chromium);
    const page = await site.visit('/symptoms/', { script: false });
    const text = await shown(page, 'main');
    const parts = symptoms.flatMap(({ title, says, read, now }) => [
      title,
      ...says,
      ...read.flatMap(({ see, means }) => [see, means]),
      ...now.map((remedy) => remedy.text),
    ]);
    expect(parts.filter((part) => !text.includes(plain(part)))).toEqual([]);
    await page.close();
  });
});

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
