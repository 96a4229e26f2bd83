import type { syllabus } from '../code/course/lessons.ts';
import { type Command, commands } from './commands.ts';

/** Where a claim comes from: a public text, one of our lessons, or a measurement without a page yet. */
export interface Source {
  name: string;
  href?: string;
}

/** What somebody sees who runs the first command, and what it means. Text between ` is code. */
export interface Reading {
  see: string;
  means: string;
  source: Source;
}

export interface Remedy {
  text: string;
  source: Source;
}

export interface Symptom {
  /** The row's anchor: people keep links to it, so it stays as it is. */
  id: string;
  /** As it is noticed, not as it is explained. */
  title: string;
  /** As people tell it. */
  told: readonly string[];
  /** As programs print it, so that a pasted line is found. */
  says: readonly string[];
  /** On which machine, and when, the first command is run. */
  where: string;
  first: Command;
  read: readonly Reading[];
  /** From the quickest to the lasting one. */
  now: readonly Remedy[];
  lessons: readonly [Slug, ...Slug[]];
}

type Slug = (typeof syllabus)[number]['slug'];

const node = (page: string, name: string): Source => ({
  name: `Node: ${name}`,
  href: `https://nodejs.org/docs/latest-v26.x/api/${page}`,
});
const rfc = (number: number, section: string): Source => ({
  name: `RFC ${number}, section ${section}`,
  href: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
});
const report = (project: string, number: number): Source => ({
  name: `${project}#${number}`,
  href: `https://github.com/${project}/issues/${number}`,
});
const manual = (page: string, section: number): Source => ({
  name: `${page}(${section})`,
  href: `https://man7.org/linux/man-pages/man${section}/${page}.${section}.html`,
});
const lesson = (href: `/${string}`, name: string): Source => ({ name, href });
/** Another place of this page. */
const here = (id: string, name: string): Source => ({ name, href: `#${id}` });
/** For what a planned lesson will show: until then the date and the programs are all there is. */
const measured = (on: string): Source => ({ name: `measured on ${on}, November 2026` });

const serverSide = 'On the server’s machine';
const closeAll = node('http.html#servercloseallconnections', 'server.closeAllConnections()');
const kubernetes: Source = {
  name: 'Kubernetes: pod termination',
  href: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow',
};
const docker: Source = {
  name: 'Docker: exec form',
  href: 'https://docs.docker.com/reference/build-checks/json-args-recommended/',
};
const sixConnections: Source = {
  name: 'MDN: EventSource',
  href: 'https://developer.mozilla.org/en-US/docs/Web/API/EventSource',
};
const keepAliveHint: Command = {
  linux: 'curl -sv -o /dev/null http://SERVER:7888/ 2>&1 | grep -i keep-alive',
  macos: 'curl -sv -o /dev/null http://SERVER:7888/ 2>&1 | grep -i keep-alive',
  windows: 'curl.exe -sv -o NUL http://SERVER:7888/ 2>&1 | Select-String keep-alive',
};

export const symptoms: readonly Symptom[] = [
  {
    id: 'still-answers',
    title: 'Some people still get the old version',
    told: [
      'A restart of the browser fixes it.',
      'It works in a private window.',
      'curl shows the new version.',
    ],
    says: [],
    where: serverSide,
    first: commands.rows,
    read: [
      {
        see: 'ESTABLISHED rows of the old process, and no LISTEN row of it',
        means: 'The old app accepts nobody new, and goes on answering on these connections.',
        source: lesson('/07-the-rows-i-filtered-out/', 'lesson 7'),
      },
      {
        see: 'A LISTEN row and ESTABLISHED rows, all of one process',
        means:
          'Old and new app share the process. A connection that is older than the swap is the old app’s.',
        source: lesson('/09-what-i-did-not-know/#who-answers-next', 'lesson 9'),
      },
      {
        see: 'No ESTABLISHED row, while somebody gets the old page',
        means: 'It is not keep-alive. Something that looks like it.',
        source: here('look-alikes', 'look-alikes'),
      },
    ],
    now: [
      {
        text: 'End the old process, if nothing else lives in it. Requests in flight are cut.',
        source: lesson('/08-close-the-connections/#what-the-cure-breaks', 'lesson 8'),
      },
      {
        text: 'If it must live, end its connections from outside.',
        source: here('stop-the-bleeding', 'how'),
      },
      {
        text: 'Ask people to leave the page alone for some minutes. Each reload keeps it alive.',
        source: lesson('/05-it-heals/', 'lesson 5'),
      },
      {
        text: 'Then repair the stop: close the listening socket first, then all connections.',
        source: lesson('/08-close-the-connections/', 'lesson 8'),
      },
    ],
    lessons: ['01-the-swap', '07-the-rows-i-filtered-out', '08-close-the-connections'],
  },
  {
    id: 'curl-too',
    title: 'Even a fresh curl gets the old version',
    told: ['Every client gets it, in every browser and profile.', 'It alternates: old, new, old.'],
    says: [],
    where: 'On the server’s machine, past every proxy',
    first: {
      linux: 'curl -sSi http://127.0.0.1:7888/',
      macos: 'curl -sSi http://127.0.0.1:7888/',
      windows: 'curl.exe -sSi http://127.0.0.1:7888/',
    },
    read: [
      {
        see: 'The new version here, the old one through the proxy',
        means: 'The proxy keeps a connection to the old app, and uses it for everybody.',
        source: lesson('/09-what-i-did-not-know/#a-proxy-in-front', 'lesson 9'),
      },
      {
        see: 'By turns old and new through the proxy',
        means: 'It keeps several connections, some to each app.',
        source: measured('Apache 2.4: 11 of 20 old'),
      },
      {
        see: 'The old version here as well',
        means: 'The old app still accepts new connections: look for its LISTEN row.',
        source: here('port-in-use', 'SIGTERM is ignored'),
      },
    ],
    now: [
      {
        text: 'Reload the proxy, `nginx -s reload` for example. New workers start without connections; old ones finish the requests they have, and end.',
        source: {
          name: 'nginx: controlling nginx',
          href: 'https://nginx.org/en/docs/control.html#reconfiguration',
        },
      },
      {
        text: 'Or end the old app’s process: its connections end with it.',
        source: manual('_exit', 2),
      },
      {
        text: 'Waiting helps only without traffic: a connection in use is never idle for long enough.',
        source: lesson('/05-it-heals/', 'lesson 5'),
      },
    ],
    lessons: ['12-who-hangs-up-first', '09-what-i-did-not-know'],
  },
  {
    id: 'never-closes',
    title: 'close() never calls back, the test run hangs',
    told: ['It hangs only when a browser was there before.', 'All tests pass, then nothing.'],
    says: [
      'Jest did not exit one second after the test run has completed.',
      'Hook timed out in 10000ms.',
      'Tests closed successfully but something prevents the main process from exiting',
    ],
    where: 'Where it hangs, while it hangs, with its process id',
    first: commands.ofProcess,
    read: [
      {
        see: 'ESTABLISHED rows, no LISTEN row',
        means: 'The server was closed, and waits for these connections.',
        source: node('http.html#serverclosecallback', 'server.close()'),
      },
      {
        see: 'Each connection twice, both ends of this process',
        means: 'The client is your own: the test’s pool keeps its connection.',
        source: report('nodejs/undici', 1481),
      },
      {
        see: 'A connection that never carried a byte (Linux: `ss -tni` shows no `bytes_received`)',
        means:
          'A spare that a client opened ahead of time, as browsers do. Node before 26.4 waits for it.',
        source: report('nodejs/node', 63452),
      },
      {
        see: 'A LISTEN row',
        means: 'Nobody has closed this server yet.',
        source: rfc(9293, '3.3.2'),
      },
    ],
    now: [
      {
        text: 'Call `server.closeAllConnections()` right after `server.close()`. It cuts requests in flight.',
        source: closeAll,
      },
      {
        text: 'In tests end the client’s pool first: `agent.destroy()`.',
        source: node('http.html#agentdestroy', 'agent.destroy()'),
      },
      {
        text: 'If it still hangs, look for what is not on the server’s list.',
        source: here('held-by-a-stream', 'a WebSocket or a stream'),
      },
    ],
    lessons: ['13-the-process-that-will-not-exit'],
  },
  {
    id: 'port-in-use',
    title: 'SIGTERM is ignored, the port is still in use',
    told: ['I stopped it, and it is still there.', 'The next start fails.'],
    says: [
      'Error: listen EADDRINUSE: address already in use 127.0.0.1:7888',
      'OSError: [Errno 98] Address already in use',
      'listen tcp :7888: bind: address already in use',
    ],
    where: serverSide,
    first: commands.listening,
    read: [
      {
        see: 'Another process id than the one that got the signal',
        means: 'A wrapper, npm or a shell, took the signal and ended. Its child was never told.',
        source: docker,
      },
      {
        see: 'A server that is process 1 of its container',
        means: 'The kernel drops a signal for process 1 that the program has no handler for.',
        source: manual('pid_namespaces', 7),
      },
      {
        see: 'No LISTEN row, and the process lives',
        means: 'It has stopped listening, and waits for its connections.',
        source: here('never-closes', 'close() never calls back'),
      },
      {
        see: 'EADDRINUSE, and you suspect the old connections',
        means:
          'On Linux they hold the port only if the old server or the new one did not set SO_REUSEADDR. Node, nginx, Go and Tornado set it.',
        source: manual('socket', 7),
      },
      {
        see: 'EADDRINUSE, and among all rows of the port a client’s with it on the left',
        means:
          'An outgoing connection owns the port. When the system chose it, it keeps every server out, whatever they set.',
        source: measured('Linux 6.18 with Node 26 and Python 3.11'),
      },
    ],
    now: [
      {
        text: 'Send the signal to the process of the LISTEN row: `kill -TERM PID`. In PowerShell `Stop-Process -Id PID`, which ends it at once.',
        source: manual('kill', 1),
      },
      {
        text: 'Start the server without a wrapper: `CMD ["node", "server.js"]`, and `exec node server.js` as the last line of a script.',
        source: docker,
      },
      {
        text: 'In a container: handle SIGTERM in the program, or start it with `docker run --init`.',
        source: {
          name: 'docker-node: kernel signals',
          href: 'https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#handling-kernel-signals',
        },
      },
      {
        text: 'Choose a port that no outgoing connection is given: on Linux one outside 32768 to 60999, by default.',
        source: manual('ip', 7),
      },
    ],
    lessons: ['13-the-process-that-will-not-exit'],
  },
  {
    id: 'held-by-a-stream',
    title: 'A WebSocket or an event stream keeps the server alive',
    told: ['It stops as soon as I close the tab.', 'A reload of the code never comes.'],
    says: ['Waiting for connections to close. (CTRL+C to force quit)'],
    where: 'On the server’s machine, after the stop',
    first: commands.established,
    read: [
      {
        see: '`lastsnd` small, `lastrcv` large (Linux, in ms)',
        means: 'The server sends, the client listens: an event stream, or a long download.',
        source: manual('ss', 8),
      },
      {
        see: 'Both large',
        means:
          'Idle, or a quiet WebSocket. The socket cannot tell which: ask the app how many it has.',
        source: lesson('/09-what-i-did-not-know/#an-upgraded-connection', 'lesson 9'),
      },
    ],
    now: [
      {
        text: 'Event streams: end each open response at the stop. The browser connects again by itself, to whoever listens.',
        source: {
          name: 'HTML: server-sent events',
          href: 'https://html.spec.whatwg.org/multipage/server-sent-events.html#server-sent-events-intro',
        },
      },
      {
        text: 'WebSockets: keep a list, and close each with code 1001, “going away”.',
        source: rfc(6455, '7.4.1'),
      },
      {
        text: '`closeAllConnections()` ends streams, and leaves WebSockets.',
        source: closeAll,
      },
      {
        text: '`close()` of the library `ws` leaves its clients connected.',
        source: {
          name: 'ws: server.close()',
          href: 'https://github.com/websockets/ws/blob/master/doc/ws.md#serverclosecallback',
        },
      },
    ],
    lessons: ['14-not-on-the-list', '09-what-i-did-not-know'],
  },
  {
    id: 'reset-on-reuse',
    title: 'ECONNRESET, socket hang up, “other side closed”',
    told: ['A few a day, never when I look.', 'A retry always works.'],
    says: [
      'Error: socket hang up',
      "code: 'ECONNRESET'",
      'Error: read ECONNRESET',
      'Error: write ECONNRESET',
      'TypeError: fetch failed',
      '[cause]: SocketError: other side closed',
      "code: 'UND_ERR_SOCKET'",
      'http.client.RemoteDisconnected: Remote end closed connection without response',
      'java.io.IOException: HTTP/1.1 header parser received no bytes',
      'http: server closed idle connection',
    ],
    where: 'On the client’s machine',
    first: keepAliveHint,
    read: [
      {
        see: '`Keep-Alive: timeout=5`',
        means:
          'The server hangs up after 5 s of quiet; Node a second later, from 20.18 and 22.9 on. A client that waits longer meets the hang-up.',
        source: {
          name: 'nodejs/node#54863',
          href: 'https://github.com/nodejs/node/pull/54863',
        },
      },
      {
        see: 'No such line',
        means:
          'The server hangs up when it likes, and does not say when. The client cannot know it.',
        source: rfc(9112, '9.5'),
      },
      {
        see: '`reusedSocket` is true in the client’s error handler',
        means:
          'It is this race. False on a first use: the server crashed, or cuts new connections.',
        source: node('http.html#requestreusedsocket', 'request.reusedSocket'),
      },
    ],
    now: [
      {
        text: 'Client: hang up first. `new http.Agent({ keepAlive: true, timeout: 4000 })` against a server with 5 s. Without `timeout` such an agent also ignores the server’s hint.',
        source: measured('Node 20 and 26: 8 of 28 requests failed without, 0 of 28 with 5 s'),
      },
      {
        text: 'That does not help a client that was frozen, by a debugger or as a laptop sleeps: when it wakes, its request may come before its timer. Only asking again helps.',
        source: measured('Node 26: 10 of 10 reset, with and without such a timeout'),
      },
      {
        text: 'Server: be the more patient one. Raise `server.keepAliveTimeout` above the client’s idle time. Node’s is 5 s up to version 26, and 65 s in the next.',
        source: {
          name: 'nodejs/node#62782',
          href: 'https://github.com/nodejs/node/pull/62782',
        },
      },
      {
        text: 'The price comes due at the stop: a connection that was busy at `close()` holds the process for as long, 6.4 s with 5 s and 66.4 s with 65 s. An answer with `Connection: close` spares you that.',
        source: measured('Node 26.10'),
      },
      {
        text: 'Ask again, once, on a new connection, if the method may be repeated: GET may, POST may not.',
        source: rfc(9110, '9.2.2'),
      },
    ],
    lessons: ['12-who-hangs-up-first'],
  },
  {
    id: '502-on-post',
    title: '502, and only for POST',
    told: ['Our GETs never fail.', 'It got rarer when traffic grew.'],
    says: [
      '502 Bad Gateway',
      'upstream prematurely closed connection while reading response header from upstream',
      'recv() failed (104: Connection reset by peer) while reading response header from upstream',
    ],
    where: 'On the proxy’s machine, here for nginx',
    first: {
      linux:
        "grep 'reading response header' /var/log/nginx/error.log | grep -o 'request: \"[A-Z]*' | sort | uniq -c",
      macos:
        "grep 'reading response header' $(brew --prefix)/var/log/nginx/error.log | grep -o 'request: \"[A-Z]*' | sort | uniq -c",
      windows:
        "Select-String 'reading response header' logs\\error.log | Group-Object { $_.Line -match 'GET /' }",
    },
    read: [
      {
        see: 'POST, PATCH or LOCK, and no GET',
        means:
          'The app hung up on idle connections. nginx sent the GETs again without a word; what you see is what it must not repeat.',
        source: {
          name: 'nginx: proxy_next_upstream',
          href: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_next_upstream',
        },
      },
      {
        see: 'GET as well, behind nginx or Caddy',
        means: 'Not this race: the app ends, or crashes, while it answers.',
        source: here('502-during-deploys', '502 during deploys'),
      },
      {
        see: 'GET as well, behind HAProxy or Apache',
        means: 'It can be this race: with their default settings these two repeat neither.',
        source: measured('nginx 1.22, Caddy 2.6, HAProxy 2.6, Apache 2.4'),
      },
      {
        see: 'More failures in quiet hours',
        means: 'It fits: only an idle connection can be hung up on.',
        source: report('growthbook/growthbook-proxy', 134),
      },
    ],
    now: [
      {
        text: 'Let the app be more patient than the proxy: `server.keepAliveTimeout = 65_000` behind nginx, which keeps a quiet upstream connection for 60 s. Then say `Connection: close` at the stop, or it takes as long.',
        source: {
          name: 'nginx: keepalive_timeout',
          href: 'https://nginx.org/en/docs/http/ngx_http_upstream_module.html#keepalive_timeout',
        },
      },
      {
        text: 'Behind a load balancer the same, with its own idle timeout.',
        source: {
          name: 'AWS: HTTP 502',
          href: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-502-issues',
        },
      },
    ],
    lessons: ['12-who-hangs-up-first'],
  },
  {
    id: 'first-after-quiet',
    title: 'The first call after a quiet time fails',
    told: ['Every morning, once.', 'The second try always works.'],
    says: ['Error: read ETIMEDOUT', 'Error: read ECONNRESET'],
    where: 'On the client’s machine, in the quiet time, before the call',
    first: {
      linux: "ss -tno 'dport = :443'",
      macos: "netstat -an -p tcp | grep '\\.443 '",
      windows: 'Get-NetTCPConnection -RemotePort 443',
    },
    read: [
      {
        see: 'CLOSE_WAIT, on Linux with 1 in the first column of numbers',
        means: 'The server has hung up. Your client has not looked, and will use the connection.',
        source: report('apache/jmeter', 6330),
      },
      {
        see: 'ESTABLISHED, and the call fails at once',
        means: 'The server hung up as the request left, or something in between resets.',
        source: here('reset-on-reuse', 'ECONNRESET'),
      },
      {
        see: 'ESTABLISHED, and the call hangs for minutes',
        means:
          'Something in between, a NAT or a load balancer, has forgotten the connection and told nobody.',
        source: report('kubernetes/client-go', 374),
      },
    ],
    now: [
      {
        text: 'Give the client’s pool an idle time below the server’s, and below that of everything in between.',
        source: rfc(9112, '9.5'),
      },
      {
        text: 'Where something forgets: TCP keepalive, with its first probe well before that. A Network Load Balancer of AWS forgets after 350 s.',
        source: {
          name: 'AWS: idle timeout',
          href: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html',
        },
      },
      {
        text: 'TCP keepalive does not change how long HTTP keeps a connection.',
        source: lesson('/07-the-rows-i-filtered-out/#how-to-read-a-row', 'lesson 7'),
      },
    ],
    lessons: ['12-who-hangs-up-first', '16-two-keep-alives'],
  },
  {
    id: '502-during-deploys',
    title: '502, and only during deploys',
    told: ['Thirty seconds of errors at each rollout.'],
    says: [
      'connect() failed (111: Connection refused) while connecting to upstream',
      'curl: (52) Empty reply from server',
      'curl: (56) Recv failure: Connection reset by peer',
    ],
    where: 'From a client, before, during and after a deploy',
    first: {
      linux:
        "while sleep 0.2; do curl -s -o /dev/null -w '%{http_code} %{errormsg}\\n' http://SERVER/; done",
      macos:
        "while sleep 0.2; do curl -s -o /dev/null -w '%{http_code} %{errormsg}\\n' http://SERVER/; done",
      windows:
        "while (1) { curl.exe -s -o NUL -w '%{http_code} %{errormsg}\\n' http://SERVER/; Start-Sleep -Milliseconds 200 }",
    },
    read: [
      {
        see: '“refused”, here or in the proxy’s log',
        means: 'The app stopped listening while others still sent to it. Too early.',
        source: report('kubernetes/ingress-nginx', 3639),
      },
      {
        see: '“empty reply” or “reset”',
        means: 'The app ended with a request in flight. Without a handler SIGTERM does that.',
        source: measured('Node 20 and 26'),
      },
      {
        see: 'No failure here, and 502 for clients that keep connections',
        means: 'The app went without a word on connections that its clients still trusted.',
        source: rfc(9112, '9.6'),
      },
    ],
    now: [
      {
        text: 'Let the app serve on for some seconds after it was taken off the list. On Kubernetes: a `preStop` sleep, since a pod is told to stop at the time it is taken off, not after.',
        source: kubernetes,
      },
      {
        text: 'From then on say `Connection: close` on each answer, so that clients leave by themselves.',
        source: rfc(9112, '9.6'),
      },
      {
        text: 'Only then stop listening, finish what is in flight, and close the rest at a deadline below the platform’s grace period.',
        source: report('hapijs/hapi', 3068),
      },
      {
        text: 'When nobody leads clients to the app any more, or a successor waits for its port, stop at once: a wait would only keep the old version.',
        source: lesson('/servers/#when-to-stop-listening', 'measured'),
      },
    ],
    lessons: ['11-leave-politely'],
  },
  {
    id: 'post-ran-twice',
    title: 'A POST ran twice',
    told: ['One click, two orders.', 'The user swears that they clicked once.'],
    says: [],
    where: 'On the server’s machine, in the access log, with your own path',
    first: {
      linux: "grep 'POST /orders' access.log | tail -20",
      macos: "grep 'POST /orders' access.log | tail -20",
      windows: "Select-String 'POST /orders' access.log | Select-Object -Last 20",
    },
    read: [
      {
        see: 'Two lines with the same content, moments apart',
        means:
          'The first connection broke before its answer was read, and somebody sent the request again.',
        source: report('nahi/httpclient', 142),
      },
      {
        see: 'The second one comes from a browser, curl or wget',
        means:
          'These repeat a POST when a kept connection breaks; Node, Go, nginx and Caddy do not.',
        source: measured('Chromium 156, Firefox 153, curl 7.88, wget 1.21'),
      },
      {
        see: 'One line, and two orders',
        means: 'Nobody sent it twice. Look for the second in your own code or queue.',
        source: rfc(9110, '9.2.2'),
      },
    ],
    now: [
      {
        text: 'Give each order a key made by the client, and let the server refuse the second.',
        source: {
          name: 'IETF draft: Idempotency-Key',
          href: 'https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/',
        },
      },
      {
        text: 'Switch off blind retries. ECONNRESET says that the answer was lost, not that nothing ran.',
        source: rfc(9110, '9.2.2'),
      },
      {
        text: 'Let the server announce its going: `Connection: close` on the last answer.',
        source: rfc(9112, '9.6'),
      },
    ],
    lessons: ['12-who-hangs-up-first'],
  },
  {
    id: 'old-host',
    title: 'After a DNS change, calls go to the old host',
    told: ['The TTL was over an hour ago.', 'A restart of the client helps.'],
    says: [],
    where: 'On the client’s machine, twice within some seconds',
    first: {
      linux: "getent ahosts api.example.com; ss -tn 'dport = :443'",
      macos: 'dscacheutil -q host -a name api.example.com; sudo lsof -nP -iTCP:443',
      windows: 'Resolve-DnsName api.example.com; Get-NetTCPConnection -RemotePort 443',
    },
    read: [
      {
        see: 'Rows to the old address, with the same local port both times',
        means: 'A pool. A name is looked up when a connection is opened, and never again.',
        source: report('nodejs/node', 6713),
      },
      {
        see: 'Rows to the old address, with new local ports',
        means: 'New connections, so a cache of names: the program’s, or the system’s.',
        source: measured('Node 26: a kept connection keeps its local port'),
      },
      {
        see: 'The old address in the first lines',
        means: 'The name still leads there. It is not keep-alive.',
        source: manual('getent', 1),
      },
    ],
    now: [
      {
        text: 'Restart the client, or end its pool: `agent.destroy()`.',
        source: node('http.html#agentdestroy', 'agent.destroy()'),
      },
      {
        text: 'On the old host: answer with `Connection: close`, so that each client opens a new connection.',
        source: rfc(9112, '9.6'),
      },
      {
        text: 'Limit how old a connection may get. An idle time does not help a busy client.',
        source: {
          name: '.NET: PooledConnectionLifetime',
          href: 'https://learn.microsoft.com/en-us/dotnet/fundamentals/networking/http/httpclient-guidelines#dns-behavior',
        },
      },
      {
        text: 'Or limit how much it may carry: `server.maxRequestsPerSocket`.',
        source: node('http.html#servermaxrequestspersocket', 'server.maxRequestsPerSocket'),
      },
    ],
    lessons: ['15-pinned'],
  },
  {
    id: 'close-wait',
    title: 'CLOSE_WAIT climbs',
    told: ['It runs out of file descriptors after some days.'],
    says: ['EMFILE: too many open files', 'accept4: too many open files'],
    where: 'On the machine where it climbs',
    first: {
      linux: 'ss -tnp state close-wait',
      macos: 'sudo lsof -nP -iTCP -sTCP:CLOSE_WAIT',
      windows: 'Get-NetTCPConnection -State CloseWait | Group-Object OwningProcess',
    },
    read: [
      {
        see: 'All rows of one process',
        means:
          'Its peers have closed, and this program has not. No timer of the kernel does it for it.',
        source: rfc(9293, '3.3.2'),
      },
      {
        see: 'The peers are servers that it calls',
        means: 'Idle connections in its pool that the servers ended. They go at the next use.',
        source: report('apache/jmeter', 6330),
      },
      {
        see: 'The peers are its clients',
        means: 'A handler that ignores the end, often on upgraded connections.',
        source: report('websockets/ws', 180),
      },
      {
        see: 'Bytes wait in the first column, and nothing moves',
        means: 'The program is stuck, or was stopped: it reads nothing at all.',
        source: report('nodejs/node', 24537),
      },
    ],
    now: [
      {
        text: 'Restart that program: its sockets end with it.',
        source: manual('_exit', 2),
      },
      {
        text: 'Then close on your side when the peer has: `socket.on("end", () => socket.end())` wherever you took over a socket.',
        source: node('net.html#event-end', 'the socket’s “end”'),
      },
    ],
    lessons: ['16-two-keep-alives'],
  },
  {
    id: 'ports-used-up',
    title: 'TIME_WAIT climbs, EADDRNOTAVAIL',
    told: ['It fails under load only, and recovers some time after.'],
    says: [
      'Error: connect EADDRNOTAVAIL 10.0.0.5:7888 - Local (0.0.0.0:0)',
      'connect: cannot assign requested address',
      'connect() failed (99: Cannot assign requested address) while connecting to upstream',
    ],
    where: 'On the machine that connects, the addresses with the most rows',
    first: {
      linux: "ss -Htan state time-wait | awk '{print $4}' | sort | uniq -c | sort -rn | head -5",
      macos:
        "netstat -an -p tcp | awk '/TIME_WAIT/ {print $5}' | sort | uniq -c | sort -rn | head -5",
      windows:
        'Get-NetTCPConnection -State TimeWait | Group-Object RemoteAddress, RemotePort -NoElement | Sort-Object Count -Descending | Select-Object -First 5',
    },
    read: [
      {
        see: 'Thousands to one address and port',
        means:
          'This machine opens a connection for each request, and closes first. Each one keeps a local port from being used for that address: a minute on Linux, half of one on macOS, up to four on Windows.',
        source: measured('Linux 6.18: 60.6 to 61.7 s; the others by their settings'),
      },
      {
        see: 'They are to 127.0.0.1 or ::1, on Linux',
        means:
          'Then they are not the cause: over loopback Linux takes such a port again after a second.',
        source: {
          name: 'Linux: tcp_tw_reuse',
          href: 'https://docs.kernel.org/networking/ip-sysctl.html',
        },
      },
      {
        see: 'The count is near the number of your local ports',
        means: 'They are used up: 28,232 of them by default on Linux, for one address and port.',
        source: {
          name: 'Linux: ip_local_port_range',
          href: 'https://docs.kernel.org/networking/ip-sysctl.html',
        },
      },
      {
        see: 'Your server’s port on this side, many client addresses',
        means: 'You are the server, and close first. TIME_WAIT costs no port here.',
        source: measured('Linux 6.18: such a client connects again at once, from the same port'),
      },
    ],
    now: [
      {
        text: 'Keep connections: `new http.Agent({ keepAlive: true })`. Node’s default agent does so since version 19.',
        source: node('http.html#httpglobalagent', 'http.globalAgent'),
      },
      {
        text: 'In nginx before 1.29.7: `keepalive 16;` in the upstream, `proxy_http_version 1.1;` and `proxy_set_header Connection "";`. It takes all three; later versions have them by default.',
        source: {
          name: 'nginx: keepalive',
          href: 'https://nginx.org/en/docs/http/ngx_http_upstream_module.html#keepalive',
        },
      },
      {
        text: 'Until then, more ports: `sysctl -w net.ipv4.ip_local_port_range="15000 60999"`.',
        source: {
          name: 'Linux: ip_local_port_range',
          href: 'https://docs.kernel.org/networking/ip-sysctl.html',
        },
      },
    ],
    lessons: ['17-a-connection-per-request'],
  },
  {
    id: 'seventh-tab',
    title: 'The seventh tab hangs',
    told: ['No error anywhere, it loads for ever.', 'When I close another tab, it loads at once.'],
    says: [],
    where: serverSide,
    first: commands.established,
    read: [
      {
        see: 'Six rows of one client address',
        means:
          'A browser opens six connections to a host over HTTP/1.1. Event streams have taken all six.',
        source: sixConnections,
      },
      {
        see: 'No line of the seventh request in the server’s log',
        means: 'It was never sent. It waits in the browser.',
        source: report('freenet/freenet-core', 5213),
      },
      {
        see: 'The client is a Node program, with as many rows as its `maxSockets`',
        means: 'The same in a pool: answers whose bodies nobody reads hold its connections.',
        source: report('nodejs/node', 37184),
      },
    ],
    now: [
      { text: 'Close a tab.', source: sixConnections },
      {
        text: 'Serve the streams over HTTP/2, where a connection carries many.',
        source: sixConnections,
      },
      {
        text: 'In Node: read every body, or drop it with `response.resume()`.',
        source: node('http.html#class-httpclientrequest', 'http.ClientRequest'),
      },
    ],
    lessons: ['14-not-on-the-list'],
  },
];
