import { once } from 'node:events';
import { createServer, type ServerOptions } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { judgePerConnection, judgeWait } from '../../code/doctor/timeouts/consequences.ts';
import {
  halfBody,
  halfHead,
  idle,
  type Patience,
  requestsPerConnection,
  silent,
} from '../../code/doctor/timeouts/patience.ts';
import { Timeouts, type Wait } from '../../code/doctor/timeouts/timeouts.ts';
import { runCli } from '../helpers/run-cli.ts';

async function patienceWith(server: Server, capMs: number): Promise<Patience> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const address = { host: '127.0.0.1', port };
  return { address, paths: { fast: '/' }, capMs, abort: new AbortController().signal };
}

/** Node's own server, with less patience than usual. */
function httpServer(options: ServerOptions) {
  const server = createServer(options, (request, response) => {
    request.resume().once('end', () => response.end('ok'));
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return server;
}

/** Answers the nth request with the nth head, then closes `afterMs` milliseconds later, from the nth answer on. */
function rawServer(
  heads: readonly string[],
  { closesAt, afterMs }: { closesAt: number; afterMs: number },
) {
  const server = createTcpServer((socket) => {
    let answered = 0;
    socket.on('error', () => {});
    socket.on('data', () => {
      const head = heads[answered] ?? '';
      socket.write(`HTTP/1.1 200 OK\r\n${head}Content-Length: 2\r\n\r\nok`);
      if (++answered === closesAt) setTimeout(() => socket.end(), afterMs);
    });
  });
  onTestFinished(() => void server.close());
  return server;
}

describe('how long a server waits', () => {
  test('idle: what its header says, and what it does', async () => {
    const server = httpServer({ keepAliveTimeout: 1_000, keepAliveTimeoutBuffer: 0 });
    const wait = await idle(await patienceWith(server, 5_000));
    expect(wait).toMatchObject({ what: 'idle', saidMs: 1_000, end: 'FIN', status: null });
    expect(wait.doneMs).toBeGreaterThan(900);
  });

  test('half a head: ended with 408, once its limit is over', async () => {
    const server = httpServer({ headersTimeout: 300, connectionsCheckingInterval: 50 });
    const wait = await halfHead(await patienceWith(server, 5_000));
    expect(wait).toMatchObject({ what: 'half a head', end: 'FIN', status: 408 });
    expect(judgeWait(wait, 5_000)).toMatchObject([{ level: 'pass', consequence: null }]);
  });

  test('half a body: ended with 408, too', async () => {
    const server = httpServer({ requestTimeout: 300, connectionsCheckingInterval: 50 });
    const wait = await halfBody(await patienceWith(server, 5_000), '/upload');
    expect(wait).toMatchObject({ what: 'half a body', end: 'FIN', status: 408 });
  });

  test('silent, on a server without a limit: open when we leave', async () => {
    const server = httpServer({ headersTimeout: 0, requestTimeout: 0 });
    const wait = await silent(await patienceWith(server, 300));
    expect(wait).toEqual({
      ...{ what: 'silent', saidMs: null, end: 'open', doneMs: null, status: null },
      saidClose: false,
    });
  });

  test('leaves at once when nobody wants to know any more', async () => {
    const server = httpServer({});
    const cancel = new AbortController();
    const waiting = silent({ ...(await patienceWith(server, 60_000)), abort: cancel.signal });
    cancel.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
});

describe('how many requests a connection is good for', () => {
  test('a limit of three that closes as it says', async () => {
    const closes = 'Connection: close\r\n';
    const met = await requestsPerConnection(
      await patienceWith(rawServer(['', '', closes], { closesAt: 3, afterMs: 0 }), 5_000),
    );
    expect(met).toEqual({ answered: 3, ended: true, lastSaidClose: true });
    expect(judgePerConnection(met)).toMatchObject({
      level: 'pass',
      seen: '3 answers, the last with close',
    });
  });

  test('Node’s own limit says close, and leaves it to the client: a fault', async () => {
    const server = httpServer({ keepAliveTimeout: 30_000 });
    server.maxRequestsPerSocket = 3;
    const met = await requestsPerConnection(await patienceWith(server, 5_000));
    expect(met).toEqual({ answered: 3, ended: false, lastSaidClose: true });
    expect(judgePerConnection(met)).toMatchObject({
      level: 'fault',
      rfc: 'RFC 9112 section 9.6',
    });
  });

  test('an end that was not announced is a warning', async () => {
    const met = await requestsPerConnection(
      await patienceWith(rawServer([], { closesAt: 2, afterMs: 0 }), 5_000),
    );
    expect(met).toMatchObject({ ended: true, lastSaidClose: false });
    expect(judgePerConnection(met)).toMatchObject({
      level: 'warning',
      rfc: 'RFC 9112 section 9.6',
    });
  });

  test('without a limit it stops asking by itself', async () => {
    const met = await requestsPerConnection(await patienceWith(httpServer({}), 20_000));
    expect(met).toEqual({ answered: 1_100, ended: false, lastSaidClose: false });
  });
});

describe('what follows for whoever sends', () => {
  const idleOf = (saidMs: number | null, doneMs: number | null): Wait => ({
    ...{ what: 'idle', saidMs, doneMs, status: null, saidClose: false },
    end: doneMs === null ? 'open' : 'FIN',
  });

  test('closing sooner than promised is the one fault', async () => {
    const server = rawServer(['Keep-Alive: timeout=5\r\n'], { closesAt: 1, afterMs: 100 });
    const wait = await idle(await patienceWith(server, 5_000));
    expect(judgeWait(wait, 5_000)).toMatchObject([{ level: 'fault', lesson: 12 }]);
  });

  test.for([
    [null, 3_000, ['the 60 s that nginx', 'the 4 s that fetch in Node']],
    [5_000, 6_000, ['the 60 s that nginx']],
    [null, 60_000, ['the 60 s that nginx']],
  ] as const)('said %s ms, done %s ms: too short for %j', ([saidMs, doneMs, whom]) => {
    const found = judgeWait(idleOf(saidMs, doneMs), 100_000);
    expect(found.map(({ level }) => level)).toEqual(whom.map(() => 'warning'));
    for (const [n, who] of whom.entries()) expect(found[n]?.consequence).toContain(who);
  });

  test.for([
    ['longer than any pool, with a margin', 65_000, 66_000, 'pass'],
    ['longer than any pool, to the moment', 65_000, 65_000, 'note'],
    ['longer than we waited', null, null, 'pass'],
  ] as const)('%s: %s', ([, saidMs, doneMs, level]) => {
    expect(judgeWait(idleOf(saidMs, doneMs), 100_000)).toMatchObject([{ level }]);
  });

  test('half a request that nobody ends: a warning after 90 s, and no verdict before', () => {
    const open: Wait = { ...idleOf(null, null), what: 'half a head' };
    expect(judgeWait(open, 89_000)).toMatchObject([{ level: 'note' }]);
    expect(judgeWait(open, 90_000)).toMatchObject([{ level: 'warning' }]);
  });

  test('half a request that is ended without a word: a note', () => {
    const ended: Wait = { ...idleOf(null, 30_000), what: 'half a body' };
    expect(judgeWait(ended, 90_000)).toMatchObject([
      { level: 'note', rfc: 'RFC 9110 section 15.5.9' },
    ]);
  });
});

describe('doctor --timeouts', () => {
  const program = `require('http').createServer({ keepAliveTimeout: 1000 }, (q, r) => r.end('ok')).listen(process.env.PORT, '127.0.0.1')`;
  const server = ['--', process.execPath, '-e', program];

  test('measures a server, sends it no signal, and leaves nothing', async () => {
    const { status, stdout, leftovers } = await runCli(
      ['doctor', '--timeouts', '--cap', '3', '--json', ...server],
      {},
    );
    const { waits, perConnection } = Timeouts.parse(JSON.parse(stdout));
    expect(waits.map(({ what, end }) => `${what} ${end}`)).toEqual([
      'idle FIN',
      'silent open',
      'half a head open',
    ]);
    expect(perConnection.answered).toBe(1_100);
    expect([status, leftovers]).toEqual([0, []]);
  });

  test('says what it did not examine, and how to have it examined', async () => {
    const { status, stdout } = await runCli(
      ['doctor', '--timeouts', '--cap', '500ms', ...server],
      {},
    );
    expect(stdout).toMatch(/half a body {2}not examined: it has no path; .* --upload \/upload/);
    expect(status).toBe(0);
  });

  test('a server that ends meanwhile: exit 2', async () => {
    const dies = `${program}; setTimeout(() => process.exit(3), 1000)`;
    const { status, stderr, leftovers } = await runCli(
      ['doctor', '--timeouts', '--cap', '9', '--', process.execPath, '-e', dies],
      {},
    );
    expect(stderr).toMatch(/the server ended with status 3/);
    expect([status, leftovers]).toEqual([2, []]);
  });
});
