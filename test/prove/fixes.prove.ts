import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findProgram } from '../../code/lab/find-program.ts';
import { findTornado } from '../../code/lab/find-tornado.ts';
import { type Code, type FixId, fixes } from '../../lessons/fixes.ts';
import { symptoms } from '../../lessons/symptoms.ts';
import { sendThenRead } from '../helpers/late-reader.ts';
import { needs } from '../helpers/needs.ts';

const run = promisify(execFile);
const codes = Object.entries(fixes).flatMap(([id, { codes }]) =>
  (codes as readonly Code[]).map((code) => ({ id: id as FixId, ...code })),
);
const codeOf = (id: FixId, lang: Code['lang'], changes: Record<string, string> = {}) => {
  const found = codes.find((code) => code.id === id && code.lang === lang && code.tried !== 'no');
  let text = found?.code ?? '';
  for (const [ours, theirs] of Object.entries(changes)) {
    expect(text).toContain(ours);
    text = text.replace(ours, theirs);
  }
  return text;
};

test('Each fix is code for Node, Python, Go, Java and nginx, where it applies; what was not run has a source', () => {
  for (const code of codes) if (code.tried === 'no') expect(code.source?.href).toMatch(/^https:/);
  const stacks = (id: FixId) => fixes[id].codes.map(({ stack }) => stack.split(/[ ,]/)[0]);
  for (const id of Object.keys(fixes) as FixId[]) {
    if (id === 'retry-safely' || id === 'take-the-signal') continue; // Java’s is a switch, nginx has it
    expect(stacks(id)).toEqual(expect.arrayContaining(['Node', 'Python', 'Go', 'nginx']));
  }
  expect(stacks('hang-up-first')).toEqual(
    expect.arrayContaining(['Java', 'Go', 'Python', 'Rust', '.NET', 'PHP']),
  );
  for (const { fixes: used } of symptoms) expect(used).not.toEqual([]);
});

interface Program extends AsyncDisposable {
  /** The first line that it prints. */
  line: string;
  kill: (signal: NodeJS.Signals) => void;
  ended: Promise<number | null>;
  output: () => string;
}

/** A program that prints a line when it is ready. */
async function start(file: string, args: readonly string[], cwd?: string): Promise<Program> {
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  const ended = once(child, 'close').then(([status]) => status as number | null);
  const program: Program = {
    line: '',
    kill: (signal) => void child.kill(signal),
    ended,
    output: () => output,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
  onTestFinished(() => program[Symbol.asyncDispose]());
  const first = once(createInterface(child.stdout), 'line').then(([line]) => `${line}`);
  program.line = await Promise.race([
    first,
    ended.then((status) => Promise.reject(new Error(`ended with ${status}: ${output}`))),
  ]);
  return program;
}

/** A request in flight and a connection that idles, as the signal comes: the answer is whole, the end soon. */
async function leavesWell(program: Program) {
  const url = `http://127.0.0.1:${program.line}`;
  await (await fetch(`${url}/`)).text(); // leaves an idle connection
  const slow = fetch(`${url}/slow`).then((answer) => answer.text());
  await fetch(`${url}/`).then((answer) => answer.text()); // by now the slow one has arrived as well
  program.kill('SIGTERM');
  expect(await slow).toBe('slow');
  await program.ended;
}

const nodeServer = (before: string, after: string) => `
  const http = require('node:http');
  let stopping = false;
  const server = http.createServer((request, response) => {
    ${before}
    if (stopping) response.setHeader('Connection', 'close');
    if (request.url === '/slow') setTimeout(() => response.end('slow'), 400);
    else response.end('ok');
  });
  ${after}
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;
const startNode = (script: string) => start(process.execPath, ['-e', script]);

describe('Node', () => {
  test.for(['stop-server', 'take-the-signal'] as const)('%s', async (id) => {
    const program = await startNode(nodeServer('', codeOf(id, 'js')));
    await leavesWell(program);
    expect(await program.ended).toBe(0);
  });

  test('a start script: the signal comes to the program', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
    await writeFile(join(folder.path, 'server.js'), nodeServer('', codeOf('stop-server', 'js')));
    const line = codeOf('take-the-signal', 'sh').replace('node', process.execPath);
    const program = await start('sh', ['-c', line], folder.path);
    await leavesWell(program);
    expect(await program.ended).toBe(0);
  });

  test('hang-up-first: the client ends the quiet connection, the server never does', async () => {
    const program = await startNode(`
      const http = require('node:http');
      ${codeOf('hang-up-first', 'js', { 4000: '300' })}
      const server = http.createServer({ keepAliveTimeout: 0 }, (q, r) => r.end('ok'));
      server.on('connection', (socket) => socket.on('end', () => { console.log('the client'); process.exit(); }));
      server.listen(0, '127.0.0.1', () => http.get({ port: server.address().port, agent }, (r) => r.resume()));`);
    expect(program.line).toBe('the client');
  });

  test('outlive: the server says so', async () => {
    const program = await startNode(nodeServer('', codeOf('outlive', 'js')));
    const answer = await fetch(`http://127.0.0.1:${program.line}/`);
    expect(answer.headers.get('keep-alive')).toBe('timeout=65');
  });

  test('retry-safely: two attempts, one key', async () => {
    const program = await startNode(`
      const keys = [];
      const server = require('node:http').createServer((q, r) => {
        keys.push(q.headers['idempotency-key']);
        if (keys.length === 1) q.socket.destroy();
        else r.end('ok');
      }).listen(0, '127.0.0.1', async () => {
        const url = 'http://127.0.0.1:' + server.address().port, body = 'x';
        await (async () => { ${codeOf('retry-safely', 'js')} await answer.text(); })();
        console.log(JSON.stringify([keys.length, new Set(keys).size, typeof keys[0]]));
        process.exit();
      });`);
    expect(program.line).toBe('[2,1,"string"]');
  });

  test('limit-age: the last answer says close', async () => {
    const program = await startNode(nodeServer('', codeOf('limit-age', 'js', { 1000: '1' })));
    const answer = await fetch(`http://127.0.0.1:${program.line}/`);
    expect(answer.headers.get('connection')).toBe('close');
  });

  test('end-streams: a WebSocket gets 1001, an event stream its end, and close() calls back', async () => {
    const ws = createRequire(import.meta.url).resolve('ws');
    const program = await startNode(`
      const { WebSocketServer, WebSocket } = require(${JSON.stringify(ws)}), http = require('node:http');
      const streams = new Set(), said = [];
      const server = http.createServer((q, r) => { r.write('data: a\\n\\n'); streams.add(r); });
      const sockets = new WebSocketServer({ server });
      const done = (what) => { said.push(what); if (said.length === 3) { console.log(said.sort().join()); process.exit(); } };
      server.on('close', () => done('closed'));
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address();
        const socket = new WebSocket('ws://127.0.0.1:' + port);
        socket.on('close', (code) => done(code));
        socket.on('open', () => http.get({ port, agent: false }, (r) => {
          r.once('data', () => { ${codeOf('end-streams', 'js')} });
          r.resume().on('end', () => done('ended'));
        }));
      });`);
    expect(program.line).toBe('1001,closed,ended');
  });

  test('read-the-upload: the answer arrives, whole, at a client that reads last', async () => {
    const program = await startNode(`
      const server = require('node:http').createServer((request, response) => {
        ${codeOf('read-the-upload', 'js')}
      }).listen(0, '127.0.0.1', () => console.log(server.address().port));`);
    expect(await sendThenRead(Number(program.line))).toMatch(
      /^HTTP\/1\.1 413 [\s\S]*\r\n\r\ntoo large$/,
    );
  });

  test('new-session: another one after GOAWAY', async () => {
    const program = await startNode(`
      const http2 = require('node:http2');
      let sessions = 0;
      const server = http2.createServer((q, r) => r.end('ok'));
      server.on('session', (s) => { sessions++; s.once('stream', (stream) => stream.on('close', () => s.goaway())); });
      server.listen(0, '127.0.0.1', async () => {
        const origin = 'http://127.0.0.1:' + server.address().port;
        ${codeOf('new-session', 'js')}
        const ask = () => new Promise((done, fail) => { const r = current().request({ ':path': '/' }); r.resume().on('end', done).on('error', fail); });
        await ask();
        await new Promise((gone) => session.once('goaway', gone));
        await ask();
        console.log(sessions);
        process.exit();
      });`);
    expect(program.line).toBe('2');
  });

  test('longer-queue: the kernel has it', async (ctx) => {
    needs(ctx, 'ss', findProgram(['ss'], process.env));
    const program = await startNode(`
      const server = require('node:net').createServer(), port = 0;
      server.on('listening', () => console.log(server.address().port));
      ${codeOf('longer-queue', 'js', { 4096: '600' })}`);
    const { stdout } = await run('ss', ['-Hltn', `sport = :${program.line}`]);
    expect(stdout.trim().split(/ +/)[2]).toBe('600');
  });

  test('close-yours: the client that has closed sees the end', async () => {
    const program = await startNode(`
      const net = require('node:net');
      const server = net.createServer({ allowHalfOpen: true }, (socket) => { socket.resume(); ${codeOf('close-yours', 'js')} });
      server.listen(0, '127.0.0.1', () => {
        const client = net.connect({ port: server.address().port, allowHalfOpen: true }, () => client.end());
        client.resume().on('end', () => { console.log('both'); process.exit(); });
      });`);
    expect(program.line).toBe('both');
  });

  test('keep-connections: one for two requests', async () => {
    const program = await startNode(`
      const http = require('node:http');
      ${codeOf('keep-connections', 'js')}
      let connections = 0;
      const server = http.createServer((q, r) => r.end('ok')).on('connection', () => connections++);
      const ask = () => new Promise((done) => http.get({ port: server.address().port, agent }, (r) => r.resume().on('end', done)));
      server.listen(0, '127.0.0.1', async () => { await ask(); await new Promise(setImmediate); await ask(); console.log(connections); process.exit(); });`);
    expect(program.line).toBe('1');
  });

  test('connect-limit: ends a connect that gets no answer', async () => {
    // Its queue has one place, which the first connection takes: the next one gets no answer.
    const full = `import socket, subprocess, sys
s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(0)
c = socket.create_connection(s.getsockname())
sys.exit(subprocess.run([*sys.argv[1:], str(s.getsockname()[1])]).returncode)`;
    const script = `const net = require('node:net'), host = '127.0.0.1', port = Number(process.argv[1]);
      const socket = ${codeOf('connect-limit', 'js', { 3000: '300' })}
      socket.on('error', (error) => { console.log(error.name); process.exit(); });`;
    const { stdout } = await run('python3', ['-c', full, process.execPath, '-e', script]);
    expect(stdout.trim()).toBe('AbortError');
  });
});

describe('Python', () => {
  test('stop-server: Tornado', async (ctx) => {
    const python = await findTornado(process.env);
    needs(ctx, 'tornado', python);
    const script = `
import asyncio, signal, tornado.httpserver, tornado.web, tornado.netutil
busy = 0
class Ask(tornado.web.RequestHandler):
    async def get(self):
        global busy
        busy += 1
        if self.request.path == '/slow': await asyncio.sleep(0.4)
        self.finish('slow' if self.request.path == '/slow' else 'ok')
    def on_finish(self):
        global busy
        busy -= 1
async def all_answered():
    while busy: await asyncio.sleep(0.01)
async def main():
    global server
    server = tornado.httpserver.HTTPServer(tornado.web.Application([('/.*', Ask)]))
    sockets = tornado.netutil.bind_sockets(0, '127.0.0.1'); server.add_sockets(sockets)
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    print(sockets[0].getsockname()[1], flush=True)
    await over.wait()
    await stop()
${codeOf('stop-server', 'python')}
asyncio.run(main())`;
    await leavesWell(await start(`${python}`, ['-c', script]));
  });

  test('take-the-signal: http.server', async () => {
    const program = await start('python3', [
      '-c',
      `
from http.server import ThreadingHTTPServer, BaseHTTPRequestHandler
server = ThreadingHTTPServer(('127.0.0.1', 0), BaseHTTPRequestHandler)
${codeOf('take-the-signal', 'python')}
print(server.server_port, flush=True)
server.serve_forever()`,
    ]);
    program.kill('SIGTERM');
    expect(await program.ended).toBe(0);
  });

  test.for([
    ['hang-up-first', { '> 4': '> 0.2' }, 'session = Fresh()', 2],
    ['keep-connections', {}, '', 1],
  ] as const)('%s: requests', async ([id, changes, session, connections], ctx) => {
    const has = await run('python3', ['-c', 'import requests']).then(
      () => true,
      () => false,
    );
    if (!has) ctx.skip(true, 'requests is not installed: pip install requests');
    const app = await startNode(`let n = 0;
      const server = require('node:http').createServer((q, r) => r.end(String(n))).on('connection', () => n++);
      server.keepAliveTimeout = 0; server.listen(0, '127.0.0.1', () => console.log(server.address().port));`);
    const code = codeOf(id, 'python', changes);
    const { stdout } = await run('python3', [
      '-c',
      `import requests, time\n${code}\n${session}\nurl = 'http://127.0.0.1:${app.line}/'\nsession.get(url)\ntime.sleep(0.4)\nprint(session.get(url).text)`,
    ]);
    expect(stdout.trim()).toBe(`${connections}`);
  });

  test('read-the-upload: http.server', async () => {
    const body = codeOf('read-the-upload', 'python').replaceAll('\n', '\n        ');
    const program = await start('python3', [
      '-c',
      `
from http.server import ThreadingHTTPServer, BaseHTTPRequestHandler
class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_): pass
    def do_PUT(self):
        ${body}
server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()`,
    ]);
    expect(await sendThenRead(Number(program.line))).toMatch(/^HTTP\/1\.0 413 [\s\S]*<\/html>\s*$/);
  });

  test('longer-queue, close-yours, connect-limit', async () => {
    const { stdout } = await run('python3', [
      '-c',
      `
import socket, threading
sock = socket.socket(); sock.bind(('127.0.0.1', 0))
${codeOf('longer-queue', 'python')}
client = socket.create_connection(sock.getsockname()); listening = sock
sock, _ = listening.accept()
heard = []
def handle(data): heard.append(data)
client.sendall(b'a'); client.shutdown(socket.SHUT_WR)
${codeOf('close-yours', 'python')}
print(heard, client.recv(1), sock.fileno())`,
    ]);
    expect(stdout.trim()).toBe("[b'a'] b'' -1");
  });
});

describe('Go', () => {
  test('all of it compiles; what says so, runs', { timeout: 180_000 }, async (ctx) => {
    const go = findProgram(['go'], process.env);
    needs(ctx, 'go', go);
    await using folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
    await writeFile(join(folder.path, 'main.go'), goProgram());
    await writeFile(join(folder.path, 'go.mod'), 'module fixes\n\ngo 1.19\n');
    await run(`${go}`, ['build', '-o', 'fixes', '.'], { cwd: folder.path });

    const program = await start(join(folder.path, 'fixes'), []);
    const url = `http://127.0.0.1:${program.line}`;
    expect((await fetch(`${url}/close`)).headers.get('connection')).toBe('close');
    expect((await fetch(`${url}/big`, { method: 'PUT', body: 'x'.repeat(2 << 20) })).status).toBe(
      413,
    );
    expect(await (await fetch(`${url}/idle`)).text()).toBe('two connections');
    expect(await (await fetch(`${url}/again`)).text()).toBe('sent twice, one key');
    await leavesWell(program);
    expect(await program.ended).toBe(0);
  });
});

describe('Java', () => {
  test('all of it compiles; what says so, runs', { timeout: 180_000 }, async (ctx) => {
    const javac = findProgram(['javac'], process.env);
    if (!javac) ctx.skip(true, 'javac is not installed: apt-get install openjdk-17-jdk-headless');
    await using folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
    await mkdir(join(folder.path, 'out'));
    await writeFile(join(folder.path, 'Fixes.java'), javaProgram());
    await run(`${javac}`, ['-d', 'out', 'Fixes.java'], { cwd: folder.path });
    const program = await start('java', ['-cp', join(folder.path, 'out'), 'Fixes']);
    expect(await (await fetch(`http://127.0.0.1:${program.line}/idle`)).text()).toBe(
      'two connections',
    );
    await leavesWell(program);
    expect(await program.ended).toBe(143); // the hook runs, and the status stays the signal’s
  });
});

describe('nginx', () => {
  test('accepts all of it', async (ctx) => {
    const nginx = findProgram(['nginx', '/usr/sbin/nginx'], process.env);
    needs(ctx, 'nginx', nginx);
    await using folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
    const ours = codes.filter(({ lang, tried }) => lang === 'nginx' && tried === 'compiled');
    expect(ours.length).toBeGreaterThan(6);
    for (const { code, id, stack } of ours) {
      const [inMain, inUpstream, inServer] = [
        /^worker_/.test(code),
        /upstream/.test(stack),
        /^listen /.test(code),
      ];
      const config = `pid ${folder.path}/pid; error_log stderr; ${inMain ? code : ''}
        events {} http { access_log off; client_body_temp_path ${folder.path}/a; proxy_temp_path ${folder.path}/b; fastcgi_temp_path ${folder.path}/c; uwsgi_temp_path ${folder.path}/d; scgi_temp_path ${folder.path}/e;
        upstream app { server 127.0.0.1:1; ${inUpstream ? code : ''}
        }
        server { ${inServer ? code : 'listen 127.0.0.1:8080;'}
          location / { ${inMain || inUpstream || inServer ? '' : code}
            proxy_pass http://app; } } }`;
      await writeFile(join(folder.path, 'conf'), config);
      const { stderr } = await run(`${nginx}`, ['-t', '-c', join(folder.path, 'conf')]).catch(
        (error: { stderr: string }) => error,
      );
      expect(stderr, `${id}: ${stderr}`).toContain('test is successful');
    }
  });
});

const goFunctions = (ids: readonly (readonly [FixId, string, string?])[]) =>
  ids
    .map(
      ([id, uses, after = ''], index) =>
        `func f${index}(${uses}) {\n${codeOf(id, 'go')}\n${after}\n}`,
    )
    .join('\n');

const goProgram = () => `package main
import ("bytes"; "context"; "fmt"; "io"; "math/rand"; "net"; "net/http"; "net/http/httptest"; "os/signal"; "strings"; "sync"; "syscall"; "time")
func slow(w http.ResponseWriter, r *http.Request) { if r.URL.Path == "/slow" { time.Sleep(400 * time.Millisecond); fmt.Fprint(w, "slow") } else { fmt.Fprint(w, "ok") } }
${codeOf('limit-age', 'go', { '1000': '1' })}
${goFunctions([
  ['outlive', '', 'use(server)'],
  ['end-streams', 'server *http.Server, cancelStreams func(), ctx context.Context'],
  ['new-session', 'url string', 'use(req)'],
  ['close-yours', 'conn net.Conn'],
  ['take-the-signal', 'server *http.Server'],
])}
func keep(resp *http.Response) { ${codeOf('keep-connections', 'go')}
	use(transport) }
func limit() { use(${codeOf('connect-limit', 'go')}) }
func queue(addr string) { ${codeOf('longer-queue', 'go')}
}
func use(...any) {}
func big(w http.ResponseWriter, r *http.Request) { ${codeOf('read-the-upload', 'go')}
}
func idle(w http.ResponseWriter, _ *http.Request) {
	var mutex sync.Mutex; seen := map[string]bool{}
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { mutex.Lock(); seen[r.RemoteAddr] = true; mutex.Unlock() }))
	defer other.Close()
	${codeOf('hang-up-first', 'go', { '4 * time.Second': '100 * time.Millisecond' })}
	for i := 0; i < 2; i++ { resp, err := client.Get(other.URL); if err != nil { panic(err) }; io.Copy(io.Discard, resp.Body); resp.Body.Close(); time.Sleep(300 * time.Millisecond) }
	if len(seen) == 2 { fmt.Fprint(w, "two connections") } else { fmt.Fprint(w, len(seen)) }
}
func again(w http.ResponseWriter, _ *http.Request) {
	keys := []string{}; n := 0
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n++
		if n == 1 { return }
		keys = append(keys, r.Header.Get("Idempotency-Key"))
		if n == 2 { c, _, _ := w.(http.Hijacker).Hijack(); c.Close() }
	}))
	defer other.Close()
	key := "order-1"
	client := &http.Client{}
	resp, err := client.Get(other.URL); if err != nil { panic(err) }
	io.Copy(io.Discard, resp.Body); resp.Body.Close()
	req, _ := http.NewRequest("POST", other.URL, strings.NewReader("x"))
	${codeOf('retry-safely', 'go')}
	if _, err := client.Do(req); err != nil { panic(err) }
	if len(keys) == 2 && keys[0] == key && keys[1] == key { fmt.Fprint(w, "sent twice, one key") } else { fmt.Fprint(w, keys) }
}
func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("/", slow); mux.HandleFunc("/big", big); mux.HandleFunc("/idle", idle); mux.HandleFunc("/again", again)
	mux.Handle("/close", sayCloseOnceInAThousand(http.HandlerFunc(slow)))
	server := &http.Server{Handler: mux}
	listener, err := net.Listen("tcp", "127.0.0.1:0"); if err != nil { panic(err) }
	go server.Serve(listener)
	told, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM); defer stop()
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	<-told.Done()
	${codeOf('stop-server', 'go')}
	use(bytes.NewReader, rand.Intn)
}
`;

const javaProgram = () => `
import com.sun.net.httpserver.*; import java.io.*; import java.net.*; import java.net.http.HttpClient; import java.net.http.*; import java.time.Duration; import java.util.*; import java.util.concurrent.*;
public class Fixes {
  static class Kept { ${codeOf('keep-connections', 'java')}
  } // never loaded: the first client of a program reads the setting, and no later one
  static void age(HttpExchange exchange) { ${codeOf('limit-age', 'java')} }
  static void upload(HttpExchange exchange) throws IOException { ${codeOf('read-the-upload', 'java')} }
  static void queue(int port) throws IOException { ${codeOf('longer-queue', 'java')} }
  static void end(Socket socket) throws IOException { ${codeOf('close-yours', 'java')} }
  static void limit() { ${codeOf('connect-limit', 'java')} }
  static void answer(HttpExchange x, String text) throws IOException { byte[] b = text.getBytes(); x.sendResponseHeaders(200, b.length); x.getResponseBody().write(b); x.close(); }
  static String idle() throws Exception {
    Set<Integer> ports = ConcurrentHashMap.newKeySet();
    HttpServer other = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    other.createContext("/", x -> { ports.add(x.getRemoteAddress().getPort()); answer(x, "ok"); }); other.start();
    HttpClient client = HttpClient.newHttpClient();
    for (int i = 0; i < 2; i++) { client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + other.getAddress().getPort() + "/")).build(), HttpResponse.BodyHandlers.ofString()); Thread.sleep(4500); }
    other.stop(0);
    return ports.size() == 2 ? "two connections" : "" + ports.size();
  }
  public static void main(String[] args) throws Exception {
    ${codeOf('hang-up-first', 'java')}
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newCachedThreadPool(task -> { Thread thread = new Thread(task); thread.setDaemon(true); return thread; }));
    server.createContext("/", x -> { if (x.getRequestURI().getPath().equals("/slow")) { try { Thread.sleep(400); } catch (InterruptedException e) {} answer(x, "slow"); } else answer(x, "ok"); });
    server.createContext("/idle", x -> { try { answer(x, idle()); } catch (Exception e) { throw new IOException(e); } });
    server.start();
    ${codeOf('stop-server', 'java')}
    System.out.println(server.getAddress().getPort());
  }
}`;
