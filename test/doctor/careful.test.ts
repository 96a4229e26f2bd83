import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { rawClient } from '../helpers/raw-client.ts';
import { refused } from '../helpers/refused.ts';

const file = new URL('../../code/doctor/careful.ts', import.meta.url);

test('careful.ts can be taken away: under 80 lines, and nothing but Node', () => {
  const text = readFileSync(file, 'utf8');
  expect(text.split('\n').length - 1).toBeLessThan(80);
  const imported = [...text.matchAll(/from '(.*)'/g)].map(([, name]) => name);
  expect(imported).toEqual(['node:http', 'node:net']);
});

test('what is left at the limit is cut, and the process ends as it should', async () => {
  const { child, port, exit } = await serving('{ limit: 200 }');
  await using stuck = await rawClient(port);
  stuck.send('GET / HTTP/1.1');
  await using waiting = await rawClient(port);
  waiting.send('GET /never HTTP/1.1', 'Host: x', '');
  await told(child, '/never');

  const asked = performance.now();
  child.kill('SIGTERM');

  expect(await stuck.end()).toBe('');
  expect(await waiting.end()).toBe('');
  expect(await exit).toEqual([0, null]);
  expect(performance.now() - asked).toBeGreaterThan(190);
});

test('behind a balancer it says so first, and serves on with close until then', async () => {
  const { child, port, exit, heard } = await serving(
    `{ serveOn: 400, leaving: () => process.send('leaving') }`,
  );
  await using idle = await rawClient(port);
  idle.send('GET /when-told HTTP/1.1', 'Host: x', '');
  await told(child, '/when-told');
  child.send('answer');
  await idle.until('done');

  const asked = performance.now();
  child.kill('SIGTERM');
  await told(child, 'leaving');
  await using newcomer = await rawClient(port);
  newcomer.send('GET /when-told HTTP/1.1', 'Host: x', '');
  await told(child, '/when-told');
  child.send('answer');

  expect(await newcomer.end()).toMatch(/Connection: close.*done$/s);
  await refused(port);
  expect(performance.now() - asked).toBeGreaterThan(390);
  expect(await idle.end()).not.toMatch(/Connection: close/); // it had nothing to ask any more
  expect(await exit).toEqual([0, null]);
  expect(heard).toContain('leaving');
});

test('a client that could not be told while it serves on may ask once more, and is told then', async () => {
  const { child, port } = await serving(
    `{ serveOn: 60_000, leaving: () => process.send('leaving') }`,
  );
  await using client = await rawClient(port);
  client.send('GET /begun HTTP/1.1', 'Host: x', '');
  await client.until('begun'); // its head is out
  child.kill('SIGTERM');
  await told(child, 'leaving');
  child.send('answer');
  await client.until('done');

  client.send('GET /when-told HTTP/1.1', 'Host: x', '');
  await told(child, '/when-told');
  child.send('answer');
  expect(await client.end()).toMatch(/Connection: close.*done$/s);
});

test('it ends with the last answer, without waiting for the limit', async () => {
  const { child, port, exit } = await serving('{ limit: 60_000 }');
  await using client = await rawClient(port);
  client.send('GET /when-told HTTP/1.1', 'Host: x', '');
  await told(child, '/when-told');

  child.kill('SIGINT');
  await refused(port);
  child.send('answer');

  expect(await client.end()).toMatch(/Connection: close.*done$/s);
  expect(await exit).toEqual([0, null]);
});

test('what is to be done afterwards is waited for, and comes after the last answer', async () => {
  const { child, port, exit, heard } = await serving(
    `{ after: () => new Promise((done) => { process.send('after'); setTimeout(done, 50); }) }`,
  );
  await using client = await rawClient(port);
  client.send('GET /when-told HTTP/1.1', 'Host: x', '');
  await told(child, '/when-told');

  child.kill('SIGTERM');
  await refused(port);
  expect(heard).not.toContain('after');
  child.send('answer');

  expect(await exit).toEqual([0, null]);
  expect(heard.at(-1)).toBe('after');
});

test('a second signal ends it at once, with 1', async () => {
  const { child, port, exit } = await serving('{ limit: 60_000 }');
  await using waiting = await rawClient(port);
  waiting.send('GET /never HTTP/1.1', 'Host: x', '');
  await told(child, '/never');

  child.kill('SIGTERM');
  await refused(port);
  child.kill('SIGTERM');

  expect(await exit).toEqual([1, null]);
  expect(await waiting.end()).toBe('');
});

test('a WebSocket that answers the farewell ends the wait; another one is cut at the limit', async () => {
  const { child, port, exit } = await serving('{ limit: 200, goodbye: () => farewell() }');
  const upgrade = ['GET / HTTP/1.1', 'Host: x', 'Connection: Upgrade', 'Upgrade: any', ''];
  await using polite = await rawClient(port);
  polite.send(...upgrade);
  await polite.until('101');
  await using deaf = await rawClient(port);
  deaf.send(...upgrade);
  await deaf.until('101');

  child.kill('SIGTERM');
  await polite.until('farewell');
  polite.socket.end();

  await deaf.end();
  expect(deaf.received).toContain('farewell');
  expect(await exit).toEqual([0, null]);
});

/** A careful server in a process of its own; says each path that it is asked for, and `listening`. */
async function serving(options: string) {
  const program = `
    import { createServer } from 'node:http';
    import { careful } from '${file}';
    const server = createServer((request, response) => {
      if (request.url === '/begun') response.write('begun');
      if (request.url !== '/never') process.once('message', () => response.end('done'));
      process.send(request.url);
    });
    const sockets = new Set();
    server.on('upgrade', (_, socket) => {
      sockets.add(socket);
      socket.write('HTTP/1.1 101 Switching Protocols\\r\\nConnection: Upgrade\\r\\nUpgrade: any\\r\\n\\r\\n');
      socket.on('error', () => {}).resume();
    });
    const farewell = () => { for (const socket of sockets) socket.write('farewell'); };
    careful(server, ${options});
    server.listen(0, '127.0.0.1', () => process.send(server.address().port));
    process.channel.unref();
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = once(child, 'exit');
  const heard: unknown[] = [];
  child.on('message', (message) => heard.push(message));
  const [port] = await once(child, 'message');
  return { child, port: Number(port), exit, heard };
}

async function told(child: ChildProcess, path: string): Promise<void> {
  for (;;) {
    const [message] = await once(child, 'message');
    if (message === path) return;
  }
}
