import { spawn } from 'node:child_process';
import { Agent, get, request } from 'node:http';
import { onTestFinished } from 'vitest';
import type { SymptomId } from '../../lessons/symptoms/ids.ts';
import {
  commandOf,
  inFolder,
  inOwnNetwork,
  node,
  type Readings,
  shell,
  shellUntil,
} from './readings.ts';

/** Listens on a port of its own, tells it, and does `on` with each connection; `then` when it is told to. */
const server = (on: string, then = '') => `
  const net = require('node:net'), http = require('node:http');
  const app = ${on};
  app.listen(0, '127.0.0.1', () => console.log(app.address().port));
  ${then}`;
const answers = server("http.createServer((q, r) => r.end('ok'))");
const silent = server('net.createServer((c) => c.on("error", () => {}))');
/** Stops listening, and keeps whoever is connected, as soon as somebody is. */
const stops = server(
  "http.createServer((q, r) => r.end('ok'))",
  "app.keepAliveTimeout = 0; app.on('request', () => setImmediate(() => net.Server.prototype.close.call(app)));",
);
const client = `
  const net = require('node:net');
  const [, port, send] = process.argv;
  const socket = net.connect(Number(port), '127.0.0.1', () => {
    if (!send) return console.log(socket.localPort);
    socket.write('GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n');
  });
  socket.once('data', () => console.log(socket.localPort));
  socket.on('error', () => {});`;
const uninvited = 'setInterval(() => {}, 1000); console.log(0);';

const listens = /^LISTEN|\bLISTEN\b/m;
const established = /^ESTAB|\bESTAB\b/m;
const count = (text: string, pattern: RegExp) =>
  (text.match(new RegExp(pattern, 'g')) ?? []).length;
const queues = (output: string) => /LISTEN +(\d+) +(\d+)/.exec(output)?.slice(1).map(Number);
const statuses = (output: string, path: string) =>
  [...output.matchAll(new RegExp(`^${path} (\\d{3}) ?(.*)$`, 'gm'))].map(([, status, why]) => ({
    status,
    why,
  }));

/** Rows of a server that listens, of a client that has asked, and what both make of it. */
async function asked(script: string) {
  const app = await node(script);
  const peer = await node(client, app.port, 'GET');
  return { app, peer };
}

const deploy = (seconds: number, port: number) =>
  shell(
    `timeout ${seconds} sh -c '${commandOf('502-during-deploys', { 7888: port, SERVER: '127.0.0.1' }).replaceAll("'", `'\\''`)}'; sleep 0.3`,
  );

const upload = (port: number) =>
  shell(commandOf('upload-refused', { 7888: port, SERVER: '127.0.0.1' }));

const runs = (script: string) =>
  shell(
    commandOf('killed-137', {
      'node server.js': `${process.execPath} -e "${script}"`,
      '-k 30 5': '-k 1 1',
    }),
  );

const log = (...lines: string[]) => inFolder({ 'app.log': lines.join('\n') }, commandOf('goaway'));
const accessLog = (...lines: string[]) =>
  inFolder({ 'access.log': lines.join('\n') }, commandOf('post-ran-twice'));
const order = (agent: string) =>
  `127.0.0.1 - - [28/Nov/2026:04:07:56 +0000] "POST /orders HTTP/1.1" 201 17 "-" "${agent}"`;
const nginxLog = (...methods: string[]) =>
  inFolder(
    {
      'error.log': methods
        .map(
          (method) =>
            `2026/11/28 04:07:53 [error] 8609#8609: *1 upstream prematurely closed connection while reading response header from upstream, client: 127.0.0.1, server: , request: "${method} /fin HTTP/1.1", upstream: "http://127.0.0.1:35877/fin", host: "127.0.0.1:57687"`,
        )
        .join('\n'),
    },
    commandOf('502-on-post', { '/var/log/nginx/error.log': 'error.log' }),
  );

/** Sockets of a program of its own, in a network of its own. */
const waits = (id: SymptomId, script: string) => inOwnNetwork(script, commandOf(id));
const closing = `
s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(5)
c = socket.create_connection(s.getsockname()); a, _ = s.accept()
`;
const refusedSyn = (address: string) => `
s = socket.socket(); s.bind(('${address}', 7888)); s.listen(0)
kept = [socket.create_connection(('${address}', 7888))]
for _ in range(4):
    c = socket.socket(); c.setblocking(False)
    try: c.connect(('${address}', 7888))
    except BlockingIOError: pass
    kept.append(c)
time.sleep(0.2)
`;
/** Asks machines that do not exist, over a cable whose other end drops all. */
const dropped = (...addresses: string[]) => `
subprocess.run('ip link add v0 type veth peer name v1 && ip addr add 10.9.9.1/24 dev v0 && ip link set v0 up && ip link set v1 up' + ''.join(' && ip neigh add ' + a + ' lladdr 02:00:00:00:00:01 dev v0' for a in dict.fromkeys(${JSON.stringify(addresses)})) + '', shell=True, check=True)
kept = []
for address in ${JSON.stringify(addresses)}:
    c = socket.socket(); c.setblocking(False)
    try: c.connect((address, 80))
    except BlockingIOError: pass
    kept.append(c)
`;
const peersOf = (output: string) =>
  new Set([...output.matchAll(/ (\S+):\d+ +users/g)].map(([, peer]) => peer));
/** As many connections, each opened and closed by the client, which then has the TIME_WAIT. */
const oneARequest = (address: string, closesFirst: 'c' | 'a', times: number) => `
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(('${address}', 7888)); s.listen(200)
for _ in range(${times}):
    c = socket.create_connection(('${address}', 7888)); a, _ = s.accept()
    first, second = (c, a) if '${closesFirst}' == 'c' else (a, c)
    first.close(); second.recv(1); second.close()
`;
const most = (output: string) => Number(/^ *(\d+)/.exec(output)?.[1] ?? 0);
const near = (output: string) => /^ *(\d+) (\S+):\d+/m.exec(output)?.[2] ?? '';

/** For each outcome that a symptom's page names, a case in which the first command prints it. */
export const readings: Partial<Record<SymptomId, Readings>> = {
  'still-answers': {
    'old-process': {
      print: async () => {
        const { app } = await asked(stops);
        return await shellUntil(
          commandOf('still-answers', { 7888: app.port }),
          (o) => !listens.test(o),
        );
      },
      sees: (output) => established.test(output) && !listens.test(output),
    },
    'one-process': {
      print: async () => {
        const { app } = await asked(answers);
        return await shell(commandOf('still-answers', { 7888: app.port }));
      },
      sees: (output) => established.test(output) && listens.test(output),
    },
    'no-row': {
      print: async () =>
        await shell(commandOf('still-answers', { 7888: (await node(answers)).port })),
      sees: (output) => !established.test(output),
    },
  },
  'curl-too': {
    'new-here': { skipped: 'needs a proxy that keeps connections: lesson 9 runs one' },
    'by-turns': { skipped: 'needs Apache with several kept connections: measured' },
    'old-here': {
      print: async () => await shell(commandOf('curl-too', { 7888: (await node(answers)).port })),
      sees: (output) => /^HTTP\/1\.1 200/.test(output),
    },
    nobody: {
      print: async () => await shell(commandOf('curl-too', { 7888: 1 })),
      sees: (output) => output.includes('curl: (7)'),
    },
  },
  'never-closes': {
    'of-the-server': {
      print: async () => {
        const { app } = await asked(stops);
        return await shellUntil(
          `${commandOf('never-closes', { PID: app.pid })}; echo port ${app.port}`,
          (output) => !listens.test(output),
        );
      },
      sees: (output) => {
        const port = /port (\d+)/.exec(output)?.[1];
        return (
          !listens.test(output) &&
          new RegExp(`:${port} +\\S+ +users`).test(output) &&
          count(output, established) === 1
        );
      },
    },
    'both-ends': {
      print: async () => {
        const both = await node(
          server(
            "http.createServer((q, r) => r.end('ok'))",
            "app.keepAliveTimeout = 0; const agent = new http.Agent({ keepAlive: true }); app.on('listening', () => http.get({ port: app.address().port, agent }, (r) => r.resume().on('end', () => net.Server.prototype.close.call(app))));",
          ),
        );
        return await shellUntil(
          `${commandOf('never-closes', { PID: both.pid })}; echo port ${both.port}`,
          (output) => !listens.test(output) && count(output, established) === 2,
        );
      },
      sees: (output) => !listens.test(output) && count(output, established) === 2,
    },
    'a-pool': {
      print: async () => {
        const database = await node(silent);
        const app = await node(client, database.port);
        return `${await shell(commandOf('never-closes', { PID: app.pid }))}\nport 0 to ${database.port}`;
      },
      sees: (output) =>
        new RegExp(`:\\d+ +\\S+:${/to (\d+)/.exec(output)?.[1]} +users`).test(output) &&
        !listens.test(output) &&
        count(output, established) === 1,
    },
    silent: {
      print: async () => {
        const app = await node(
          server(
            'http.createServer(() => {})',
            "app.on('connection', () => setImmediate(() => net.Server.prototype.close.call(app)));",
          ),
        );
        await node(client, app.port);
        const bytes = `ss -tni '( sport = :${app.port} )'`;
        return await shellUntil(`echo silent; ${bytes}`, (output) => established.test(output));
      },
      sees: (output) =>
        output.startsWith('silent') &&
        established.test(output) &&
        !output.includes('bytes_received'),
    },
    listens: {
      print: async () => await shell(commandOf('never-closes', { PID: (await node(answers)).pid })),
      sees: (output) => listens.test(output),
    },
    'no-row': {
      print: async () =>
        await shell(commandOf('never-closes', { PID: (await node(uninvited)).pid })),
      sees: (output) => output.trim() === '',
    },
  },
  'port-in-use': {
    'another-process': {
      print: async () => {
        const shellOfIt = spawn('sh', ['-c', `"$0" -e "$1"; true`, process.execPath, answers], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const port = await new Promise<number>((done) =>
          shellOfIt.stdout.once('data', (line) => done(Number(line))),
        );
        const command = commandOf('port-in-use', { 7888: port });
        const child = Number(/pid=(\d+)/.exec(await shell(command))?.[1]);
        onTestFinished(() => void process.kill(child, 'SIGKILL'));
        shellOfIt.kill('SIGTERM');
        await new Promise((done) => shellOfIt.once('exit', done));
        return `${await shell(command)}\nsignal to ${shellOfIt.pid}`;
      },
      sees: (output) =>
        /signal/.test(output) &&
        /pid=(\d+)/.exec(output)?.[1] !== /signal to (\d+)/.exec(output)?.[1],
    },
    'same-process': {
      print: async () => {
        const { pid, port } = await node(
          server('http.createServer(() => {})', "process.on('SIGTERM', () => {});"),
        );
        process.kill(pid, 'SIGTERM');
        return `${await shell(commandOf('port-in-use', { 7888: port }))}\nsignal to ${pid}`;
      },
      sees: (output) =>
        /signal/.test(output) &&
        /pid=(\d+)/.exec(output)?.[1] === /signal to (\d+)/.exec(output)?.[1],
    },
    'owner-hidden': {
      print: async () => {
        const { port } = await node(answers);
        const asNobody = 'setpriv --reuid=65534 --clear-groups --inh-caps=-all --bounding-set=-all';
        return await shell(`${asNobody} ${commandOf('port-in-use', { 7888: port })}`);
      },
      sees: (output) =>
        listens.test(output) && !output.includes('pid=') && queues(output)?.[0] === 0,
    },
    'not-accepted': {
      print: async () => await inOwnNetwork(refusedSyn('127.0.0.1'), commandOf('port-in-use')),
      sees: (output) => (queues(output)?.[0] ?? 0) > 0,
    },
    'process-1': { skipped: 'the same row as “the very process”; lesson 13 runs it as process 1' },
    'no-row': {
      print: async () => {
        const { app } = await asked(stops);
        return await shellUntil(
          commandOf('port-in-use', { 7888: app.port }),
          (o) => !listens.test(o),
        );
      },
      sees: (output) => !listens.test(output),
    },
    'old-connections': { skipped: 'run in test/lessons/symptoms.test.ts' },
    outgoing: { skipped: 'run in test/lessons/symptoms.test.ts' },
  },
  'held-by-a-stream': {
    sends: {
      print: async () => {
        const { app } = await asked(
          server(
            "http.createServer((q, r) => { r.write('a'); setInterval(() => r.write('a'), 50); })",
          ),
        );
        return await shellUntil(
          commandOf('held-by-a-stream', { 7888: app.port }),
          (o) => last(o, 'rcv') > 1000,
        );
      },
      sees: (output) => last(output, 'snd') < 500 && last(output, 'rcv') > 1000,
    },
    receives: {
      print: async () => {
        const app = await node(server('net.createServer((c) => c.on("error", () => {}).resume())'));
        await node(
          `const s = require('node:net').connect(Number(process.argv[1]), '127.0.0.1', () => { console.log(1); setInterval(() => s.write('a'), 50); });`,
          app.port,
        );
        return await shellUntil(
          commandOf('held-by-a-stream', { 7888: app.port }),
          (o) => last(o, 'snd') > 1000,
        );
      },
      sees: (output) => last(output, 'rcv') < 500 && last(output, 'snd') > 1000,
    },
    'both-large': {
      print: async () => {
        const { app } = await asked(stops);
        return await shellUntil(
          commandOf('held-by-a-stream', { 7888: app.port }),
          (o) => last(o, 'rcv') > 1000 && last(o, 'snd') > 1000,
        );
      },
      sees: (output) => last(output, 'rcv') > 1000 && last(output, 'snd') > 1000,
    },
    'no-row': {
      print: async () =>
        await shell(commandOf('held-by-a-stream', { 7888: (await node(answers)).port })),
      // ss leaves out what is 0 ms: a stream that has just sent shows lastrcv alone.
      sees: (output) => !/last(snd|rcv)/.test(output),
    },
  },
  'killed-137': {
    'ended-143': {
      print: () => runs('setInterval(() => {}, 1000)'),
      sees: (output) => /^143$/m.test(output),
    },
    'killed-137': {
      print: () => runs("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"),
      sees: (output) => /^137$/m.test(output),
    },
    'ended-0': {
      print: () =>
        runs("process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000)"),
      sees: (output) => /^0$/m.test(output),
    },
    'another-status': {
      print: () =>
        runs("process.on('SIGTERM', () => process.exit(3)); setInterval(() => {}, 1000)"),
      sees: (output) => !/^(0|137|143)$/m.test(output),
    },
  },
  'reset-on-reuse': {
    hint: {
      print: async () =>
        await shell(
          commandOf('reset-on-reuse', { 7888: (await node(answers)).port, SERVER: '127.0.0.1' }),
        ),
      sees: (output) => /Keep-Alive: timeout=5/.test(output) && /status 200/.test(output),
    },
    'no-hint': {
      print: async () => {
        const app = await node(
          server(
            "net.createServer((c) => c.on('error', () => {}).on('data', () => c.write('HTTP/1.1 200 OK\\\\r\\\\nContent-Length: 0\\\\r\\\\n\\\\r\\\\n')))".replaceAll(
              '\\\\',
              '\\',
            ),
          ),
        );
        return await shell(commandOf('reset-on-reuse', { 7888: app.port, SERVER: '127.0.0.1' }));
      },
      sees: (output) => /status 200/.test(output) && !/keep-alive: /i.test(output),
    },
    'no-status': {
      print: async () => await shell(commandOf('reset-on-reuse', { 7888: 1, SERVER: '127.0.0.1' })),
      sees: (output) => /status 000/.test(output),
    },
    reused: {
      print: async () => {
        const app = await node(
          server(
            "http.createServer((q, r) => (q.socket.asked ? q.socket.destroy() : ((q.socket.asked = true), r.end('ok'))))",
          ),
        );
        const agent = new Agent({ keepAlive: true });
        onTestFinished(() => agent.destroy());
        await failing(app.port, agent);
        return await failing(app.port, agent);
      },
      sees: (output) => output.startsWith('reusedSocket true'),
    },
    'early-answer': {
      print: async () => {
        const app = await node(
          server(
            "http.createServer((q, r) => { r.writeHead(413, { Connection: 'close' }).end(() => q.socket.destroy()); })",
          ),
        );
        return await failing(app.port, undefined, 50_000_000);
      },
      sees: (output) => /^reusedSocket false, upload/.test(output),
    },
    'first-use': {
      print: async () =>
        await failing(
          (await node(server("net.createServer((c) => c.on('data', () => c.destroy()))"))).port,
        ),
      sees: (output) => /^reusedSocket false, small/.test(output),
    },
  },
  '502-on-post': {
    'only-post': {
      print: () => nginxLog('POST', 'POST', 'PATCH'),
      sees: (output) => /POST/.test(output) && !/GET/.test(output),
    },
    'get-behind-nginx': {
      print: () => nginxLog('GET', 'POST'),
      sees: (output) => /GET/.test(output),
    },
    'get-behind-haproxy': { skipped: 'HAProxy and Apache write logs of their own: measured' },
    'in-quiet-hours': { skipped: 'needs a day of traffic' },
    'no-line': { print: () => nginxLog(), sees: (output) => output.trim() === '' },
  },
  'first-after-quiet': {
    'close-wait': {
      print: () =>
        inOwnNetwork(
          `${closing}a.close(); time.sleep(0.1)\nport = s.getsockname()[1]`.replace(
            "('127.0.0.1', 0)",
            "('127.0.0.1', 443)",
          ),
          commandOf('first-after-quiet'),
        ),
      sees: (output) => /CLOSE-WAIT +1 /.test(output),
    },
    'fails-at-once': { skipped: 'the row is ESTABLISHED; only the call tells it from the next' },
    hangs: {
      print: () =>
        inOwnNetwork(
          closing.replace("('127.0.0.1', 0)", "('127.0.0.1', 443)"),
          commandOf('first-after-quiet'),
        ),
      sees: (output) => established.test(output),
    },
    'no-row': {
      print: () => inOwnNetwork('', commandOf('first-after-quiet')),
      sees: (output) => !/127\.0/.test(output),
    },
  },
  '502-during-deploys': {
    refused: {
      print: () => deploy(2, 1),
      sees: (output) =>
        statuses(output, '/').length > 0 &&
        [...statuses(output, '/'), ...statuses(output, '/slow')].every(
          ({ status, why }) => status === '000' && /connect/.test(why ?? ''),
        ),
    },
    cut: {
      print: async () =>
        await deploy(
          2,
          (await node(server('net.createServer((c) => c.on("data", () => c.destroy()))'))).port,
        ),
      sees: (output) =>
        statuses(output, '/').length > 0 &&
        [...statuses(output, '/'), ...statuses(output, '/slow')].every(
          ({ status, why }) => status === '000' && /Empty reply|reset/.test(why ?? ''),
        ),
    },
    'slow-ones-cut': {
      print: async () =>
        await deploy(
          3,
          (
            await node(
              server(
                "http.createServer((q, r) => (q.url === '/slow' ? setTimeout(() => q.socket.destroy(), 300) : r.end('ok')))",
              ),
            )
          ).port,
        ),
      sees: (output) =>
        statuses(output, '/').length > 0 &&
        statuses(output, '/').every(({ status }) => status === '200') &&
        statuses(output, '/slow').some(
          ({ status, why }) => status === '000' && /Empty reply|reset/.test(why ?? ''),
        ),
    },
    'kept-ones': {
      print: async () => await deploy(2, (await node(answers)).port),
      sees: (output) => statuses(output, '/').length > 0 && !/ 000/.test(output),
    },
  },
  'upload-refused': {
    answered: {
      print: async () =>
        await upload(
          (
            await node(
              server(
                "http.createServer((q, r) => { r.writeHead(413, { Connection: 'close' }).end(); q.resume(); })",
              ),
            )
          ).port,
        ),
      sees: (output) => /^4\d\d$/m.test(output) && !/curl: \(5/.test(output),
    },
    'answer-lost': {
      print: async () =>
        await upload(
          (
            await node(
              server(
                'net.createServer((c) => c.on("error", () => {}).once("data", () => c.resetAndDestroy()))',
              ),
            )
          ).port,
        ),
      sees: (output) => /^000$/m.test(output) && /curl: \(5[56]\)/.test(output),
    },
    'closed-in-silence': {
      print: async () =>
        await upload(
          (
            await node(
              server(
                'net.createServer((c) => { c.on("error", () => {}).resume().once("data", () => c.end()); })',
              ),
            )
          ).port,
        ),
      sees: (output) => /^000$/m.test(output) && /curl: \(52\)/.test(output),
    },
    accepted: {
      print: async () =>
        await upload(
          (
            await node(
              server("http.createServer((q, r) => q.resume().on('end', () => r.end('ok')))"),
            )
          ).port,
        ),
      sees: (output) => /^[23]\d\d$/m.test(output),
    },
  },
  goaway: {
    'no-error': {
      print: () => log('Connection closed after GOAWAY. HTTP/2 error code: NO_ERROR'),
      sees: (output) => /NO_ERROR/.test(output),
    },
    'enhance-your-calm': {
      print: () => log('Received a GOAWAY with error code ENHANCE_YOUR_CALM'),
      sees: (output) => /CALM/.test(output),
    },
    'refused-stream': {
      print: () => log('Stream closed with error code NGHTTP2_REFUSED_STREAM'),
      sees: (output) => /REFUSED/.test(output),
    },
    'protocol-error': {
      print: () => log('stream was reset: PROTOCOL_ERROR'),
      sees: (output) => /PROTOCOL|INTERNAL|FLOW/.test(output),
    },
    cancel: {
      print: () => log('stream was reset: CANCEL'),
      sees: (output) => /CANCEL/.test(output),
    },
    'goaway-alone': {
      print: () => log('New streams cannot be created after receiving a GOAWAY'),
      sees: (output) => /GOAWAY/.test(output) && !/ERROR|CALM|REFUSED|CANCEL/.test(output),
    },
  },
  'post-ran-twice': {
    'two-lines': {
      print: () => accessLog(order('Go-http-client/1.1'), order('Go-http-client/1.1')),
      sees: (output) => count(output, /POST/) === 2 && !/Mozilla|curl|Wget/.test(output),
    },
    'from-a-browser': {
      print: () => accessLog(order('Mozilla/5.0'), order('Mozilla/5.0')),
      sees: (output) => count(output, /POST/) === 2 && /Mozilla|curl|Wget/.test(output),
    },
    'one-line': {
      print: () => accessLog(order('Go-http-client/1.1')),
      sees: (output) => count(output, /POST/) === 1,
    },
  },
  'old-host': {
    'same-port': {
      print: async () => {
        const { app } = await asked(answers);
        const command = `ss -Htn 'dport = :${app.port}'`;
        return `${await shell(command)}twice\n${await shell(command)}`;
      },
      sees: (output) => samePorts(output) === 'same',
    },
    'new-ports': {
      print: async () => {
        const app = await node(answers);
        const ask = async () => {
          await node(client, app.port, 'GET');
          return (await shell(`ss -Htn 'dport = :${app.port}'`)).trim().split('\n').at(-1);
        };
        const [first, second] = [await ask(), await ask()];
        const newest =
          first === second
            ? (await shell(`ss -Htn 'dport = :${app.port}'`)).split('\n')[0]
            : second;
        return `${first}\ntwice\n${newest}`;
      },
      sees: (output) => samePorts(output) === 'new',
    },
    'old-name': { skipped: 'would ask a name server' },
    'no-row': {
      print: async () => `${await shell("ss -Htn 'dport = :1'")}twice\n`,
      sees: (output) => samePorts(output) === 'none',
    },
  },
  'one-worker': {
    'one-connection': {
      print: async () => {
        const { app } = await asked(answers);
        return await shell(commandOf('one-worker', { 7888: app.port }));
      },
      sees: (output) => /^ *1 pid=\d+\s*$/.test(output),
    },
    'one-process': {
      print: async () => {
        const { app } = await asked(answers);
        await node(client, app.port, 'GET');
        return await shell(commandOf('one-worker', { 7888: app.port }));
      },
      sees: (output) => /^ *([2-9]|\d{2,}) pid=\d+\s*$/.test(output),
    },
    spread: {
      print: async () => {
        const script = (port: number) =>
          `const { createServer } = require('node:http'); const s = createServer((q, r) => r.end('ok')).listen({ port: ${port}, host: '127.0.0.1', reusePort: true }, () => console.log(s.address().port));`;
        const one = await node(script(0));
        await node(script(one.port));
        const command = commandOf('one-worker', { 7888: one.port });
        for (let peers = 0; peers < 40 && count(await shell(command), /pid=/) < 2; peers++) {
          await node(client, one.port, 'GET');
        }
        return await shell(command);
      },
      sees: (output) => count(output, /pid=/) >= 2,
    },
  },
  'hangs-though-listening': {
    'queue-full': {
      print: () => inOwnNetwork(refusedSyn('127.0.0.1'), commandOf('hangs-though-listening')),
      sees: (output) => (queues(output)?.[0] ?? 0) > (queues(output)?.[1] ?? 0),
    },
    'queue-waits': {
      print: () =>
        inOwnNetwork(
          "s = socket.socket(); s.bind(('127.0.0.1', 7888)); s.listen(50)\nc = [socket.create_connection(('127.0.0.1', 7888)) for _ in range(3)]",
          commandOf('hangs-though-listening'),
        ),
      sees: (output) =>
        (queues(output)?.[0] ?? 0) > 0 && (queues(output)?.[0] ?? 0) <= (queues(output)?.[1] ?? 0),
    },
    'queue-empty': {
      print: async () => {
        const app = await node(silent);
        await node(client, app.port);
        return await shell(commandOf('hangs-though-listening', { 7888: app.port }));
      },
      sees: (output) => queues(output)?.[0] === 0,
    },
    'no-row': {
      print: () => shell(commandOf('hangs-though-listening', { 7888: 1 })),
      sees: (output) => !listens.test(output),
    },
  },
  'close-wait': {
    'one-process': {
      print: () => waits('close-wait', `${closing}a.close(); time.sleep(0.1)`),
      sees: (output) => new Set(output.match(/pid=\d+/g)).size === 1,
    },
    'calls-servers': { skipped: 'the same row; the port on the right says whose it is' },
    'serves-clients': { skipped: 'the same row; the port on the left says whose it is' },
    stuck: { skipped: 'the same row, with more than one byte: lesson 16' },
  },
  'fin-wait2': {
    orphaned: {
      print: () => waits('fin-wait2', `${closing}a.close(); time.sleep(0.1)`),
      sees: (output) => /timer:\(/.test(output) && !/users:/.test(output),
    },
    held: {
      print: () => waits('fin-wait2', `${closing}a.shutdown(socket.SHUT_WR); time.sleep(0.1)`),
      sees: (output) => /users:/.test(output) && !/timer:\(/.test(output),
    },
    'both-ends': {
      print: () => inOwnNetwork(`${closing}a.close(); time.sleep(0.1)`, 'ss -tn state close-wait'),
      sees: (output) =>
        /127\.0\.0\.1:\d+ +127\.0\.0\.1:\d+/.test(output) && !/timer|users/.test(output),
    },
  },
  'syn-sent': {
    'one-address': {
      print: () => waits('syn-sent', dropped('10.9.9.9', '10.9.9.9')),
      sees: (output) => peersOf(output).size === 1 && !/127\.0\.0\.1:7888/.test(output),
    },
    'this-machine': {
      print: () => waits('syn-sent', refusedSyn('127.0.0.1')),
      sees: (output) => /127\.0\.0\.1:7888/.test(output),
    },
    'many-addresses': {
      print: () => waits('syn-sent', dropped('10.9.9.7', '10.9.9.8', '10.9.9.9')),
      sees: (output) => peersOf(output).size > 2,
    },
  },
  'ports-used-up': {
    'to-one': {
      print: () => waits('ports-used-up', oneARequest('10.0.0.5', 'c', 150)),
      sees: (output) => most(output) === 150 && !/^127|^\[?::1/.test(near(output)),
    },
    loopback: {
      print: () => waits('ports-used-up', oneARequest('127.0.0.1', 'c', 150)),
      sees: (output) => most(output) === 150 && /^127/.test(near(output)),
    },
    'near-the-limit': {
      print: () =>
        waits(
          'ports-used-up',
          `open('/proc/sys/net/ipv4/ip_local_port_range', 'w').write('40000 40059')\n${oneARequest('10.0.0.5', 'c', 55)}`,
        ),
      sees: (output) => most(output) === 55,
    },
    'from-your-port': {
      print: () => waits('ports-used-up', oneARequest('10.0.0.5', 'a', 150)),
      sees: (output) => most(output) === 1,
    },
  },
  'bound-on-windows': {
    'one-process': { skipped: 'only Windows shows this state' },
    few: { skipped: 'only Windows shows this state' },
  },
  'seventh-tab': {
    six: {
      print: async () => {
        const app = await node(server("http.createServer((q, r) => r.write('a'))"));
        for (let tab = 0; tab < 6; tab++) await node(client, app.port, 'GET');
        return await shell(commandOf('seventh-tab', { 7888: app.port }));
      },
      sees: (output) => count(output, /127\.0\.0\.1:\d+ +127\.0\.0\.1:\d+/) === 6,
    },
    'no-line': { skipped: 'stands in the server’s log, not in the table' },
    'max-sockets': { skipped: 'the same rows; the client’s `maxSockets` says so' },
    fewer: {
      print: async () => {
        const { app } = await asked(answers);
        return await shell(commandOf('seventh-tab', { 7888: app.port }));
      },
      sees: (output) => count(output, /127\.0\.0\.1:\d+ +127\.0\.0\.1:\d+/) < 6,
    },
  },
};

const last = (output: string, way: 'snd' | 'rcv') =>
  Number(new RegExp(`last${way}:(\\d+)`).exec(output)?.[1] ?? 0);

function samePorts(output: string): 'same' | 'new' | 'none' {
  const [before = '', after = ''] = output.split('twice');
  const local = (text: string) => /:(\d+) +\S+:\d+/.exec(text)?.[1];
  if (local(before) === undefined) return 'none';
  return local(before) === local(after) ? 'same' : 'new';
}

/** Asks, and says how it failed: whether the connection had been used before. */
function failing(port: number, agent?: Agent, bytes = 0): Promise<string> {
  return new Promise((done) => {
    const asked = bytes
      ? request({ port, host: '127.0.0.1', method: 'POST', agent: false })
      : get({ port, host: '127.0.0.1', ...(agent && { agent }) });
    asked.on('response', (response) => {
      response.on('error', () => {});
      if (!bytes) response.resume().on('end', () => done('answered'));
    });
    asked.on('error', () =>
      done(`reusedSocket ${asked.reusedSocket}, ${bytes ? 'upload' : 'small'}`),
    );
    if (bytes) asked.end(Buffer.alloc(bytes));
  });
}
