import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  type ListOptions,
  listSockets,
  NoSocketTable,
  type Owner,
  type SocketRow,
} from '../../code/sockets/list-sockets.ts';
import { connect, listen } from './scene.ts';

const linux = process.platform === 'linux';

describe.runIf(linux)('listSockets() at real sockets', () => {
  test('shows a listening socket, and nothing on its port once it is closed', async () => {
    const { server, port } = await listen();

    const [row, ...others] = await listSockets({ port });
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      local: { address: '127.0.0.1', port },
      remote: { address: '0.0.0.0', port: 0 },
      state: 'LISTEN',
      recvQueue: 0,
      uid: process.getuid?.(),
    });
    expect(row?.inode).toBeGreaterThan(0);
    expect(row).not.toHaveProperty('owner');

    server.close();
    await once(server, 'close');
    expect(await listSockets({ port })).toEqual([]);
  });

  test('shows both ends of a connection, each with the process that holds it', async () => {
    const server = await startServer('accepts');
    const client = await connect(server.port);

    const rows = await until(server.port, accepted, { owners: true });
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({ state: 'LISTEN', owner: ownerOf(server) });
    expect(endAt(rows, server.port, client.localPort)).toMatchObject({
      state: 'ESTABLISHED',
      owner: ownerOf(server),
    });
    expect(endAt(rows, client.localPort, server.port)).toMatchObject({
      state: 'ESTABLISHED',
      owner: ownerOf(process),
    });
  });

  test('walks only the processes it is given', async () => {
    const server = await startServer('accepts');
    const client = await connect(server.port);
    await until(server.port, accepted);

    const rows = await listSockets({ port: server.port, pids: [process.pid] });
    expect(rows).toHaveLength(3);
    const owned = rows.filter((row) => row.owner);
    expect(owned.map((row) => row.local.port)).toEqual([client.localPort]);
    expect(rows.filter((row) => row.owner === null)).toHaveLength(2);
  });

  test('names the lowest pid of those that share a socket', async () => {
    const { server, port } = await listen();
    const program = `
      process.once('message', (_, handle) => { process.handle = handle; process.send('held'); });
      process.once('disconnect', () => process.exit());`;
    const child = spawn(process.execPath, ['-e', program], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    child.send('take this', server);
    await once(child, 'message');

    const pids = [process.pid, child.pid as number];
    for (const asked of [pids, pids.toReversed()]) {
      const [row] = await listSockets({ port, pids: asked });
      expect(row?.owner?.pid).toBe(Math.min(...pids));
    }
  });

  test('keeps listening sockets only when asked for those', async () => {
    const server = await startServer('accepts');
    await connect(server.port);

    const rows = await listSockets({ port: server.port, listening: true });
    expect(rows.map((row) => row.state)).toEqual(['LISTEN']);
  });

  test('gives a connection that nobody has accepted yet inode 0 and no owner', async () => {
    const server = await startServer('sleeps');
    const client = await connect(server.port);

    const oneWaits = ([listener, ...ends]: SocketRow[]) =>
      listener?.recvQueue === 1 && ends.length === 2;
    const rows = await until(server.port, oneWaits, { owners: true });
    expect(rows[0]).toMatchObject({ state: 'LISTEN', owner: ownerOf(server) });
    expect(endAt(rows, server.port, client.localPort)).toMatchObject({
      state: 'ESTABLISHED',
      inode: 0,
      owner: null,
    });

    server.process.kill('SIGCONT');
    const later = await until(server.port, accepted, { owners: true });
    expect(endAt(later, server.port, client.localPort)?.owner).toEqual(ownerOf(server));
  });

  test('shows CLOSE_WAIT where one end has hung up and the other has not', async () => {
    const { port } = await listen({ allowHalfOpen: true });
    const client = await connect(port);
    client.end();

    const { localPort } = client;
    const bothAre = (near: string, far: string) => (rows: SocketRow[]) =>
      endAt(rows, localPort, port)?.state === near && endAt(rows, port, localPort)?.state === far;
    await until(port, bothAre('FIN_WAIT2', 'CLOSE_WAIT'));
  });

  test('shows TIME_WAIT, which nobody owns, at the end that hung up first', async () => {
    const { port } = await listen();
    const client = await connect(port);
    const { localPort } = client;
    client.end();
    await once(client, 'close');

    const inTimeWait = (row: SocketRow) => row.state === 'TIME_WAIT';
    const rows = await until(port, (now) => now.some(inTimeWait), { owners: true });
    const row = rows.find(inTimeWait);
    expect(row?.local.port).toBe(localPort);
    expect(row).toMatchObject({ inode: 0, owner: null, timer: { kind: 'timewait' } });
    expect(row?.timer?.ms).toBeGreaterThan(30_000);
    expect(row?.timer?.ms).toBeLessThanOrEqual(60_000);
  });

  test('counts the bytes that wait at each end', async () => {
    const { port } = await listen({}, (socket) => socket.pause());
    const client = await connect(port);
    await new Promise((sent) => client.write('twelve bytes', sent));

    const rows = await until(port, (now) => now.some((row) => row.recvQueue === 12));
    const row = rows.find((one) => one.recvQueue === 12);
    expect(row?.local.port).toBe(port);
  });

  test('tells the TCP keepalive timer and how long it has to go', async () => {
    const { port } = await listen();
    const client = await connect(port);
    client.setKeepAlive(true, 90_000);

    const rows = await until(port, (now) => now.some((row) => row.timer?.kind === 'keepalive'));
    const row = rows.find((one) => one.timer);
    expect(row?.local.port).toBe(client.localPort);
    expect(row?.timer).toMatchObject({ kind: 'keepalive', tries: 0 });
    expect(row?.timer?.ms).toBeGreaterThan(60_000);
    expect(row?.timer?.ms).toBeLessThanOrEqual(90_000);
  });

  test('shows an IPv4 client of a dual-stack server with IPv4 addresses at both ends', async (ctx) => {
    const { port } = await listen({}, undefined, '::').catch(() => ({ port: null }));
    if (port === null) return ctx.skip('this machine has no IPv6');
    await connect(port);

    const rows = await until(port, (now) => now.length === 3);
    expect(rows.map((row) => row.local.address)).toEqual(['::', '127.0.0.1', '127.0.0.1']);
  });

  test('reads every page of the table, and knows the last one by its length', async () => {
    const ports: number[] = [];
    while (ports.length < 60) {
      ports.push((await listen()).port); // a page holds 27 rows, so this passes two borders
      const seen = (await listSockets({ listening: true })).map(({ local }) => local.port);
      expect(ports.filter((port) => !seen.includes(port))).toEqual([]);
    }
  });

  test('throws NoSocketTable on a system without a reader', async () => {
    const { platform } = process;
    Object.defineProperty(process, 'platform', { value: 'sunos' });
    onTestFinished(() => void Object.defineProperty(process, 'platform', { value: platform }));

    await expect(listSockets()).rejects.toThrow(
      new NoSocketTable(
        'no socket table: there is no reader for sunos yet',
        'run it on Linux, macOS or Windows',
      ),
    );
  });

  test('throws NoSocketTable, with a remedy, where there is no /proc', async () => {
    const refused = listSockets({ proc: '/nowhere' });
    await expect(refused).rejects.toThrow(NoSocketTable);
    await expect(refused).rejects.toThrowErrorMatchingInlineSnapshot(
      `[NoSocketTable: no socket table: /nowhere/net/tcp cannot be read (ENOENT)]`,
    );
    await expect(refused).rejects.toMatchObject({
      remedy: 'mount /proc, or run outside the sandbox that hides it',
    });
  });
});

interface ServerProcess {
  process: ChildProcess;
  pid: number;
  port: number;
}

/** A server in a process of its own; one that `sleeps` is stopped by a signal before it accepts. */
async function startServer(manner: 'accepts' | 'sleeps'): Promise<ServerProcess> {
  const program = `
    const server = require('node:net').createServer(socket => socket.on('error', () => {}).resume());
    server.listen(0, '127.0.0.1', () => process.send(server.address().port));
    process.once('message', () => process.kill(process.pid, 'SIGSTOP'));
    process.once('disconnect', () => process.exit());`;
  const child = spawn(process.execPath, ['-e', program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [port] = await once(child, 'message');
  const pid = child.pid as number;
  // Rows of an earlier server with this port would be counted as this one's.
  if ((await listSockets({ port })).length > 1) return startServer(manner);
  if (manner === 'sleeps') {
    child.send('sleep');
    await vi.waitFor(() => expect(processState(pid)).toBe('T'), { timeout: 10_000, interval: 5 });
  }
  return { process: child, pid, port: port as number };
}

const processState = (pid: number): string | undefined =>
  /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];

/** Reads the rows of a port again and again until they are as wished; the last ones fail the test. */
function until(
  port: number,
  wished: (rows: SocketRow[]) => boolean,
  options: ListOptions = {},
): Promise<SocketRow[]> {
  return vi.waitFor(
    async () => {
      const rows = await listSockets({ ...options, port });
      if (!wished(rows)) expect.fail(`still: ${JSON.stringify(rows)}`);
      return rows;
    },
    { timeout: 10_000, interval: 5 },
  );
}

/** Both ends are held by somebody, and the listener has nothing more to take. */
const accepted = (rows: SocketRow[]): boolean =>
  rows.length === 3 && rows.every((row) => row.inode !== 0) && rows[0]?.recvQueue === 0;

const endAt = (rows: readonly SocketRow[], local: number, remote: number): SocketRow | undefined =>
  rows.find((row) => row.local.port === local && row.remote.port === remote);

const ownerOf = ({ pid }: { pid: number }): Owner => ({ pid, program: node });
const node = basename(realpathSync(process.execPath));
