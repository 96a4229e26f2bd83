import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { endProcesses } from '../../code/base/end-processes.ts';
import { processOf } from '../../code/base/processes.ts';
import { examine } from '../../code/doctor/examine.ts';
import { openStage } from '../../code/doctor/run/stage.ts';
import { attach } from '../../code/doctor/target/attach.ts';
import { readersEnvironment } from '../../code/doctor/target/environment.ts';
import { whatRuns } from '../../code/doctor/target/what-runs.ts';
import { openConnection } from '../../code/doctor/wire/connection.ts';
import { findProgram } from '../../code/lab/find-program.ts';
import { needs, needsGrant } from '../helpers/needs.ts';

const megabyte = 1024 * 1024;

describe('A stranger', () => {
  test('who has got the pid of a server that ended is no family, and lives', (ctx) => {
    const unshare = ['--fork', '--pid', '--mount-proc'];
    const may = spawnSync('unshare', [...unshare, 'true']).status === 0;
    needsGrant(ctx, 'namespaces', process.getuid?.() === 0 && may);
    const script = fileURLToPath(new URL('../specimens/faulty/reused-pid.ts', import.meta.url));
    const said = execFileSync('unshare', [...unshare, process.execPath, script], {
      encoding: 'utf8',
    });
    expect(JSON.parse(said)).toEqual({ sameNumber: true, family: [], lives: true });
  });

  test('who was listed before with another start is not killed', async () => {
    const itself = processOf(process.pid);
    if (!itself) throw new Error('this process is not listed');
    const rounds = [[{ ...itself, started: '1', line: 'a dead one' }], []];
    await endProcesses(() => rounds.shift() ?? []);
    expect(rounds).toEqual([]); // and we are here to say so
  });
});

test('A process that is attached to and has ended gets no signal, whoever has its pid now', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)']);
  await using target = attach(child.pid ?? 0);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(() => target.send('SIGTERM')).toThrow(`process ${child.pid} ended before the signal was`);
});

test('A copy that has left every trace but one, and binds no port yet, ends with the examination', async (ctx) => {
  needs(ctx, 'unshare', findProgram(['prlimit'], process.env));
  await using folder = await mkdtempDisposable(join(tmpdir(), 'sa-'));
  const pid = join(folder.path, 'pid');
  const server = fileURLToPath(new URL('../specimens/faulty/node-http.ts', import.meta.url));
  const daemon = `setsid env -i sleep 600 >/dev/null 2>&1 & echo $! > ${pid}`;
  const line = `(${daemon}); exec ${process.execPath} ${server} close-all`;
  await examine({ command: ['sh', '-c', line], only: ['P11'], capMs: 1_500 });
  const copy = processOf(Number(await readFile(pid, 'utf8')));
  if (copy?.line === 'sleep 600') process.kill(copy.pid, 'SIGKILL');
  expect(copy).toBeUndefined();
});

test('A connect that the kernel lets wait has an end', async () => {
  const full = `const server = require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 },
    () => console.log(server.address().port))`;
  const child = spawn(process.execPath, ['-e', full]);
  try {
    const [bytes] = await once(child.stdout, 'data');
    child.kill('SIGSTOP'); // it accepts nobody, and its queue is short
    const address = { host: '127.0.0.1', port: Number(bytes) };
    const tries = Array.from({ length: 6 }, () => openConnection(address));
    const outcomes = await Promise.allSettled(tries);
    for (const each of outcomes) if (each.status === 'fulfilled') each.value.leave();
    const why = outcomes.flatMap((each) => (each.status === 'rejected' ? each.reason.code : []));
    expect(new Set(why)).toEqual(new Set(['ETIMEDOUT']));
  } finally {
    child.kill('SIGKILL');
  }
});

describe('Whatever a server sends', () => {
  test('more than 128 MiB of one answer are counted to the end', async () => {
    const chunk = Buffer.alloc(megabyte, 'x');
    const size = 130;
    await using server = await serverThat((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size * megabyte}\r\n\r\n`);
      for (let n = 0; n < size; n++) socket.write(chunk);
    });
    const connection = await openConnection(server.address);
    connection.ask('GET / HTTP/1.1\r\n\r\n');
    await connection.until(() => connection.answers[0]?.wholeAt != null, 20_000);
    expect(connection.answers[0]).toMatchObject({ bytes: size * megabyte });
    expect(connection.isOpen).toBe(true); // it is the server's to end
    connection.leave();
  });

  test('answers that nobody asked for fill no memory', async () => {
    const answer = `HTTP/1.1 200 OK\r\nX-Fill: ${'x'.repeat(500)}\r\nContent-Length: 0\r\n\r\n`;
    const burst = Buffer.from(answer.repeat(2_000));
    let sent = 0;
    await using server = await serverThat((socket) => {
      const pour = () => {
        while (sent < 100 * megabyte) {
          sent += burst.length;
          if (!socket.write(burst)) return void socket.once('drain', pour);
        }
        socket.end();
      };
      pour();
    });
    const connection = await openConnection(server.address);
    connection.ask('GET / HTTP/1.1\r\n\r\n');
    await connection.until(() => !connection.isOpen, 20_000);
    expect(sent).toBeGreaterThan(100 * megabyte);
    expect(connection.ended?.how).toBe('FIN');
    // One burst may be parsed whole before it is seen that nobody asked.
    expect(connection.answers.length).toBeLessThan(4_000);
  });

  test('a refusal is no answer: requests are compared one by one', async () => {
    const answers = ['200 OK', '503 Service Unavailable'];
    await using server = await serverThat((socket) => {
      socket.on('data', () => {
        const status = answers.shift();
        if (status) socket.write(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`);
      });
    });
    using stage = openStage(server.address, {
      paths: { fast: '/', count: '/count' },
      raceFromMs: 0,
      fastMs: 1,
    });
    const connection = await stage.connect();
    for (const nth of [1, 2]) {
      stage.repeat(connection);
      await connection.until(() => connection.answers[nth - 1]?.wholeAt != null, 5_000);
    }
    stage.repeat(connection);
    expect(stage.counted()).toEqual({ sent: 3, answered: 1, refused: 1 });
  });
});

describe('The command runs as the reader would run it', () => {
  const own = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url));

  test('without this project’s programs, and without npm’s variables', () => {
    const env = readersEnvironment({
      PATH: [own, '/opt/theirs/node_modules/.bin', '/x/node-gyp-bin', '/usr/bin'].join(delimiter),
      HOME: '/home/reader',
      INIT_CWD: '/home/reader/app',
      NODE: '/ours/node',
      npm_lifecycle_event: 'doctor',
      npm_config_cap: '5s',
    });
    expect(env).toEqual({
      PATH: ['/opt/theirs/node_modules/.bin', '/usr/bin'].join(delimiter),
      HOME: '/home/reader',
    });
  });

  test('and the report can name program, version and folder', async () => {
    const name = process.execPath.slice(process.execPath.lastIndexOf('/') + 1);
    const folder = process.execPath.slice(0, -name.length - 1);
    expect(await whatRuns(name, '/tmp', { PATH: folder })).toEqual({
      program: process.execPath,
      version: process.versions.node,
      cwd: '/tmp',
    });
    // A program that is no interpreter is not run to be asked.
    expect((await whatRuns('sh', '/', { PATH: '/bin' })).version).toBeNull();
  });
});

/** A server of node:net that does something with each connection. */
async function serverThat(does: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    does(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: { host: '127.0.0.1', port },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
