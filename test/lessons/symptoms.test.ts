import { execFile, execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, get } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { until } from '../../code/base/until.ts';
import { type ProbeId, probeOf } from '../../code/doctor/probes/all.ts';
import { behindExplained } from '../../code/doctor/timeouts/text.ts';
import { findProgram } from '../../code/lab/find-program.ts';
import stops from '../../lessons/measurements/stops.json' with { type: 'json' };
import { symptoms } from '../../lessons/symptoms.ts';
import { needs } from '../helpers/needs.ts';

// What the page of symptoms says of the kernel and of other programs, tried on both.

const said = symptoms.map(({ id, read, now }) => ({
  id,
  texts: [...read.flatMap(({ see, means }) => [see, means]), ...now.map(({ text }) => text)],
}));
const saidBy = (id: string) => said.find((symptom) => symptom.id === id)?.texts.join('\n');

test('the command for a probe of the doctor says what the probe needs', () => {
  const wanted = symptoms.flatMap(({ id, probe }) => {
    const needs = probe && probeOf(probe.id as ProbeId).needs;
    return needs && !probe.needs?.startsWith(`--${needs}`) ? [`${id}: --${needs}`] : [];
  });
  expect(wanted).toEqual([]);
});

describe.runIf(process.platform === 'linux')(
  'What holds a port without a LISTEN row, on Linux',
  () => {
    test('an outgoing connection, when the system chose its port; not one bound to it by Node', async () => {
      expect(saidBy('port-in-use')).toContain(
        'When the system chose it, it keeps every server out',
      );
      const port = await listening(createServer(() => {}));
      const chosen = await client({ port });
      expect(await listenOn(chosen.localPort ?? 0)).toBe('EADDRINUSE');

      const free = await freePort();
      const bound = await client({ port, localPort: free });
      expect(bound.localPort).toBe(free);
      expect(await listenOn(free)).toBe('listens');
    });

    test('old connections, unless the old server and the new one set SO_REUSEADDR', async (ctx) => {
      expect(saidBy('port-in-use')).toContain('did not set SO_REUSEADDR');
      needs(ctx, 'python3', findProgram(['python3'], process.env));
      const tried = execFileSync('python3', ['-c', afterAnOldServer], { encoding: 'utf8' });
      expect(JSON.parse(tried)).toEqual({
        neither: 'EADDRINUSE',
        'only the new': 'EADDRINUSE',
        'only the old': 'EADDRINUSE',
        both: 'listens',
      });
    });
  },
);

describe('nginx keeps upstream connections, before 1.29.7, only with all three lines', () => {
  const three = [
    'keepalive 16;',
    'proxy_http_version 1.1;',
    'proxy_set_header Connection "";',
  ] as const;

  test.for([
    ['keepalive alone', [three[0]], 4],
    ['keepalive and the version', [three[0], three[1]], 4],
    ['all three', three, 1],
  ] as const)('%s', async ([, lines, connections], ctx) => {
    for (const line of three) expect(saidBy('ports-used-up')).toContain(line.replace(/;$/, ''));
    const nginx = findProgram(['nginx'], process.env);
    needs(ctx, 'nginx', nginx);
    const version = execFileSync('sh', ['-c', 'nginx -v 2>&1'], { encoding: 'utf8' });
    ctx.skip(!isBefore(version, [1, 29, 7]), `${version.trim()} has them by default`);
    expect(await connectionsOfFour(lines)).toBe(connections);
  });
});

describe('Keep-alive times of Node', () => {
  test('a connection that is busy at close() holds the server for its keepAliveTimeout, and a second', async () => {
    const [five, more] = stops.map(({ seconds }) => `${seconds} s`);
    expect(saidBy('reset-on-reuse')).toContain(`${five} with 5 s and ${more} with 65 s`);
    const held = await secondsUntilClosed({ keepAliveTimeout: 1_000 });
    expect(held).toBeGreaterThan(1.9);
    expect(held).toBeLessThan(4);
    const spared = await secondsUntilClosed({ keepAliveTimeout: 1_000, close: true });
    expect(spared).toBeLessThan(1);
  });

  test('since when Node waits a second more: two places say the same', () => {
    // Measured: 20.17.0 and 22.8.0 close after 5 s, 20.18.0 and 22.9.0 after 6.
    expect(saidBy('reset-on-reuse')).toContain('Node a second later, from 20.18 and 22.9 on');
    expect(behindExplained(90).replace(/\s+/g, ' ')).toContain(
      'from 20.18 and 22.9 on Node waits a second more',
    );
  });

  test('an agent’s timeout does not save the request of a client that was frozen', async () => {
    expect(saidBy('reset-on-reuse')).toContain('a client that was frozen');
    const server = createHttpServer((_, answer) => answer.end('ok'));
    server.keepAliveTimeout = 2_000; // and a second more
    const port = await listening(server);
    const ended = new Promise((end) =>
      server.on('connection', (socket) => socket.once('close', end)),
    );
    // Its own timer is due before the agent's: what wakes first decides.
    const frozen = fork(new URL('./symptoms.frozen.mjs', import.meta.url), [`${port}`]);
    onTestFinished(() => void frozen.kill('SIGKILL'));
    expect((await once(frozen, 'message'))[0]).toBe('ok');
    frozen.kill('SIGSTOP');
    await ended;
    frozen.kill('SIGCONT');
    expect((await once(frozen, 'message'))[0]).toBe('ECONNRESET on a kept connection');
  });
});

describe('What a tool leaves out', () => {
  test('lsof lists no TIME_WAIT row, since no process owns it', async (ctx) => {
    needs(ctx, 'ss', findProgram(['ss'], process.env));
    needs(ctx, 'lsof', findProgram(['lsof'], process.env));
    const port = await listening(
      createServer((socket) => void socket.on('error', () => {}).end('bye')),
    );
    const asked = await client({ port });
    await once(asked.resume(), 'close');
    const rows = await until('the row of the ended connection', async () => {
      const { stdout } = await promisify(execFile)('ss', ['-Htan', `( sport = :${port} )`]);
      return /TIME-WAIT/.test(stdout) ? stdout : undefined;
    });
    expect(rows.trim().split('\n')).toHaveLength(2);
    const { stdout: files } = await promisify(execFile)('lsof', ['-nP', `-iTCP:${port}`]);
    expect(files.trim().split('\n').slice(1)).toHaveLength(1);
  });

  test('on a LISTEN row, the first number counts connections that nobody has accepted yet', async (ctx) => {
    needs(ctx, 'ss', findProgram(['ss'], process.env));
    needs(ctx, 'python3', findProgram(['python3'], process.env));
    const server = spawn('python3', ['-uc', neverAccepts], { stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(() => void server.kill());
    const port = Number((await once(server.stdout, 'data'))[0]);
    await client({ port });
    await client({ port });
    const { stdout } = await promisify(execFile)('ss', ['-Htln', `sport = :${port}`]);
    expect(stdout).toMatch(/^LISTEN +2 /);
  });

  test('ss counts its header as a line, unless -H keeps it away', (ctx) => {
    needs(ctx, 'ss', findProgram(['ss'], process.env));
    const lines = (options: string) =>
      execFileSync('ss', [options, 'sport = :1'], { encoding: 'utf8' }).split('\n').length - 1;
    expect([lines('-tan'), lines('-Htan')]).toEqual([1, 0]);
    for (const { first } of symptoms) expect(first.linux).not.toMatch(/ss -(?!\w*H)\w+ .*\| awk/);
  });
});

/** A server that prints its port, and accepts nobody. */
const neverAccepts = `
import socket, sys
s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()
print(s.getsockname()[1])
sys.stdin.read()`;

/** For each pair: an old server stops listening with a client connected; may another listen there? */
const afterAnOldServer = `
import errno, json, socket
def server(port, reuse):
    s = socket.socket()
    if reuse: s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(('127.0.0.1', port)); s.listen()
    return s
def tried(old, new):
    listener = server(0, old)
    port = listener.getsockname()[1]
    client = socket.create_connection(('127.0.0.1', port)); accepted, _ = listener.accept()
    listener.close()
    try:
        server(port, new).close()
        return 'listens'
    except OSError as error: return errno.errorcode[error.errno]
print(json.dumps({'neither': tried(0, 0), 'only the new': tried(0, 1),
                  'only the old': tried(1, 0), 'both': tried(1, 1)}))`;

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

async function client(to: { port: number; localPort?: number }): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', ...to });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** A port that was never an outgoing connection's: found by listening, which leaves no trace. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

async function listenOn(port: number): Promise<string> {
  const server = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void server.close());
  return await new Promise((resolve) => {
    server.once('listening', () => resolve('listens'));
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'an error'));
  });
}

/** How many connections nginx opens to its upstream for four requests, one after another. */
async function connectionsOfFour(lines: readonly string[]): Promise<number> {
  let opened = 0;
  const upstream = createHttpServer((_, answer) => answer.end('ok'));
  const behind = await listening(upstream.on('connection', () => void opened++));
  const port = await freePort();
  await using folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-nginx-'));
  const conf = join(folder.path, 'nginx.conf');
  const [inUpstream, ...inLocation] = lines;
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  await writeFile(
    conf,
    `daemon off; master_process off; pid ${folder.path}/pid; error_log stderr; events {}
    http { access_log off; ${paths.map((name) => `${name}_temp_path ${folder.path};`).join(' ')}
      upstream app { server 127.0.0.1:${behind}; ${inUpstream} }
      server { listen 127.0.0.1:${port};
        location / { proxy_pass http://app; ${inLocation.join(' ')} } } }`,
  );
  const nginx = spawn('nginx', ['-c', conf, '-e', 'stderr'], { stdio: 'ignore' });
  const ended = once(nginx, 'exit');
  try {
    await until('nginx to listen', () =>
      client({ port }).then(
        (socket) => !!socket.destroy(),
        () => undefined,
      ),
    );
    for (let n = 0; n < 4; n++) {
      const [response] = await once(get({ port, host: '127.0.0.1', agent: false }), 'response');
      await once(response.resume(), 'end');
    }
    return opened;
  } finally {
    nginx.kill();
    await ended;
  }
}

/** Seconds from close(), called while an answer is being made, until it calls back. */
async function secondsUntilClosed(how: { keepAliveTimeout: number; close?: boolean }) {
  const busy = Promise.withResolvers<() => void>();
  const server = createHttpServer((_, answer) =>
    busy.resolve(() => {
      if (how.close) answer.setHeader('Connection', 'close');
      answer.end('ok');
    }),
  );
  server.keepAliveTimeout = how.keepAliveTimeout;
  const socket = await client({ port: await listening(server) });
  socket.resume().write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const answer = await busy.promise;
  const began = performance.now();
  const closed = new Promise((done) => server.close(done));
  answer();
  await closed;
  return (performance.now() - began) / 1000;
}

function isBefore(text: string, than: readonly number[]): boolean {
  const version = (/(\d+)\.(\d+)\.(\d+)/.exec(text) ?? []).slice(1).map(Number);
  const at = than.findIndex((part, index) => version[index] !== part);
  return at >= 0 && (version[at] ?? 0) < (than[at] ?? 0);
}
