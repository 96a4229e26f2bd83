// Lesson 13: lessons/13-the-process-that-will-not-exit.mdx#who-holds-it
// Try it: npx tsx code/13-the-process-that-will-not-exit/who-holds.ts
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

const head = 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n';
/** What a client has sent when close() is called. */
const clients: Record<string, string> = {
  'a silent client': '',
  'half a head': 'GET / HT',
  'half a body': `POST${head.slice(3)}Content-Length: 4\r\n\r\nab`,
  'an open stream': `${head}Accept: text/event-stream\r\n\r\n`,
  'an upgraded one': `${head}Connection: Upgrade\r\nUpgrade: x\r\n\r\n`,
};
/** What else the process has open then; on `port` a server of another process listens. */
const others: Record<string, (port: number) => unknown> = {
  'a database’s pool': (port) => once(connect(port, '127.0.0.1'), 'connect'),
  'the pool of fetch': async (port) => await (await fetch(`http://127.0.0.1:${port}`)).text(),
  'a timer': () => setInterval(() => {}, 1_000),
  'a child process': () => spawn(process.execPath, ['-e', 'process.stdin.resume()']),
  'a worker': () => once(new Worker('setInterval(() => {}, 9)', { eval: true }), 'online'),
};

/** The process that is to end: calls close() while this is open, and says what becomes of it. */
async function stopWith(name: string, port: number): Promise<void> {
  const app = createServer((request, response) => {
    if (request.headers.accept) response.write(': it is open\n\n');
    else request.resume().on('end', () => response.end('ok'));
  });
  app.on('upgrade', (_request, socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
  const came = once(app, 'connection');
  await once(app.listen(0, '127.0.0.1'), 'listening');
  console.log((app.address() as AddressInfo).port);
  const sent = clients[name];
  const [socket] = sent === undefined ? [] : ((await came) as Socket[]);
  while (socket && socket.bytesRead < Buffer.byteLength(sent ?? ''))
    await new Promise(setImmediate);
  await others[name]?.(port);

  let calledBack = 'no ';
  app.close(() => {
    calledBack = 'yes';
  });
  const say = (end: string) => {
    const resources = process.getActiveResourcesInfo().filter((each) => each !== 'PipeWrap');
    console.log(`${name.padEnd(18)} ${calledBack}       ${end}   ${resources.join(' ') || '-'}`);
  };
  const ends = () => say('ends ');
  process.once('exit', ends);
  setTimeout(() => {
    process.off('exit', ends);
    say('stays');
    process.exit();
  }, 2_000).unref();
}

/** Starts that process, and is its client. */
async function tryIt(name: string, other: number): Promise<string> {
  const file = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, [...process.execArgv, file, name, String(other)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = await once(child.stdout, 'data');
  const rest = text(child.stdout);
  const client = connect(Number(port), '127.0.0.1').on('error', () => {});
  client.write(clients[name] ?? '');
  const said = await rest;
  client.destroy();
  return said.trimEnd();
}

const [asked, other] = process.argv.slice(2);
if (asked) await stopWith(asked, Number(other));
else {
  const database = createServer((_request, response) => response.end('ok')).listen(0, '127.0.0.1');
  await once(database, 'listening');
  const { port } = database.address() as AddressInfo;
  const names = [...Object.keys(clients), ...Object.keys(others)];
  const lines = await Promise.all(names.map((name) => tryIt(name, port)));
  console.log(
    ['open at close()    callback  process getActiveResourcesInfo()', ...lines].join('\n'),
  );
  database.close();
  database.closeAllConnections();
}
