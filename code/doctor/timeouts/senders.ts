/** Whoever sends requests to a server on connections that it keeps, as it is without settings. */
export interface Sender {
  /** As `--behind` names it. */
  id: string;
  /** In a sentence. */
  name: string;
  /** How long it keeps a silent connection, in ms; null: for as long as the server does. */
  patienceMs: number | null;
  /**
   * It obeys `Keep-Alive: timeout=5`: so much sooner, and so long at most, in ms; null: only where that
   * leaves nothing, and then keeps no connection. Absent: it does not.
   */
  hint?: { soonerMs: number; mostMs: number | null };
  /** So much later, in ms, its clock may tell it: it looks now and then. */
  lateMs?: number;
  /**
   * It sends nothing on it any more once its patience is over, and closes it when it next looks: so often,
   * in ms. Until then such a connection holds a stop.
   */
  sweepMs?: number;
  /** What it sends once more when a connection ends before the answer; null: its source does not say. */
  repeats: Repeats | null;
  /** What becomes of a request that it does not send again. */
  becomes: string;
  /** What changes its patience, or what helps where it has none; null: it is fixed. */
  setBy: string | null;
  source: Source | null;
}

export type Repeats = 'nothing' | 'what is safe' | 'everything';

export interface Source {
  url: string;
  section: string;
  /** The day on which it was read. */
  opened: string;
}

const opened = '2026-11-28';

/**
 * The patience of senders, each read in its source. What they repeat was measured for lesson 12
 * (lessons/measurements/senders.json), where it is not a service; `npm run prove behind` holds all of it
 * against real runs.
 */
export const senders: readonly Sender[] = [
  {
    id: 'alb',
    name: 'an AWS Application Load Balancer',
    patienceMs: 60_000,
    repeats: 'nothing',
    becomes: 'a 502',
    setBy: 'its attribute idle_timeout.timeout_seconds',
    source: {
      url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
      ...{ section: 'Connection idle timeout', opened },
    },
  },
  {
    id: 'gcp',
    name: 'a Google Cloud Application Load Balancer',
    patienceMs: 600_000,
    repeats: null,
    becomes: 'a 502',
    setBy: null,
    source: {
      url: 'https://docs.cloud.google.com/load-balancing/docs/https/request-distribution',
      ...{ section: 'How connections work', opened },
    },
  },
  {
    id: 'cloudflare',
    name: 'Cloudflare',
    patienceMs: 900_000,
    repeats: null,
    becomes: 'a 520',
    setBy: null,
    source: {
      url: 'https://developers.cloudflare.com/fundamentals/reference/connection-limits/',
      ...{ section: 'Between Cloudflare and origin server, Proxy Idle Timeout', opened },
    },
  },
  {
    id: 'cloudfront',
    name: 'CloudFront',
    patienceMs: 5_000,
    repeats: null,
    becomes: 'an error',
    setBy: 'the origin’s keep-alive timeout',
    source: {
      url: 'https://repost.aws/knowledge-center/cloudfront-custom-origin-response',
      ...{ section: 'Increase the response timeout and keep-alive', opened },
    },
  },
  {
    id: 'nginx',
    name: 'nginx',
    patienceMs: 60_000,
    repeats: 'what is safe',
    becomes: 'a 502',
    setBy: 'keepalive_timeout in its upstream',
    source: {
      url: 'https://nginx.org/en/docs/http/ngx_http_upstream_module.html#keepalive_timeout',
      ...{ section: 'keepalive_timeout', opened },
    },
  },
  {
    id: 'haproxy',
    name: 'HAProxy',
    // Each 5 s it ends half of those that are idle. Measured on 2.6.12: alone one lives for 15 s, the last of
    // five for 20 s, of forty for 35 s; so the last of a thousand for a minute.
    patienceMs: 60_000,
    repeats: 'nothing',
    becomes: 'a 502, or an end without an answer',
    setBy: 'pool-purge-delay of its server',
    source: {
      url: 'https://docs.haproxy.org/2.6/configuration.html#5.2-pool-purge-delay',
      ...{ section: '5.2, pool-purge-delay', opened },
    },
  },
  {
    id: 'node-fetch',
    name: 'fetch in Node',
    patienceMs: 4_000,
    // Two seconds sooner in Node 20 to 26, one in 18 and 19: the longer patience is the safe guess.
    hint: { soonerMs: 1_000, mostMs: 600_000 },
    // Its timers tick by half seconds: measured 4.6 s where nothing else happens, 5.1 s in a busy process.
    lateMs: 1_000,
    repeats: 'nothing',
    becomes: 'an error',
    setBy: 'keepAliveTimeout of undici’s Agent',
    source: {
      url: 'https://github.com/nodejs/undici/blob/main/docs/docs/api/Client.md',
      ...{ section: 'Parameter: ClientOptions', opened },
    },
  },
  {
    id: 'node-http',
    name: 'http.request in Node',
    patienceMs: 5_000,
    hint: { soonerMs: 1_000, mostMs: 5_000 },
    repeats: 'nothing',
    becomes: 'ECONNRESET',
    setBy: 'timeout of its Agent',
    source: {
      url: 'https://nodejs.org/docs/latest-v26.x/api/http.html#httpglobalagent',
      ...{ section: 'http.globalAgent; agentKeepAliveTimeoutBuffer', opened },
    },
  },
  {
    id: 'node-agent',
    name: 'an Agent with keepAlive and no timeout',
    patienceMs: null,
    hint: { soonerMs: 1_000, mostMs: null },
    repeats: 'nothing',
    becomes: 'ECONNRESET',
    setBy: 'its timeout: with one it obeys the Keep-Alive hint, too, and hangs up first',
    source: {
      url: 'https://nodejs.org/docs/latest-v26.x/api/http.html#new-agentoptions',
      ...{ section: 'new Agent: timeout', opened },
    },
  },
  {
    id: 'go',
    name: 'Go',
    patienceMs: 90_000,
    repeats: 'what is safe',
    becomes: 'an error',
    setBy: 'IdleConnTimeout of its Transport',
    source: {
      url: 'https://pkg.go.dev/net/http#DefaultTransport',
      ...{ section: 'DefaultTransport; Transport: retries', opened },
    },
  },
  {
    id: 'python-requests',
    name: 'requests in Python',
    patienceMs: null,
    repeats: 'nothing',
    becomes: 'a ConnectionError',
    setBy: 'a Retry in its HTTPAdapter, for what may be sent twice',
    source: {
      url: 'https://github.com/urllib3/urllib3/blob/main/src/urllib3/connectionpool.py',
      ...{ section: '_get_conn: a kept connection has no limit', opened },
    },
  },
  {
    id: 'python-urllib3',
    name: 'urllib3 in Python',
    patienceMs: null,
    repeats: 'what is safe',
    becomes: 'a ProtocolError',
    setBy: 'a Retry with allowed_methods, for what may be sent twice',
    source: {
      url: 'https://github.com/urllib3/urllib3/blob/main/src/urllib3/connectionpool.py',
      ...{ section: '_get_conn: a kept connection has no limit', opened },
    },
  },
  {
    id: 'java-httpclient',
    name: 'HttpClient in Java 20 and newer',
    patienceMs: 30_000,
    repeats: 'what is safe',
    becomes: 'an IOException',
    setBy: 'jdk.httpclient.keepalive.timeout',
    source: {
      url: 'https://bugs.openjdk.org/browse/JDK-8297558',
      ...{ section: 'Summary; module-info of java.net.http', opened },
    },
  },
  {
    id: 'java-17-httpclient',
    name: 'HttpClient in Java before 20',
    patienceMs: 1_200_000,
    repeats: 'what is safe',
    becomes: 'an IOException',
    setBy: 'jdk.httpclient.keepalive.timeout',
    source: {
      url: 'https://bugs.openjdk.org/browse/JDK-8297558',
      ...{ section: 'Problem', opened },
    },
  },
  {
    id: 'java-urlconnection',
    name: 'HttpURLConnection in Java',
    patienceMs: 5_000,
    hint: { soonerMs: 0, mostMs: Infinity },
    sweepMs: 5_000,
    repeats: 'everything',
    becomes: 'an IOException',
    setBy: 'http.keepAlive.time.server, where the server gives no hint',
    source: {
      url: 'https://github.com/openjdk/jdk/blob/master/src/java.base/share/classes/sun/net/www/http/KeepAliveCache.java',
      ...{ section: 'KeepAliveCache.put, run, and ClientVector.get', opened },
    },
  },
  {
    id: 'curl',
    name: 'curl',
    patienceMs: 118_000,
    repeats: 'everything',
    becomes: 'an error',
    setBy: 'CURLOPT_MAXAGE_CONN',
    source: {
      url: 'https://curl.se/libcurl/c/CURLOPT_MAXAGE_CONN.html',
      ...{ section: 'DEFAULT', opened },
    },
  },
];

/** `--behind 60s`: somebody of whom only the patience is known. */
export const someSender = (patienceMs: number, words: string): Sender => ({
  id: words,
  name: 'the sender',
  patienceMs,
  repeats: null,
  becomes: 'an error',
  setBy: 'its own setting',
  source: null,
});
