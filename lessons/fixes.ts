import type { Source } from './symptoms/symptom.ts';

/** A remedy as code, in one language. */
export interface Code {
  stack: string;
  lang: 'js' | 'python' | 'go' | 'java' | 'nginx' | 'rust' | 'csharp' | 'php' | 'docker' | 'sh';
  code: string;
  /** Where it is written down; for what no test of ours runs, the only ground there is. */
  source?: Source;
  /** What test/prove/fixes.prove.ts does with it: runs it and sees that it helps, or has it accepted. */
  tried: 'run' | 'compiled' | 'no';
}

export interface Fix {
  title: string;
  codes: readonly Code[];
}

const run = (stack: string, lang: Code['lang'], code: string): Code => ({
  stack,
  lang,
  code: code.trim(),
  tried: 'run',
});

/** Go and Java compile it, nginx accepts it; what it does is told by its documentation. */
const compiled = (stack: string, lang: Code['lang'], code: string): Code => ({
  ...run(stack, lang, code),
  tried: 'compiled',
});

const told = (
  stack: string,
  lang: Code['lang'],
  code: string,
  name: string,
  href: string,
): Code => ({
  stack,
  lang,
  code: code.trim(),
  source: { name, href },
  tried: 'no',
});

const nginxDocs = (page: string, directive: string) =>
  [`nginx: ${directive}`, `https://nginx.org/en/docs/http/${page}.html#${directive}`] as const;

/** Each is the smallest program that shows it: what stands around it is yours. */
export const fixes = {
  'stop-server': {
    title: 'Stop listening first, then finish, then close all at a limit',
    codes: [
      run(
        'Node',
        'js',
        `
process.once('SIGTERM', () => {
  stopping = true; // from now on answer with "Connection: close"
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 5000).unref();
});`,
      ),
      run(
        'Python, Tornado',
        'python',
        `
async def stop():
    server.stop()                                      # listens no more
    try:
        await asyncio.wait_for(all_answered(), 5)      # your own count of what is in flight
    except asyncio.TimeoutError:
        pass
    await server.close_all_connections()`,
      ),
      run(
        'Go',
        'go',
        `
ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
defer cancel()
if err := server.Shutdown(ctx); err != nil {
	server.Close() // the limit is over: cut the rest
}`,
      ),
      run(
        'Java, com.sun.net.httpserver',
        'java',
        `
Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(5)));`,
      ),
      compiled('nginx', 'nginx', 'worker_shutdown_timeout 5s;  # nginx -s quit; TERM cuts at once'),
    ],
  },
  'take-the-signal': {
    title: 'Let the signal reach the program',
    codes: [
      told(
        'Dockerfile',
        'docker',
        'CMD ["node", "server.js"]\n# nginx stops politely on QUIT, uWSGI before 2.1 on INT\nSTOPSIGNAL SIGTERM',
        'Docker: exec form',
        'https://docs.docker.com/reference/build-checks/json-args-recommended/',
      ),
      run('a start script', 'sh', 'exec node server.js'),
      run('Node', 'js', "process.once('SIGTERM', () => server.close(() => process.exit(0)));"),
      run(
        'Python',
        'python',
        `
import signal, threading
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())`,
      ),
      compiled(
        'Go',
        'go',
        `
ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
defer stop()
<-ctx.Done()
server.Shutdown(context.Background())`,
      ),
      run(
        'Java',
        'java',
        'Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(5)));',
      ),
    ],
  },
  'hang-up-first': {
    title: 'Client: hang up before the server does',
    codes: [
      run(
        'Node, http.Agent',
        'js',
        'const agent = new http.Agent({ keepAlive: true, timeout: 4000 });',
      ),
      run(
        'Python, requests',
        'python',
        `
import time, requests
class Fresh(requests.Session):
    """A new pool after four seconds of quiet: requests has no idle time of its own."""
    last = 0.0
    def send(self, *args, **kwargs):
        if time.monotonic() - self.last > 4:
            self.close()
        try:
            return super().send(*args, **kwargs)
        finally:
            self.last = time.monotonic()`,
      ),
      told(
        'Python, httpx',
        'python',
        'client = httpx.Client(limits=httpx.Limits(keepalive_expiry=4))',
        'httpx: resource limits',
        'https://www.python-httpx.org/advanced/resource-limits/',
      ),
      run(
        'Go',
        'go',
        'client := &http.Client{Transport: &http.Transport{IdleConnTimeout: 4 * time.Second}}',
      ),
      run(
        'Java, HttpClient',
        'java',
        `
// In seconds, before the first client. It looks every 3 s, so this lets go after 1 to 4.
System.setProperty("jdk.httpclient.keepalive.timeout", "1");`,
      ),
      told(
        'Rust, reqwest',
        'rust',
        'let client = reqwest::Client::builder().pool_idle_timeout(Duration::from_secs(4)).build()?;',
        'reqwest: pool_idle_timeout',
        'https://docs.rs/reqwest/latest/reqwest/struct.ClientBuilder.html#method.pool_idle_timeout',
      ),
      told(
        '.NET',
        'csharp',
        'var client = new HttpClient(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4) });',
        '.NET: PooledConnectionIdleTimeout',
        'https://learn.microsoft.com/en-us/dotnet/api/system.net.http.socketshttphandler.pooledconnectionidletimeout',
      ),
      told(
        'PHP, curl',
        'php',
        'curl_setopt($curl, CURLOPT_MAXAGE_CONN, 4); // seconds of quiet; libcurl 7.65',
        'libcurl: CURLOPT_MAXAGE_CONN',
        'https://curl.se/libcurl/c/CURLOPT_MAXAGE_CONN.html',
      ),
      compiled('nginx, upstream', 'nginx', 'keepalive 16;\nkeepalive_timeout 4s;'),
    ],
  },
  outlive: {
    title: 'Server: be the more patient one',
    codes: [
      run('Node', 'js', 'server.keepAliveTimeout = 65_000; // ms'),
      told(
        'Python, uvicorn',
        'sh',
        'uvicorn app:app --timeout-keep-alive 65',
        'uvicorn: settings',
        'https://uvicorn.dev/settings/#timeouts',
      ),
      told(
        'Python, gunicorn',
        'sh',
        'gunicorn --keep-alive 65 --worker-class gthread app:app',
        'gunicorn: keepalive',
        'https://gunicorn.org/reference/settings/#keepalive',
      ),
      compiled('Go', 'go', 'server := &http.Server{IdleTimeout: 65 * time.Second}'),
      told(
        'Java, Spring Boot with Tomcat',
        'sh',
        'server.tomcat.keep-alive-timeout=65s',
        'Spring Boot: server properties',
        'https://docs.spring.io/spring-boot/appendix/application-properties/index.html#appendix.application-properties.server',
      ),
      compiled('nginx, to its clients', 'nginx', 'keepalive_timeout 75s;'),
    ],
  },
  'retry-safely': {
    title: 'Send again only what may run twice',
    codes: [
      run(
        'Node',
        'js',
        `
const key = crypto.randomUUID(); // one per order, not per attempt
const send = () => fetch(url, { method: 'POST', headers: { 'Idempotency-Key': key }, body });
const answer = await send().catch(send);`,
      ),
      run(
        'Go',
        'go',
        'req.Header.Set("Idempotency-Key", key) // with it net/http sends a POST again by itself',
      ),
      told(
        'Python, urllib3',
        'python',
        'Retry(total=1, allowed_methods={"GET", "HEAD", "PUT", "DELETE"})  # its default leaves POST out',
        'urllib3: Retry',
        'https://urllib3.readthedocs.io/en/stable/reference/urllib3.util.html#urllib3.util.Retry',
      ),
      told(
        'Java, HttpURLConnection',
        'sh',
        'java -Dsun.net.http.retryPost=false Client',
        'Java: networking properties',
        'https://docs.oracle.com/javase/8/docs/technotes/guides/net/properties.html',
      ),
      told(
        'nginx',
        'nginx',
        'proxy_next_upstream error timeout;  # never with non_idempotent',
        ...nginxDocs('ngx_http_proxy_module', 'proxy_next_upstream'),
      ),
    ],
  },
  'limit-age': {
    title: 'Let no connection grow old',
    codes: [
      run('Node', 'js', 'server.maxRequestsPerSocket = 1000; // the last answer says close'),
      told(
        'Python, gunicorn',
        'sh',
        'gunicorn --max-requests 1000 --max-requests-jitter 100 app:app',
        'gunicorn: max_requests',
        'https://gunicorn.org/reference/settings/#max_requests',
      ),
      run(
        'Go',
        'go',
        `
func sayCloseOnceInAThousand(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if rand.Intn(1000) == 0 {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}`,
      ),
      compiled(
        'Java, com.sun.net.httpserver',
        'java',
        'if (ThreadLocalRandom.current().nextInt(1000) == 0) exchange.getResponseHeaders().set("Connection", "close");',
      ),
      told(
        '.NET',
        'csharp',
        'var client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) });',
        '.NET: PooledConnectionLifetime',
        'https://learn.microsoft.com/en-us/dotnet/fundamentals/networking/http/httpclient-guidelines#dns-behavior',
      ),
      compiled('nginx', 'nginx', 'keepalive_requests 1000;\nkeepalive_time 5m;'),
    ],
  },
  'end-streams': {
    title: 'Say goodbye to what never ends',
    codes: [
      run(
        'Node, ws and event streams',
        'js',
        `
for (const client of sockets.clients) client.close(1001, 'going away');
for (const response of streams) response.end();
server.close();`,
      ),
      told(
        'Python, uvicorn',
        'sh',
        'uvicorn app:app --timeout-graceful-shutdown 5',
        'uvicorn: settings',
        'https://uvicorn.dev/settings/#timeouts',
      ),
      compiled(
        'Go',
        'go',
        `
server.RegisterOnShutdown(cancelStreams) // Shutdown waits for an event stream, and knows no WebSocket
server.Shutdown(ctx)`,
      ),
      told(
        'Java, Spring Boot',
        'sh',
        '# from 3.4 on graceful is the default\nserver.shutdown=graceful\nspring.lifecycle.timeout-per-shutdown-phase=5s',
        'Spring Boot: graceful shutdown',
        'https://docs.spring.io/spring-boot/reference/web/graceful-shutdown.html',
      ),
      compiled(
        'nginx',
        'nginx',
        'worker_shutdown_timeout 5s;  # all but half a request head: that ends at client_header_timeout',
      ),
    ],
  },
  'read-the-upload': {
    title: 'Answer, and read on before you close',
    codes: [
      run(
        'Node',
        'js',
        `
response.writeHead(413, { Connection: 'close', 'Content-Length': 9 }).write('too large');
request.resume().once('end', () => response.end()); // end() closes: not before all is read
setTimeout(() => request.destroy(), 5000).unref();`,
      ),
      run(
        'Python, http.server',
        'python',
        `
self.send_error(413)
self.close_connection = True
self.connection.settimeout(5)
while self.rfile.read(65536):  # until the client has closed
    pass`,
      ),
      run(
        'Go',
        'go',
        `
r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
if _, err := io.Copy(io.Discard, r.Body); err != nil {
	http.Error(w, "too large", http.StatusRequestEntityTooLarge)
}`,
      ),
      compiled(
        'Java, com.sun.net.httpserver',
        'java',
        `
exchange.getResponseHeaders().set("Connection", "close");
exchange.sendResponseHeaders(413, 9); // -1 would close before all is read
exchange.getResponseBody().write("too large".getBytes());
exchange.getResponseBody().flush();
exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
exchange.close();`,
      ),
      compiled(
        'nginx',
        'nginx',
        'client_max_body_size 1m;\nlingering_close on;\nlingering_time 30s;',
      ),
    ],
  },
  'new-session': {
    title: 'After GOAWAY: a new session',
    codes: [
      run(
        'Node',
        'js',
        `
let session;
function current() {
  if (session && !session.closed && !session.destroyed) return session;
  session = http2.connect(origin);
  session.on('error', () => {});
  session.on('goaway', () => { session = undefined; });
  return session;
}`,
      ),
      compiled(
        'Go',
        'go',
        `
body := []byte("order")
req, _ := http.NewRequest("POST", url, bytes.NewReader(body)) // sets GetBody, so net/http may send it again`,
      ),
      told(
        'Java, gRPC',
        'java',
        'ManagedChannelBuilder.forTarget(target).keepAliveTime(5, TimeUnit.MINUTES).build();',
        'gRPC: keepalive',
        'https://grpc.io/docs/guides/keepalive/',
      ),
      told(
        'Python, gRPC',
        'python',
        'grpc.insecure_channel(target, options=[("grpc.keepalive_time_ms", 300_000)])',
        'gRPC: keepalive',
        'https://grpc.io/docs/guides/keepalive/',
      ),
      told(
        'nginx',
        'nginx',
        'keepalive_requests 10000;  # after so many it closes, over HTTP/2 with GOAWAY',
        ...nginxDocs('ngx_http_core_module', 'keepalive_requests'),
      ),
    ],
  },
  'longer-queue': {
    title: 'A longer queue for bursts',
    codes: [
      run('Node', 'js', 'server.listen({ port, backlog: 4096 }); // 511 without it'),
      run('Python', 'python', 'sock.listen(4096)  # http.server: request_queue_size = 4096'),
      compiled(
        'Go',
        'go',
        'net.Listen("tcp", addr) // takes the system’s limit, somaxconn, by itself',
      ),
      compiled('Java', 'java', 'HttpServer.create(new InetSocketAddress(port), 4096);'),
      compiled('nginx', 'nginx', 'listen 127.0.0.1:8080 backlog=4096;'),
      told(
        'Linux',
        'sh',
        'sysctl -w net.core.somaxconn=4096',
        'listen(2): somaxconn',
        'https://man7.org/linux/man-pages/man2/listen.2.html',
      ),
    ],
  },
  'close-yours': {
    title: 'Close your end when the peer has closed',
    codes: [
      run('Node, a socket you took over', 'js', "socket.on('end', () => socket.end());"),
      run(
        'Python',
        'python',
        `
with sock:
    while data := sock.recv(65536):
        handle(data)  # recv gives b'' when the peer has closed; with closes ours`,
      ),
      compiled(
        'Go',
        'go',
        `
defer conn.Close()
io.Copy(io.Discard, conn) // ends when the peer has closed`,
      ),
      compiled(
        'Java',
        'java',
        `
try (socket; var in = socket.getInputStream()) {
  in.transferTo(OutputStream.nullOutputStream()); // ends when the peer has closed
}`,
      ),
      compiled(
        'nginx',
        'nginx',
        'reset_timedout_connection on;  # and no FIN_WAIT1 for those that time out',
      ),
    ],
  },
  'keep-connections': {
    title: 'Keep connections in place of opening one a request',
    codes: [
      run(
        'Node',
        'js',
        'const agent = new http.Agent({ keepAlive: true, timeout: 4000 }); // one for all',
      ),
      run('Python, requests', 'python', 'session = requests.Session()  # one for all'),
      compiled(
        'Go',
        'go',
        `
transport := &http.Transport{MaxIdleConnsPerHost: 100} // 2 without it
defer resp.Body.Close()
io.Copy(io.Discard, resp.Body) // a body not read to its end costs the connection`,
      ),
      compiled(
        'Java',
        'java',
        'static final HttpClient CLIENT = HttpClient.newHttpClient(); // one for all',
      ),
      compiled(
        'nginx before 1.29.7',
        'nginx',
        'proxy_http_version 1.1;\nproxy_set_header Connection "";  # and keepalive 16; in the upstream',
      ),
    ],
  },
  'connect-limit': {
    title: 'A limit for connecting',
    codes: [
      run('Node', 'js', 'net.connect({ host, port, signal: AbortSignal.timeout(3000) });'),
      run(
        'Python, requests',
        'python',
        'requests.get(url, timeout=(3, 30))  # to connect, to read',
      ),
      compiled(
        'Go',
        'go',
        '&http.Transport{DialContext: (&net.Dialer{Timeout: 3 * time.Second}).DialContext}',
      ),
      compiled(
        'Java',
        'java',
        'HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();',
      ),
      compiled('nginx', 'nginx', 'proxy_connect_timeout 3s;'),
    ],
  },
} as const satisfies Record<string, Fix>;

export type FixId = keyof typeof fixes;
