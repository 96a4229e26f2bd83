import type { ErrorLine } from '../code/course/symptoms/find-symptoms.ts';
import type { SymptomId } from './symptoms/ids.ts';

/** A line as a program printed it, and where it was seen. */
export interface SeenLine extends ErrorLine<SymptomId> {
  /** The program, with its version where the report tells it. */
  by: string;
  /** `run`: printed here, November 2026. Else the public report or source text that has the line. */
  source: 'run' | `${string}/${string}#${number}` | `https://${string}`;
}

type Row = [line: string, by: string, source: SeenLine['source']];

/** Lines that fit the same symptoms, the likeliest first. */
const fitting = (fits: readonly SymptomId[], rows: readonly Row[]): SeenLine[] =>
  rows.map(([line, by, source]) => ({ line, by, source, fits, bare: bare.has(line) }));

/** The words of errno(3) and their like: whoever prints them says more around them. */
const bare = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'EADDRINUSE',
  'EADDRNOTAVAIL',
  'SYN_SENT',
  'Error: socket hang up',
  'Connection reset by peer',
  'Connection refused',
  'Connection timed out',
  'Broken pipe',
  '[Errno 32] Broken pipe',
  'Too many open files',
  'Address already in use',
  'Cannot assign requested address',
  'unexpected EOF',
  'The connection was reset.',
  '"logger":"http.log.error","msg":"EOF","status":502,"err_trace":"reverseproxy.statusError (reverseproxy.go:1269)"',
  'System.Net.Sockets.SocketException (10054): An existing connection was forcibly closed by the remote host.',
]);

/** Lines that stand around others, and say little by themselves. */
const around = (fits: readonly SymptomId[], rows: readonly Row[]): SeenLine[] =>
  fitting(fits, rows).map((line) => ({ ...line, vague: true }));

/** Lines of something else: each says of what. */
const elsewhere = (rows: readonly [...Row, instead: string][]): SeenLine[] =>
  rows.map(([line, by, source, instead]) => ({ line, by, source, fits: [], instead }));

const chromium = 'Chromium 156.0.8078.108';
const node = 'Node 26.10.0';
const go = 'Go 1.19.8, net/http';
const java = 'OpenJDK 17.0.15';
const python = 'Python 3.11.7';
const ruby = 'Ruby 3.1.2, Net::HTTP';
const curl = 'curl 7.88.1';
const wget = 'wget 1.21.3';
const nginx = 'nginx 1.22.1';
const apache = 'Apache 2.4.71, mod_proxy';
const haproxy = 'HAProxy 2.6.12';

/**
 * What programs print. Nothing here is from memory: each line was printed on the machine that the
 * course was made on, or stands in the public text that is named. The finder leaves out numbers,
 * addresses and paths, so that one line stands for all of its kind.
 */
export const errorLines: readonly SeenLine[] = [
  // The other side closed, and the client had just sent: on a kept connection, most often.
  ...fitting(
    ['reset-on-reuse', '502-during-deploys'],
    [
      [
        'io.vertx.core.http.HttpClosedException: Connection was closed',
        'Vert.x 4.5.31',
        'eclipse-vertx/vert.x#6294',
      ],
      [
        '%Finch.TransportError{reason: :closed, source: %Mint.TransportError{reason: :closed}}',
        'Finch',
        'frontman-ai/frontman#1066',
      ],
      ['Error: socket hang up', node, 'run'],
      ["code: 'ECONNRESET'", node, 'run'],
      ['[cause]: SocketError: other side closed', node, 'run'],
      ["code: 'UND_ERR_SOCKET'", node, 'run'],
      [
        'http.client.RemoteDisconnected: Remote end closed connection without response',
        python,
        'run',
      ],
      [
        "requests.exceptions.ConnectionError: ('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))",
        'requests 2.34.2',
        'run',
      ],
      [
        "urllib3.exceptions.ProtocolError: ('Connection aborted.', RemoteDisconnected('Remote end closed connection without response',))",
        'urllib3',
        'comwrg/bilibiliupload#28',
      ],
      [
        'aiohttp.client_exceptions.ServerDisconnectedError: Server disconnected',
        'aiohttp, Python 3.9',
        'MoyuScript/bilibili-api#231',
      ],
      [
        'httpx.RemoteProtocolError: Server disconnected without sending a response.',
        'httpx',
        'PrefectHQ/fastmcp#352',
      ],
      [
        "httpcore.RemoteProtocolError: can't handle event type ConnectionClosed when role=SERVER and state=SEND_RESPONSE",
        'httpcore 0.14',
        'encode/httpcore#479',
      ],
      [
        'java.io.IOException: HTTP/1.1 header parser received no bytes',
        `${java}, HttpClient`,
        'run',
      ],
      [
        'java.net.SocketException: Unexpected end of file from server',
        `${java}, HttpURLConnection`,
        'run',
      ],
      [
        'org.apache.http.NoHttpResponseException: localhost:443 failed to respond',
        'Apache HttpClient 4',
        'ThinkingDataAnalytics/java-sdk#6',
      ],
      [
        'org.apache.http.NoHttpResponseException: The target server failed to respond',
        'Apache HttpClient 4.5.10',
        'apache/stormcrawler#1105',
      ],
      [
        'com.amazonaws.SdkClientException: Unable to execute HTTP request: The target server failed to respond',
        'AWS SDK for Java 1.11.705',
        'aws/aws-sdk-java#1790',
      ],
      [
        'java.io.IOException: unexpected end of stream on http://localhost:8080/...',
        'OkHttp 3',
        'lysine-dev/okhttp#2738',
      ],
      [
        'java.io.EOFException: \\n not found: limit=0 content=…',
        'OkHttp 3',
        'tencentyun/qcloud-sdk-android#18',
      ],
      [
        'reactor.netty.http.client.PrematureCloseException: Connection prematurely closed BEFORE response',
        'Reactor Netty 0.8.9',
        'reactor/reactor-netty#774',
      ],
      [
        'http: server closed idle connection',
        go,
        'https://github.com/golang/go/blob/go1.19.8/src/net/http/transport.go',
      ],
      ['Post "http://127.0.0.1:7888/": EOF', go, 'run'],
      [
        'net/http: HTTP/1.x transport connection broken',
        go,
        'https://github.com/golang/go/blob/go1.19.8/src/net/http/transport.go',
      ],
      [
        'hyper::Error(IncompleteMessage): connection closed before message completed',
        'hyper 0.13',
        'hyperium/hyper#2136',
      ],
      [
        'reqwest::Error { kind: Request, url: "http://localhost/", source: hyper::Error(IncompleteMessage) }',
        'reqwest',
        'teloxide/teloxide#271',
      ],
      ['parsed HTTP message from remote is incomplete', 'hyper 0.12.5', 'hyperium/hyper#1591'],
      [
        'System.Net.Http.HttpIOException: The response ended prematurely. (ResponseEnded)',
        '.NET 8',
        'dotnet/runtime#122583',
      ],
      [
        'System.IO.IOException: The response ended prematurely.',
        '.NET Core 3.1',
        'dotnet/runtime#57030',
      ],
      ['EOFError: end of file reached', ruby, 'run'],
      [
        'Net::HTTP::Persistent::Error: too many connection resets (due to end of file reached - EOFError) after 3 requests on 2195783400',
        'net-http-persistent',
        'sparklemotion/mechanize#116',
      ],
      [
        'GuzzleHttp\\Exception\\ConnectException: cURL error 52: Empty reply from server (see http://curl.haxx.se/libcurl/c/libcurl-errors.html)',
        'Guzzle 6.3.2',
        'guzzle/guzzle#1848',
      ],
      ['%Mint.TransportError{reason: :closed}', 'Mint 1.1.0, Finch 0.2.0', 'sneako/finch#62'],
      ['{:error, "socket closed"}', 'Tesla on Finch', 'sneako/finch#272'],
      [
        'ConnectionClosed: The socket connection was closed unexpectedly. For more information, pass `verbose: true` in the second argument to fetch()',
        'Bun 1.0.28',
        'oven-sh/bun#5363',
      ],
      [
        'Error Domain=NSURLErrorDomain Code=-1005 "The network connection was lost."',
        'AFNetworking 2, iOS',
        'AFNetworking/AFNetworking#2801',
      ],
      ['net::ERR_EMPTY_RESPONSE', chromium, 'run'],
      ['curl: (52) Empty reply from server', curl, 'run'],
      ['No data received.', wget, 'run'],
      ['Connection died, tried 5 times before giving up', 'curl', 'haproxy/haproxy#3414'],
    ],
  ),
  ...around(
    ['reset-on-reuse', '502-during-deploys'],
    [
      ['TypeError: fetch failed', node, 'run'],
      [
        'System.Net.Http.HttpRequestException: An error occurred while sending the request.',
        '.NET 8',
        'dotnet/runtime#122583',
      ],
      ['Failed to open stream: HTTP request failed!', 'PHP 8.2.36, file_get_contents', 'run'],
    ],
  ),
  ...around(
    ['502-on-post', '502-during-deploys'],
    [
      ['502 Bad Gateway', nginx, 'run'],
      ['An invalid response was received from the upstream server.', 'Kong', 'Kong/kong#2360'],
    ],
  ),
  ...around(
    ['goaway'],
    [
      ['GOAWAY', 'HTTP/2, the frame', 'https://www.rfc-editor.org/rfc/rfc9113#section-6.8'],
      [
        'io.grpc.StatusRuntimeException: UNAVAILABLE: io exception',
        'grpc-java',
        'grpc/grpc-java#7531',
      ],
    ],
  ),
  // The other side reset the connection: the same race, a crash, or an upload that it did not want.
  ...fitting(
    ['reset-on-reuse', '502-during-deploys', 'upload-refused', 'first-after-quiet'],
    [
      ['Error: read ECONNRESET', node, 'run'],
      ['ECONNRESET', 'errno(3), Linux', 'run'],
      ['Connection reset by peer', 'strerror(3), Linux', 'run'],
      ['ConnectionResetError: [Errno 104] Connection reset by peer', python, 'run'],
      [
        "requests.exceptions.ConnectionError: ('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))",
        'requests 2.34.2',
        'run',
      ],
      [
        "urllib3.exceptions.ProtocolError: ('Connection aborted.', ConnectionResetError(10054, 'An existing connection was forcibly closed by the remote host', None, 10054, None))",
        'urllib3, Windows',
        'elastic/elasticsearch-py#883',
      ],
      ['java.net.SocketException: Connection reset', `${java}, HttpURLConnection`, 'run'],
      [
        'com.amazonaws.SdkClientException: Unable to execute HTTP request: Connection reset',
        'AWS SDK for Java 1',
        'aws/aws-sdk-java#2448',
      ],
      [
        'io.netty.channel.unix.Errors$NativeIoException: readAddress(..) failed: Connection reset by peer',
        'Netty, Spring Cloud Gateway',
        'spring-cloud/spring-cloud-gateway#2114',
      ],
      ['Errno::ECONNRESET: Connection reset by peer', ruby, 'run'],
      [
        'Net::HTTP::Persistent::Error: too many connection resets (due to Connection reset by peer - Errno::ECONNRESET) after 2 requests on 14759220',
        'net-http-persistent 1.8',
        'sparklemotion/mechanize#123',
      ],
      [
        'System.IO.IOException: Unable to read data from the transport connection: An existing connection was forcibly closed by the remote host.',
        '.NET',
        'flagbug/Espera#111',
      ],
      [
        'System.Net.Sockets.SocketException (10054): An existing connection was forcibly closed by the remote host.',
        '.NET, Windows',
        'genexuslabs/DotNetClasses#87',
      ],
      ['curl: (56) Recv failure: Connection reset by peer', curl, 'run'],
      ['Read error (Connection reset by peer) in headers.', wget, 'run'],
      ['net::ERR_CONNECTION_RESET', chromium, 'run'],
      ['NS_ERROR_NET_INTERRUPT', 'Firefox', 'cockpit-project/cockpit#23151'],
      ['The connection was reset.', 'Firefox', 'gorhill/uBlock#1002'],
    ],
  ),
  // The same words from a program, and from a proxy that is one.
  ...fitting(
    ['reset-on-reuse', '502-on-post', '502-during-deploys', 'upload-refused'],
    [
      ['read tcp 127.0.0.1:58786->127.0.0.1:7888: read: connection reset by peer', go, 'run'],
      [
        'read tcp #.#.#.#:#->#.#.#.#:#: read: connection reset by peer',
        'Caddy',
        'caddyserver/caddy#6452',
      ],
    ],
  ),
  // A proxy tells that its upstream went away without an answer.
  ...fitting(
    ['502-on-post', '502-during-deploys'],
    [
      [
        'upstream prematurely closed connection while reading response header from upstream',
        nginx,
        'run',
      ],
      [
        'recv() failed (104: Connection reset by peer) while reading response header from upstream',
        nginx,
        'run',
      ],
      ["'502 Bad Gateway' caused by: EOF", 'Traefik 2.1.3', 'traefik/traefik#3237'],
      [
        '(104)Connection reset by peer: [client 127.0.0.1:48990] AH01102: error reading status line from remote server 127.0.0.1:38809',
        apache,
        'run',
      ],
      [
        '(20014)Internal error (specific information not available): [client 127.0.0.1:48988] AH01102: error reading status line from remote server 127.0.0.1:39843',
        apache,
        'run',
      ],
      ['AH00898: Error reading from remote server returned by /fin', apache, 'run'],
      ['f fin/s 0/0/0/-1/0 502 209 - - SH-- 1/1/0/0/0 0/0 "GET /fin HTTP/1.1"', haproxy, 'run'],
      [
        '"logger":"http.log.error","msg":"EOF","status":502,"err_trace":"reverseproxy.statusError (reverseproxy.go:1269)"',
        'Caddy 2',
        'caddyserver/caddy#6605',
      ],
      [
        'upstream connect error or disconnect/reset before headers. reset reason: connection termination',
        'Envoy, Istio',
        'istio/istio#55138',
      ],
      [
        'upstream connect error or disconnect/reset before headers. reset reason: remote reset',
        'Envoy',
        'hashicorp/consul#10258',
      ],
      [
        'upstream connect error or disconnect/reset before headers',
        'Envoy',
        'envoyproxy/envoy#1979',
      ],
      ['"GET /geolocation HTTP/1.1" 503 UC 0 57 3 -', 'Envoy', 'envoyproxy/envoy#1979'],
      ['[lib/core/proxy.c] in request:/text.txt:I/O error (head)', 'H2O', 'h2o/h2o#281'],
    ],
  ),
  // An answer that began and broke off.
  ...fitting(
    ['502-during-deploys', 'held-by-a-stream'],
    [
      ['Error: aborted', node, 'run'],
      ['TypeError: terminated', node, 'run'],
      [
        'FetchError: Invalid response body while trying to fetch https://localhost/: Premature close',
        'node-fetch 2.6.12',
        'node-fetch/node-fetch#1782',
      ],
      ["code: 'ERR_STREAM_PREMATURE_CLOSE'", 'node-fetch 2.6.12', 'node-fetch/node-fetch#1782'],
      ['unexpected EOF', go, 'run'],
      [
        'java.io.IOException: fixed content-length: 10, bytes received: 3',
        `${java}, HttpClient`,
        'run',
      ],
      [
        'java.io.IOException: chunked transfer encoding, state: READING_LENGTH',
        `${java}, HttpClient`,
        'run',
      ],
      ['java.io.IOException: Premature EOF', `${java}, HttpURLConnection`, 'run'],
      [
        'reactor.netty.http.client.PrematureCloseException: Connection prematurely closed DURING response',
        'Reactor Netty',
        'reactor/reactor-netty#2297',
      ],
      ['curl: (18) transfer closed with 7 bytes remaining to read', curl, 'run'],
      ['curl: (18) transfer closed with outstanding read data remaining', curl, 'run'],
      ['net::ERR_CONTENT_LENGTH_MISMATCH', chromium, 'run'],
      ['net::ERR_INCOMPLETE_CHUNKED_ENCODING', chromium, 'run'],
      ['NS_ERROR_NET_PARTIAL_TRANSFER', 'Firefox 118.0', 'webcompat/web-bugs#128553'],
      ['upstream prematurely closed connection while reading upstream', nginx, 'run'],
    ],
  ),
  // Nobody listens: during a deploy, or at all.
  ...fitting(
    ['502-during-deploys', 'port-in-use'],
    [
      [
        'upstream connect error or disconnect/reset before headers. retried and the latest reset reason: connection failure, transport failure reason: delayed connect error: 111',
        'Envoy, Istio',
        'istio/istio#47067',
      ],
      [
        'upstream connect error or disconnect/reset before headers. reset reason: connection failure',
        'Envoy, Istio',
        'istio/istio#20475',
      ],
      ['Error: connect ECONNREFUSED 127.0.0.1:7888', node, 'run'],
      ['ECONNREFUSED', 'errno(3), Linux', 'run'],
      ['Connection refused', 'strerror(3), Linux', 'run'],
      ['connect() failed (111: Connection refused) while connecting to upstream', nginx, 'run'],
      ['dial tcp 127.0.0.1:7888: connect: connection refused', go, 'run'],
      ['java.net.ConnectException: Connection refused', java, 'run'],
      ['<urlopen error [Errno 111] Connection refused>', `${python}, urllib`, 'run'],
      [
        'Errno::ECONNREFUSED: Failed to open TCP connection to 127.0.0.1:7888 (Connection refused - connect(2) for 127.0.0.1:7888)',
        ruby,
        'run',
      ],
      [
        "curl: (7) Failed to connect to 127.0.0.1 port 7888 after 0 ms: Couldn't connect to server",
        curl,
        'run',
      ],
      ['failed: Connection refused.', wget, 'run'],
      [
        '(111)Connection refused: AH00957: http: attempt to connect to 127.0.0.1:7888 (127.0.0.1:7888) failed',
        apache,
        'run',
      ],
      ['AH01114: HTTP: failed to make connection to backend: 127.0.0.1', apache, 'run'],
      [
        'f none/s 0/0/-1/-1/3005 503 217 - - SC-- 1/1/0/0/3 0/0 "GET /none HTTP/1.1"',
        haproxy,
        'run',
      ],
    ],
  ),
  // Written to, after the other side had closed.
  ...fitting(
    ['upload-refused', 'reset-on-reuse'],
    [
      ['Error: write EPIPE', 'Node 11.15.0', 'nodejs/help#2034'],
      [
        'FetchError: request to http://localhost:3200/upload failed, reason: write EPIPE',
        'node-fetch, Node 14.4.0',
        'node-fetch/node-fetch#927',
      ],
      ['Error: write ECONNRESET', node, 'run'],
      ['EPIPE', 'errno(3), Linux', 'run'],
      ['Broken pipe', 'strerror(3), Linux', 'run'],
      [
        "('Connection aborted.', BrokenPipeError(32, 'Broken pipe'))",
        'requests, Python 3.6',
        'comwrg/bilibiliupload#22',
      ],
      ['[Errno 32] Broken pipe', 'Python', 'anasty17/mirror-leech-telegram-bot#1268'],
      [
        'java.io.IOException: Error writing to server',
        'HttpURLConnection',
        'yhirose/cpp-httplib#1577',
      ],
      [
        'org.apache.catalina.connector.ClientAbortException: java.io.IOException: Broken pipe',
        'Tomcat 9.0.17',
        'microsoft/ApplicationInsights-Java#1188',
      ],
      ['java.net.SocketException: Broken pipe', 'Java', 'logstash-plugins/logstash-output-http#50'],
      [
        '"logger":"http.handlers.reverse_proxy","msg":"aborting with incomplete response","error":"write tcp 10.89.2.11:80->10.89.2.11:59912: write: broken pipe"',
        'Caddy',
        'nextcloud/docker#1977',
      ],
    ],
  ),
  // The first call after silence.
  ...fitting(
    ['first-after-quiet', 'syn-sent'],
    [
      ['Error: read ETIMEDOUT', 'Node 18.20.3', 'nitrojs/nitro#2503'],
      ['Connection timed out', 'strerror(3), Linux', 'run'],
      [
        'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.',
        'Amazon S3',
        'aws/aws-sdk-java#1101',
      ],
    ],
  ),
  // Connections that no program has taken yet.
  ...fitting(
    ['hangs-though-listening'],
    [
      [
        '*** uWSGI listen queue of socket ":3030" (fd: 4) full !!! (101/100) ***',
        'uWSGI 2.0.20',
        'unbit/uwsgi#2444',
      ],
    ],
  ),
  ...fitting(
    ['hangs-though-listening', 'killed-137'],
    [
      [
        '*** HARAKIRI ON WORKER 1 (pid: 66, try: 1, graceful: yes) ***',
        'uWSGI',
        'DelfiSpace/DelfiTLM#147',
      ],
    ],
  ),
  // No answer at all.
  ...fitting(
    ['hangs-though-listening', 'first-after-quiet', 'seventh-tab'],
    [
      ['curl: (28) Operation timed out after 1000 milliseconds with 0 bytes received', curl, 'run'],
      [
        "HTTPConnectionPool(host='127.0.0.1', port=7888): Read timed out. (read timeout=0.3)",
        'requests 2.34.2',
        'run',
      ],
      ['TimeoutError: The operation was aborted due to timeout', `${node}, fetch`, 'run'],
      [
        'TCP: request_sock_TCP: Possible SYN flooding on port 5400. Sending cookies.  Check SNMP counters.',
        'Linux kernel',
        'VrayoSystems/vtrunkd#159',
      ],
      ['[CRITICAL] WORKER TIMEOUT (pid:7214)', 'gunicorn 20.1.0', 'benoitc/gunicorn#3136'],
    ],
  ),
  // A pool whose connections are all lent out.
  ...fitting(
    ['seventh-tab'],
    [
      ['Timeout waiting for connection from pool', 'AWS SDK for Java 1', 'yegor256/s3auth#190'],
      [
        'org.apache.http.conn.ConnectionPoolTimeoutException',
        'Apache HttpClient 4',
        'openaire/iis#1233',
      ],
      [
        'Acquire operation took longer than the configured maximum time. This indicates that a request cannot get a connection from the pool within the specified maximum time.',
        'AWS SDK for Java 2.17.101',
        'aws/aws-sdk-java-v2#3012',
      ],
    ],
  ),
  ...fitting(
    ['port-in-use'],
    [
      ['Error: listen EADDRINUSE: address already in use 127.0.0.1:7888', node, 'run'],
      ['EADDRINUSE', 'errno(3), Linux', 'run'],
      ['Address already in use', 'strerror(3), Linux', 'run'],
      ['OSError: [Errno 98] Address already in use', python, 'run'],
      [
        'OSError: [Errno 48] Address already in use',
        'Python, macOS',
        'dgtlmoon/changedetection.io#2925',
      ],
      [
        "ERROR:    [Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use",
        'uvicorn',
        'vllm-project/vllm#7514',
      ],
      [
        "ERROR:    [Errno 10048] error while attempting to bind on address ('127.0.0.1', 8000): only one usage of each socket address",
        'uvicorn, Windows',
        'fastapi/fastapi#4362',
      ],
      ['listen tcp 127.0.0.1:7888: bind: address already in use', go, 'run'],
      ['java.net.BindException: Address already in use', java, 'run'],
      [
        'Web server failed to start. Port 8080 was already in use.',
        'Spring Boot',
        'VGEAREN/webdav-caiyun#21',
      ],
      [
        'System.IO.IOException: Failed to bind to address http://127.0.0.1:5000: address already in use.',
        'Kestrel',
        'dotnet/core#3783',
      ],
      ['Unable to start Kestrel.', 'Kestrel', 'dotnet/core#3783'],
      [
        'Errno::EADDRINUSE: Address already in use - bind(2) for "127.0.0.1" port 7888',
        ruby,
        'run',
      ],
      ['nginx: [emerg] bind() to 127.0.0.1:7888 failed (98: Address already in use)', nginx, 'run'],
      [
        '(98)Address already in use: AH00072: make_sock: could not bind to address 127.0.0.1:7888',
        apache,
        'run',
      ],
      ['no listening sockets available, shutting down', apache, 'run'],
      [
        'Failed to listen on 127.0.0.1:7888 (reason: Address already in use)',
        'PHP 8.2.36, php -S',
        'run',
      ],
    ],
  ),
  ...fitting(
    ['never-closes', 'held-by-a-stream'],
    [
      [
        'Jest did not exit one second after the test run has completed.',
        'Jest',
        'vercel/test-listen#31',
      ],
      [
        'A worker process has failed to exit gracefully and has been force exited. This is likely caused by tests leaking due to improper teardown.',
        'Jest',
        'vercel/test-listen#31',
      ],
      [
        'Jest has detected the following 1 open handle potentially keeping Jest from exiting: TCPSERVERWRAP',
        'Jest',
        'vercel/test-listen#31',
      ],
      [
        'Hook timed out in 10000ms.',
        'Vitest 5.1.1',
        'https://github.com/vitest-dev/vitest/blob/v5.1.1/packages/vitest/src/runtime/runner/context.ts',
      ],
      ['close timed out after 10000ms', 'Vitest', 'solidjs/solid-start#887'],
      [
        'Tests closed successfully but something prevents the main process from exiting',
        'Vitest 5.1.1',
        'https://github.com/vitest-dev/vitest/blob/v5.1.1/packages/vitest/src/node/core.ts',
      ],
      [
        'Tests closed successfully but something prevents Vite server from exiting',
        'Vitest 3.2.4',
        'pengzhanbo/vite-plugin-mock-dev-server#119',
      ],
    ],
  ),
  ...fitting(
    ['held-by-a-stream', 'never-closes'],
    [
      [
        'Waiting for connections to close. (CTRL+C to force quit)',
        'uvicorn, Debian 12',
        'https://github.com/Kludex/uvicorn/blob/0.17.6/uvicorn/server.py',
      ],
      [
        'websockets.exceptions.ConnectionClosedError: code = 1006 (connection closed abnormally [internal]), no reason',
        'websockets, Python 3.7',
        'python-websockets/websockets#663',
      ],
      ['WebSocket closed with reason: (1006).', 'a browser', 'chathub-dev/chathub#244'],
      [
        'The connection to ws://localhost/Events was interrupted while the page was loading.',
        'Firefox',
        'devgianlu/PYX-Reloaded#69',
      ],
    ],
  ),
  ...fitting(
    ['killed-137', 'port-in-use'],
    [
      ['137', 'bash 5.2, echo $?', 'run'],
      ['143', 'bash 5.2, echo $?', 'run'],
      ['Exited (143) 7 seconds ago', 'docker ps -a', 'docker-library/tomcat#146'],
      ['exits with code 137', 'Docker', 'oanhnn/docker-laravel-echo-server#3'],
      ['exit code 137', 'Docker', 'getwud/wud#610'],
      ['Killed', 'bash 5.2', 'run'],
      ['Terminated', 'bash 5.2', 'run'],
      [
        "flux.service: State 'stop-sigterm' timed out. Killing.",
        'systemd',
        'flux-framework/flux-core#4158',
      ],
      [
        'flux.service: Main process exited, code=killed, status=9/KILL',
        'systemd',
        'flux-framework/flux-core#4158',
      ],
      ['Main process exited, code=killed, status=15/TERM', 'systemd 242', 'systemd/systemd#13372'],
      [
        '[ERROR] Worker (pid:17) was sent SIGKILL! Perhaps out of memory?',
        'gunicorn',
        'open-runtimes/open-runtimes#330',
      ],
      [
        '[WARNING] Worker with pid 7284 was terminated due to signal 9',
        'gunicorn 20.1.0',
        'benoitc/gunicorn#3136',
      ],
    ],
  ),
  ...fitting(
    ['goaway'],
    [
      [
        'rpc error: code = Unavailable desc = transport is closing',
        'grpc-go 1.19.1',
        'grpc/grpc-go#2767',
      ],
      [
        'rpc error: code = Unavailable desc = the connection is draining',
        'grpc-go 1.19.1',
        'grpc/grpc-go#2767',
      ],
      ['Error: 13 INTERNAL: GOAWAY received', 'grpc for Node', 'grpc/grpc-node#717'],
      [
        'Error [ERR_HTTP2_GOAWAY_SESSION]: New streams cannot be created after receiving a GOAWAY',
        'Node 10',
        'hisco/http2-client#3',
      ],
      ['Error [ERR_HTTP2_INVALID_SESSION]: The session has been destroyed', node, 'run'],
      [
        'Error [ERR_HTTP2_STREAM_ERROR]: Stream closed with error code NGHTTP2_REFUSED_STREAM',
        node,
        'run',
      ],
      [
        'Error [ERR_HTTP2_SESSION_ERROR]: Session closed with error code 2',
        'Node',
        'nodejs/node#51585',
      ],
      [
        'http2: server sent GOAWAY and closed the connection; LastStreamID=199, ErrCode=NO_ERROR, debug=""',
        'Go 1.17.3',
        'goproxy/goproxy#35',
      ],
      [
        "http2: Transport received Server's graceful shutdown GOAWAY",
        go,
        'https://github.com/golang/go/blob/go1.19.8/src/net/http/h2_bundle.go',
      ],
      [
        'http2: client connection lost',
        go,
        'https://github.com/golang/go/blob/go1.19.8/src/net/http/h2_bundle.go',
      ],
      [
        'http2: client conn is closed',
        go,
        'https://github.com/golang/go/blob/go1.19.8/src/net/http/h2_bundle.go',
      ],
      [
        'http2: stream closed',
        go,
        'https://github.com/golang/go/blob/go1.19.8/src/net/http/h2_bundle.go',
      ],
      [
        "http2: Transport: cannot retry err [http2: Transport received Server's graceful shutdown GOAWAY] after Request.Body was written; define Request.GetBody to avoid this error",
        go,
        'https://github.com/golang/go/blob/go1.19.8/src/net/http/h2_bundle.go',
      ],
      [
        'rpc error: code = Unavailable desc = closing transport due to: connection error: desc = "error reading from server: EOF", received prior goaway: code: ENHANCE_YOUR_CALM, debug data: "too_many_pings"',
        'grpc-go',
        'Hyperledger-TWGC/tape#266',
      ],
      [
        '[transport] Client received GoAway with error code ENHANCE_YOUR_CALM and debug data equal to ASCII "too_many_pings".',
        'grpc-go',
        'dtm-labs/dtm#524',
      ],
      [
        'Received a GOAWAY with error code ENHANCE_YOUR_CALM and debug data equal to "too_many_pings"',
        'gRPC C core',
        'grpc/grpc-node#138',
      ],
      [
        'io.grpc.StatusRuntimeException: UNAVAILABLE: Connection closed after GOAWAY. HTTP/2 error code: NO_ERROR',
        'grpc-java 1.42.2',
        'grpc/grpc-java#8930',
      ],
      [
        'io.grpc.StatusRuntimeException: UNAVAILABLE: HTTP/2 error code: NO_ERROR Received Goaway',
        'grpc-java 1.30.2',
        'grpc/grpc-java#8310',
      ],
      [
        'UNAVAILABLE: GOAWAY closed buffered stream. HTTP/2 error code: NO_ERROR',
        'grpc-java 1.37.0',
        'grpc/grpc-java#8208',
      ],
      [
        'io.grpc.StatusRuntimeException: UNAVAILABLE: Abrupt GOAWAY closed sent stream. HTTP/2 error code: NO_ERROR',
        'grpc-java',
        'stargate/stargate#2209',
      ],
      [
        'okhttp3.internal.http2.StreamResetException: stream was reset: REFUSED_STREAM',
        'OkHttp 4.9.3',
        'lysine-dev/okhttp#8531',
      ],
      [
        'okhttp3.internal.http2.StreamResetException: stream was reset: CANCEL',
        'OkHttp 4.7.2',
        'lysine-dev/okhttp#6238',
      ],
      [
        'client received, frame: GoAway { error_code: ENHANCE_YOUR_CALM, last_stream_id: StreamId(1), debug_data: b"too_many_pings" }',
        'Rust h2',
        'dragonflyoss/client#670',
      ],
      [
        'HTTP/2 stream 1 was not closed cleanly before end of the underlying stream',
        'libcurl 7.88.1',
        'https://github.com/curl/curl/blob/curl-7_88_1/lib/http2.c',
      ],
      [
        '[error] Got GOAWAY, ENHANCE_YOUR_CALM, Last Stream: 727, Rest: too_many_pings',
        'Pigeon 1.0.3, Elixir',
        'codedge-llc/pigeon#92',
      ],
      [
        'The response ended prematurely, with at least 9 additional bytes expected.',
        '.NET, HTTP/2',
        'dotnet/corefx#39518',
      ],
    ],
  ),
  ...fitting(
    ['ports-used-up', 'bound-on-windows'],
    [
      [
        'java.net.BindException: Address already in use: no further information',
        'OpenJDK 19, Windows',
        'jetty/jetty.project#8681',
      ],
      ['Error: connect EADDRNOTAVAIL 10.0.0.5:7888 - Local (0.0.0.0:0)', node, 'run'],
      ['EADDRNOTAVAIL', 'errno(3), Linux', 'run'],
      ['Cannot assign requested address', 'strerror(3), Linux', 'run'],
      ['dial tcp 127.0.0.1:7888: connect: cannot assign requested address', go, 'run'],
      ['java.net.BindException: Cannot assign requested address', java, 'run'],
      ['OSError: [Errno 99] Cannot assign requested address', python, 'run'],
      ['<urlopen error [Errno 99] Cannot assign requested address>', `${python}, urllib`, 'run'],
      ['TIME-WAIT 0 0 127.0.0.1:7888 127.0.0.1:41574', 'ss, iproute2 6.1.0', 'run'],
      ['tcp 0 0 127.0.0.1:7888 127.0.0.1:41574 TIME_WAIT', 'netstat, net-tools', 'run'],
    ],
  ),
  ...fitting(
    ['close-wait'],
    [
      ['CLOSE-WAIT 1 0 127.0.0.1:41574 127.0.0.1:7888', 'ss, iproute2 6.1.0', 'run'],
      ['tcp 1 0 127.0.0.1:41574 127.0.0.1:7888 CLOSE_WAIT', 'netstat, net-tools', 'run'],
    ],
  ),
  ...fitting(
    ['fin-wait2'],
    [
      ['FIN-WAIT-2 0 0 127.0.0.1:7888 127.0.0.1:41574', 'ss, iproute2 6.1.0', 'run'],
      ['tcp 0 0 127.0.0.1:7888 127.0.0.1:41574 FIN_WAIT2', 'netstat, net-tools', 'run'],
    ],
  ),
  // No connection came about.
  ...fitting(
    ['syn-sent', 'hangs-though-listening'],
    [
      ['Error: connect ETIMEDOUT 13.110.0.73:443', 'Node', 'nodejs/node#31469'],
      [
        'java.net.ConnectException: Connection timed out: connect',
        'Java, Windows',
        'microsoft/malmo#891',
      ],
      [
        'java.net.ConnectException: Operation timed out',
        'Java, macOS',
        'bboyairwreck/PieMessage#24',
      ],
      ['Error: ETIMEDOUT, Connection timed out', 'Node, 2011', 'socketio/socket.io-client#177'],
      ['SYN_SENT', 'netstat', 'playframework/playframework#5387'],
    ],
  ),
  ...fitting(
    ['bound-on-windows', 'ports-used-up', 'port-in-use'],
    [
      [
        'System.Net.Sockets.SocketException: Only one usage of each socket address (protocol/network address/port) is normally permitted 192.168.30.17:80',
        '.NET, Windows',
        'SignalR/SignalR#1976',
      ],
      [
        'System.Net.Http.HttpRequestException: Only one usage of each socket address (protocol/network address/port) is normally permitted.',
        '.NET Core, Windows',
        'SolrNet/SolrNet#512',
      ],
      ['socket error 10055 (`WSAENOBUFS`)', '.NET, Windows', 'dotnet/runtime#48219'],
    ],
  ),
  ...fitting(
    ['close-wait', 'fin-wait2'],
    [
      ['Error: EMFILE: too many open files', node, 'run'],
      ['Too many open files', 'strerror(3), Linux', 'run'],
      [
        'http: Accept error: accept tcp 127.0.0.1:9980: accept4: too many open files; retrying in 1s',
        'Go',
        'NebulousLabs/Sia#2935',
      ],
      [
        'java.net.SocketException: Too many open files (Accept failed)',
        'Java',
        'ac2cz/FoxTelem#457',
      ],
      [
        'java.net.SocketException: socket failed: EMFILE (Too many open files)',
        'Android',
        'vilyever/AndroidSocketClient#73',
      ],
    ],
  ),
  ...elsewhere([
    [
      'Error: getaddrinfo ENOTFOUND nowhere.invalid',
      node,
      'run',
      'The name could not be looked up. No connection was tried.',
    ],
    [
      'curl: (6) Could not resolve host: nowhere.invalid',
      curl,
      'run',
      'The name could not be looked up. No connection was tried.',
    ],
    [
      'wget: unable to resolve host address ‘nowhere.invalid’',
      wget,
      'run',
      'The name could not be looked up. No connection was tried.',
    ],
    [
      "NameResolutionError(\"HTTPConnection(host='nowhere.invalid', port=80): Failed to resolve 'nowhere.invalid' ([Errno -2] Name or service not known)\")",
      'requests 2.34.2',
      'run',
      'The name could not be looked up. No connection was tried.',
    ],
    [
      'Error: self-signed certificate',
      node,
      'run',
      'The certificate is not trusted. The connection itself stood.',
    ],
    [
      "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1006)'))",
      'requests 2.34.2',
      'run',
      'The certificate is not trusted. The connection itself stood.',
    ],
    [
      'Error: write EPROTO 40E3C20FB87F0000:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number',
      node,
      'run',
      'TLS was spoken to a port that speaks plain HTTP.',
    ],
    [
      'Parse Error: Expected HTTP/, RTSP/ or ICE/',
      node,
      'run',
      'The answer is no HTTP: another protocol speaks on that port.',
    ],
    [
      'curl: (1) Received HTTP/0.9 when not allowed',
      curl,
      'run',
      'The answer is no HTTP: another protocol speaks on that port.',
    ],
    [
      'SyntaxError: Unexpected token \'<\', "<html>" is not valid JSON',
      node,
      'run',
      'An answer came, with HTML where JSON was expected. Read it.',
    ],
    [
      'AbortError: This operation was aborted',
      `${node}, fetch`,
      'run',
      'Your own program aborted the request.',
    ],
    [
      'Error [ERR_SERVER_NOT_RUNNING]: Server is not running.',
      node,
      'run',
      'close() was called on a server that did not listen, or for a second time.',
    ],
    [
      'Error [ERR_HTTP_HEADERS_SENT]: Cannot set headers after they are sent to the client',
      node,
      'run',
      'The handler answered twice.',
    ],
    [
      'Error: listen EACCES: permission denied 0.0.0.0:80',
      node,
      'run',
      'This user may not listen on that port: it is below 1024, or Windows has reserved it.',
    ],
    [
      'Error: EMFILE: too many open files, watch',
      'Node, fs.watch',
      'unhappychoice/mdts#104',
      'Too many files are watched. No connection has to do with it.',
    ],
    [
      'upstream sent too big header while reading response header from upstream',
      nginx,
      'run',
      'The head of the answer is larger than proxy_buffer_size. The connection stood.',
    ],
    [
      'upstream sent invalid header: "X\\x00..." while reading response header from upstream',
      nginx,
      'run',
      'The head of the answer is no HTTP. The connection stood.',
    ],
    ['net::ERR_UNSAFE_PORT', chromium, 'run', 'Browsers refuse this port number. Take another.'],
    ['Error: bad port', `${node}, fetch`, 'run', 'fetch refuses this port number. Take another.'],
    [
      "Access to fetch at 'http://127.0.0.1:39395/' from origin 'null' has been blocked by CORS policy",
      chromium,
      'run',
      'The browser kept the answer from the page. The server may have answered well.',
    ],
    [
      "WebSocket connection to 'ws://127.0.0.1:39395/' failed: Error in connection establishment: net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS",
      chromium,
      'run',
      'The browser lets no public page reach this machine.',
    ],
    [
      "ERROR: [Errno 99] error while attempting to bind on address ('::1', 8000, 0, 0): cannot assign requested address",
      'uvicorn',
      'abetlen/llama-cpp-python#77',
      'The server wants an address that this machine does not have.',
    ],
  ]),
];
