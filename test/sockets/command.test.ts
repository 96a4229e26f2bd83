import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { UsageError } from '../../code/base/errors.ts';
import { createRepaint } from '../../code/base/repaint.ts';
import { sockets } from '../../code/cli/sockets/act.ts';
import type { SocketsIo } from '../../code/cli/sockets/text.ts';
import { NoSocketTable } from '../../code/sockets/list-sockets.ts';
import { namespaceNote } from '../../code/sockets/namespace.ts';
import { watchSockets } from '../../code/sockets/watch-sockets.ts';
import { connection } from './scene.ts';

const linux = process.platform === 'linux';

describe.runIf(linux)('sockets PORT', () => {
  test('prints the table and ends with 0', async () => {
    const { port, client } = await connection();
    const world = createWorld();

    expect(await sockets(port, {}, world)).toBe(0);
    expect(world.text()).toContain(`Port ${port}: 1 listening socket, 1 connection\n`);
    expect(world.text()).toMatch(
      new RegExp(`127.0.0.1:${port} +ESTABLISHED .*──.* 127.0.0.1:${client.localPort} +ESTAB`),
    );
    expect(world.text()).not.toContain('owner');
  });

  test('names the owners when asked', async () => {
    const { port } = await connection();
    const world = createWorld();

    await sockets(port, { owners: true }, world);
    expect(world.text().split(`node ${process.pid}`)).toHaveLength(4);
  });

  test('prints listening sockets only when asked', async () => {
    const { port, server } = await connection();
    const world = createWorld();

    expect(await sockets(port, { listening: true }, world)).toBe(0);
    expect(world.text()).toContain(`Port ${port}: 1 listening socket, no connection\n`);
    server.close();
    expect(await sockets(port, { listening: true }, world)).toBe(1);
    expect(await sockets(port, {}, world)).toBe(0);
  });

  test('ends with 1 when nothing is on the port', async () => {
    const { port, server, client } = await connection();
    server.close();
    client.resetAndDestroy(); // no TIME_WAIT after a reset
    await once(server, 'close');
    const world = createWorld();

    expect(await sockets(port, {}, world)).toBe(1);
    expect(world.text()).toContain(`Port ${port}: no listening socket, no connection\n`);
  });

  test('prints the table of the whole machine without a port', async () => {
    const { port } = await connection();
    const world = createWorld();

    expect(await sockets(undefined, {}, world)).toBe(0);
    expect(world.text()).toMatch(/^This machine: \d+ listening socket/);
    expect(world.text()).toContain(`127.0.0.1:${port} `);
  });

  test('takes the listening end for the server, also when the port of the client was asked', async () => {
    const { port, client } = await connection();
    const world = createWorld();

    await sockets(client.localPort, {}, world);
    expect(world.text()).toMatch(new RegExp(`^127.0.0.1:${port} +ESTABLISHED .*──`, 'm'));
  });

  test('prints JSON that a program can read, one table a line', async () => {
    const { port, client } = await connection();
    const world = createWorld();

    expect(await sockets(port, { json: true, owners: true }, world)).toBe(0);
    expect(world.text()).toMatch(/^\[.*\]\n$/);
    const rows = JSON.parse(world.text());
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({
      local: { port },
      state: 'LISTEN',
      owner: { pid: process.pid },
    });
    expect(rows.map((row: { remote: { port: number } }) => row.remote.port).sort()).toEqual(
      [0, port, client.localPort].sort(),
    );
  });

  test('keeps within a narrow terminal, and asks no width of a pipe', async () => {
    const { port } = await connection();
    const narrow = createWorld();
    await sockets(port, {}, { ...narrow, isTTY: true, columns: 40 });
    for (const line of narrow.text().split('\n')) expect(line.length).toBeLessThanOrEqual(40);
    expect(narrow.text()).toContain(`server 127.0.0.1:${port} ESTABLISHED`);

    const piped = createWorld();
    await sockets(port, {}, { ...piped, columns: 40 });
    expect(piped.text()).toContain('──');
  });

  test.each([0, -1, 65_536, 7888.5, Number.NaN])('refuses %s, which is no port', async (port) => {
    const refused = sockets(port, {}, createWorld());
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(`${port} is no port`);
  });

  test('throws NoSocketTable where there is no table', async () => {
    const lost = sockets(7888, { proc: '/nowhere' }, createWorld());
    await expect(lost).rejects.toThrow(NoSocketTable);
  });
});

describe.runIf(linux)('sockets PORT --watch', () => {
  test('prints a block for each change, and nothing while nothing changes', async () => {
    const { port, server, client } = await connection();
    const world = createWorld();
    const watching = sockets(port, { watch: true }, world);

    await vi.waitFor(() => expect(world.blocks()).toHaveLength(1), quickly);
    expect(world.blocks()[0]).toMatch(/^\d{4}-\d\d-\d\dT.*Z\nPort/);
    server.close();
    await vi.waitFor(() => expect(world.blocks()).toHaveLength(2), quickly);
    expect(world.blocks()[1]).toMatch(new RegExp(`^- +127.0.0.1:${port} +LISTEN`, 'm'));
    client.resetAndDestroy();
    await vi.waitFor(() => expect(world.blocks()).toHaveLength(3), quickly);
    expect(world.blocks()[2]).toMatch(new RegExp(`^- +127.0.0.1:${port} +ESTABLISHED`, 'm'));

    world.end('Ctrl-C');
    await expect(watching).rejects.toBe('Ctrl-C');
    expect(world.blocks()).toHaveLength(3);
  });

  test('paints over the table before on a terminal', async () => {
    const { port, server } = await connection();
    const world = createWorld();
    const watching = sockets(port, { watch: true }, { ...world, isTTY: true, columns: 120 });

    await vi.waitFor(() => expect(world.text()).toContain('LISTEN'), quickly);
    const height = world.text().split('\n').length - 1;
    server.close();
    await vi.waitFor(() => expect(world.text()).toContain(`\x1b[${height}A\r\x1b[J`), quickly);
    expect(world.text()).not.toMatch(/\d{4}-\d\d-\d\dT/);

    world.end('Ctrl-C');
    await expect(watching).rejects.toBe('Ctrl-C');
  });

  test('paints over nothing on a terminal that cannot', async () => {
    const { port, server } = await connection();
    const world = createWorld();
    const dumb = { ...world, isTTY: true, env: { TERM: 'dumb' } };
    const watching = sockets(port, { watch: true }, dumb);

    await vi.waitFor(() => expect(world.blocks()).toHaveLength(1), quickly);
    server.close();
    await vi.waitFor(() => expect(world.blocks()).toHaveLength(2), quickly);
    expect(world.text()).not.toContain('\x1b');

    world.end('Ctrl-C');
    await expect(watching).rejects.toBe('Ctrl-C');
  });

  test('prints a line of JSON for each change', async () => {
    const { port, server } = await connection();
    const world = createWorld();
    const watching = sockets(port, { watch: true, json: true }, world);

    const tables = () =>
      world
        .text()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    await vi.waitFor(() => expect(tables()).toHaveLength(1), quickly);
    server.close();
    await vi.waitFor(() => expect(tables()).toHaveLength(2), quickly);
    expect(tables().map((rows) => rows.length)).toEqual([3, 2]);

    world.end('Ctrl-C');
    await expect(watching).rejects.toBe('Ctrl-C');
  });
});

test.runIf(linux)('watchSockets() keeps silent while only other ports change', async () => {
  const { port, server } = await connection();
  const ending = new AbortController();
  const tables = watchSockets({ port, signal: ending.signal, interval: 1 });
  onTestFinished(() => ending.abort('the test is over'));
  expect((await tables.next()).value).toHaveLength(3);

  let told = false;
  const next = tables.next();
  void next.then(() => {
    told = true;
  });
  for (let others = 0; others < 20; others++) await connection();
  expect(told).toBe(false);
  server.close();
  expect((await next).value).toHaveLength(2);
});

describe('createRepaint()', () => {
  test('goes up as many lines as the text before takes in the window of now', () => {
    const world = { ...createWorld(), columns: 20, lines: 24 };
    const paint = createRepaint(world);
    paint('12345678901234567890\nshort\n');
    world.columns = 10; // the first line now takes two
    paint('next\n');
    expect(world.text()).toBe('12345678901234567890\nshort\n\x1b[3A\r\x1b[Jnext\n');
  });

  test('leaves out what the window has no lines for', () => {
    const world = { ...createWorld(), columns: 80, lines: 4 };
    createRepaint(world)('1\n2\n3\n4\n5\n');
    expect(world.text()).toBe('1\n2\n… 3 more lines\n');
  });
});

describe('namespaceNote()', () => {
  test.each([
    ['WSL', 'proc/version', 'Linux version 5.15.90.1-microsoft-standard-WSL2', /^This is WSL/],
    ['Docker', '.dockerenv', '', /^This is a container/],
    ['Podman', 'run/.containerenv', '', /^This is a container/],
    ['Kubernetes', 'proc/1/cgroup', '12:cpu:/kubepods/besteffort/pod1', /^This is a container/],
    ['a plain Linux', 'proc/version', 'Linux version 6.1.0-32-amd64 (debian)', null],
  ])('knows %s', (_, file, content, expected) => {
    const root = mkdtempSync(join(tmpdir(), 'still-answering-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), content);

    const note = namespaceNote({ root: `${root}/` });
    if (expected) expect(note).toMatch(expected);
    else expect(note).toBeNull();
  });
});

const quickly = { timeout: 10_000, interval: 5 };

/** What the command sees of the world, and what it has printed there. */
function createWorld() {
  const ending = new AbortController();
  onTestFinished(() => ending.abort('the test is over'));
  let printed = '';
  return {
    out: (text: string) => {
      printed += text;
    },
    lines: undefined,
    env: {},
    isTTY: false,
    color: false,
    columns: 80,
    signal: ending.signal,
    end: (reason: string) => ending.abort(reason),
    text: () => printed,
    /** Tables of a piped watch: each begins with the time. */
    blocks: () => printed.split(/^(?=\d{4}-\d\d-\d\dT)/m).filter(Boolean),
  } satisfies SocketsIo & Record<string, unknown>;
}
