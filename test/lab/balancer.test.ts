import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { until } from '../../code/base/until.ts';
import { type BalancerOptions, startBalancer } from '../../code/lab/middlemen/balancer.ts';
import { ask, rawClient } from '../helpers/raw-client.ts';

const never = { every: 60_000 };

describe('sends on', () => {
  test('in turn, on one kept connection to each', async () => {
    const backends = [await backend('A'), await backend('B')] as const;
    const balancer = await balancing({ backends: backends.map(({ port }) => port), check: never });

    const answers = [];
    for (let n = 0; n < 6; n++)
      answers.push((await ask(balancer.port, 'GET / HTTP/1.1', host)).body);

    expect(answers).toEqual(['A', 'B', 'A', 'B', 'A', 'B']);
    expect(backends.map(({ connections }) => connections.length)).toEqual([1, 1]);
  });

  test('bytes as they came, without what is about one connection only', async () => {
    const raw = await rawBackend('HTTP/1.1 200 OK', 'X-A: 1', 'Connection: close', '', 'fine');
    const { port } = await balancing({ backends: [raw.port], check: never });
    await using client = await rawClient(port);

    client.send('POST /a?b HTTP/1.1', host, 'Connection: X-Hop, Content-Length', 'X-Hop: 1');
    client.send('TE: trailers', 'X-Twice: 1', 'X-Twice: 2', 'Content-Length: 5', '');
    client.socket.write('hello');
    await client.until('0\r\n\r\n');

    expect(raw.heard()).toBe(
      'POST /a?b HTTP/1.1\r\nHost: x\r\nX-Twice: 1\r\nX-Twice: 2\r\nContent-Length: 5\r\n' +
        'Connection: keep-alive\r\n\r\nhello',
    );
    // The backend closes its connection; the client keeps the one that it has.
    expect(client.received).toMatch(
      /^HTTP\/1\.1 200 OK\r\nX-A: 1\r\n.*Connection: keep-alive.*\r\n\r\n4\r\nfine\r\n0\r\n\r\n$/s,
    );
  });

  test('a GET with a chunked body as one request, not as one and a half', async () => {
    const raw = await rawBackend('HTTP/1.1 200 OK', 'Content-Length: 2', '', 'ok');
    const { port } = await balancing({ backends: [raw.port], check: never });
    await using client = await rawClient(port);
    client.send('GET / HTTP/1.1', host, 'Transfer-Encoding: chunked', '', '5', 'hello', '0', '');
    await client.until('ok');
    expect(raw.heard()).toMatch(
      /^GET \/ HTTP\/1\.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n.*\r\n\r\n5\r\nhello\r\n0\r\n\r\n$/s,
    );
  });
});

describe('says who refused what, and does not retry', () => {
  test('502 ECONNREFUSED where nobody listens, though another backend is up', async () => {
    const gone = await freePort();
    const other = await backend('B');
    const balancer = await balancing({ backends: [gone, other.port], check: never });

    const refused = await ask(balancer.port, 'POST /order HTTP/1.1', host, 'Content-Length: 0');
    const next = await ask(balancer.port, 'POST /order HTTP/1.1', host, 'Content-Length: 0');

    expect(refused.status).toBe(502);
    expect(refused.body).toContain(`POST /order: 127.0.0.1:${gone} ECONNREFUSED`);
    expect(next.status).toBe(200);
    expect(balancer.refusals).toEqual([
      { backend: gone, method: 'POST', path: '/order', code: 'ECONNREFUSED' },
    ]);
  });

  test('502 ECONNRESET where the connection ends before the answer; the request was heard once', async () => {
    const raw = await rawBackend();
    const balancer = await balancing({ backends: [raw.port], check: never });
    const refused = await ask(balancer.port, 'GET / HTTP/1.1', host);
    expect(refused.status).toBe(502);
    expect(balancer.refusals.map(({ code }) => code)).toEqual(['ECONNRESET']);
    expect(raw.heard().match(/GET/g)).toHaveLength(1);
  });

  test('a cut answer stays cut: what came, then the end of the connection', async () => {
    const raw = await rawBackend('HTTP/1.1 200 OK', 'Content-Length: 100', '', 'half');
    const balancer = await balancing({ backends: [raw.port], check: never });
    const cut = await ask(balancer.port, 'GET / HTTP/1.1', host);
    expect(cut.status).toBe(200);
    expect(cut.body).toMatch(/^half/);
    expect(cut.body.length).toBeLessThan(100);
    expect(balancer.refusals.map(({ code }) => code)).toEqual(['ECONNRESET']);
  });

  test('nothing is said of a client that left first, and the backend learns of it', async () => {
    const left = Promise.withResolvers<void>();
    const waiting = await backend('', (request, answer) => {
      if (request.url === '/next') answer.end();
      else answer.on('close', left.resolve);
    });
    const balancer = await balancing({ backends: [waiting.port], check: never });
    await using client = await rawClient(balancer.port);
    client.send('GET / HTTP/1.1', host, '');
    await waiting.asked;
    client.socket.destroy();
    await left.promise;
    await ask(balancer.port, 'GET /next HTTP/1.1', host); // all of the first one is through by now
    expect(balancer.refusals).toEqual([]);
  });
});

// A check has to be answered before the next is due: a busy machine needs more than some milliseconds.
describe('checks health', () => {
  test('out after two failures in a row, asked no more; one success brings it back', async () => {
    let ready = 200;
    const health = { paths: [] as string[] };
    const sick = await backend('A', (request, answer) => {
      health.paths.push(request.url ?? '');
      answer.writeHead(request.url === '/health' ? ready : 200).end('A');
    });
    const well = await backend('B');
    const balancer = await balancing({
      backends: [sick.port, well.port],
      check: { path: '/health', every: 200, failures: 2 },
    });
    const [first] = balancer.backends;

    ready = 503;
    await until('the first backend to be out', () => !first?.up || undefined);
    health.paths.length = 0;
    const answers = [];
    for (let n = 0; n < 4; n++)
      answers.push((await ask(balancer.port, 'GET / HTTP/1.1', host)).body);
    expect(answers).toEqual(['B', 'B', 'B', 'B']);
    expect(health.paths).not.toContain('/');

    ready = 200;
    await until('the first backend to be back', () => first?.up || undefined);
  });

  test('two failures that do not follow each other leave it in', async () => {
    const seen: Array<boolean | undefined> = [];
    const statuses = [503, 200, 503, 503];
    const sick = await backend('', (_request, answer) => {
      seen.push(balancer.backends[0]?.up);
      answer.writeHead(statuses[seen.length - 1] ?? 503).end();
    });
    const balancer = await balancing({ backends: [sick.port], check: { every: 250, failures: 2 } });
    await until('five checks', () => seen[4] !== undefined || undefined);
    expect(seen.slice(0, 5)).toEqual([true, true, true, true, false]);
  });

  test('with no backend up: 503, and no request is sent anywhere', async () => {
    const gone = await freePort();
    const balancer = await balancing({ backends: [gone], check: { every: 10, failures: 1 } });
    await until('it to be out', () => !balancer.backends[0]?.up || undefined);
    expect((await ask(balancer.port, 'GET / HTTP/1.1', host)).status).toBe(503);
    expect(balancer.refusals).toEqual([]);
  });

  test('a backend that does not answer its check within the time is out, too', async () => {
    const silent = await backend('', () => {});
    const balancer = await balancing({ backends: [silent.port], check: { every: 10 } });
    await until('it to be out', () => !balancer.backends[0]?.up || undefined);
  });
});

test('a port that is taken is an error, and nothing stays behind', async () => {
  const taken = await backend('A');
  await expect(startBalancer({ backends: [1], port: taken.port })).rejects.toThrow('EADDRINUSE');
});

const host = 'Host: x';

async function balancing(options: BalancerOptions) {
  const balancer = await startBalancer(options);
  onTestFinished(() => balancer[Symbol.asyncDispose]());
  return balancer;
}

/** A server that says its name, until it is told otherwise. */
async function backend(name: string, handler?: RequestListener) {
  const connections: Socket[] = [];
  const server = createServer(handler ?? ((_request, answer) => answer.end(name)));
  const asked = once(server, 'request');
  server.on('connection', (socket: Socket) => connections.push(socket));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { port: (server.address() as AddressInfo).port, connections, asked };
}

/** Answers the first whole request with these lines, joined by CR LF, and hangs up. */
async function rawBackend(...lines: string[]) {
  let heard = '';
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
      if (whole.test(heard)) socket.end(lines.join('\r\n'));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, heard: () => heard };
}

/** A request to its end: with the body that these tests send, where one is promised. */
const whole = /^(?!.*(Length: 5|chunked)).*\r\n\r\n$|Length: 5.*hello$|chunked.*0\r\n\r\n$/s;

async function freePort(): Promise<number> {
  const server = createTcpServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
