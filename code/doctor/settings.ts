import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import { called } from '../base/called.ts';
import { CannotExamine } from './cannot-examine.ts';
import { defaults, type ExamineOptions, type Paths, type SomePaths } from './options.ts';
import { type ProbeId, probeIds } from './probes/all.ts';
import type { Progress } from './report/progress.ts';

/** What was asked for, checked and complete. */
export interface Settings {
  /** null: attach to `pid`. */
  command: readonly string[] | null;
  pid: number | null;
  port: number | undefined;
  host: string;
  socket: string | undefined;
  cwd: string | undefined;
  env: Readonly<Record<string, string>> | undefined;
  paths: SomePaths & Pick<Paths, 'fast'>;
  h2: boolean;
  tls: boolean;
  signal: NodeJS.Signals;
  graceMs: number;
  /** The longest that it may serve on; null: not said. */
  drainMs: number | null;
  readyPath: string | undefined;
  capMs: number;
  readyMs: number;
  only: readonly ProbeId[];
  solo: 'all' | 'those still open' | 'never';
  copies: boolean;
  twice: boolean;
  repeat: number;
  abort: AbortSignal;
  onProgress: (progress: Progress) => void;
}

/** The one check of what came from outside. @throws CannotExamine with the remedy */
export function settle(options: ExamineOptions): Settings {
  const { command, pid, port, only = probeIds, solo, paths, ...rest } = options;
  if (process.platform === 'win32') {
    throw new CannotExamine('Windows has no stop signals', 'run the doctor on Linux or macOS');
  }
  if (process.platform === 'linux' && !existsSync('/proc/self/stat')) {
    throw new CannotExamine(
      'this machine shows no processes: there is no /proc',
      'mount it: mount -t proc proc /proc',
    );
  }
  if (pid === undefined && !command?.[0]) {
    throw new CannotExamine(
      'there is no server to examine',
      `give its command: ${called('doctor', '-- node server.js')}; or --pid PID --port PORT`,
    );
  }
  if (pid !== undefined && command?.length) {
    throw new CannotExamine('a command or a pid: choose one', 'leave out --pid, or the command');
  }
  const socket = rest.socket === undefined ? undefined : unixPath(rest.socket, options);
  if (pid !== undefined && port === undefined && socket === undefined) {
    throw new CannotExamine('--pid needs the port of the server', 'add --port 3000');
  }
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    throw new CannotExamine(`${port} is no port`, 'a port is a whole number from 1 to 65535');
  }
  return {
    command: pid === undefined ? (command ?? null) : null,
    pid: pid ?? null,
    port,
    host: loopback(rest.host ?? defaults.host),
    socket,
    cwd: rest.cwd,
    env: rest.env,
    paths: { ...checked(paths ?? {}), fast: paths?.fast ?? defaults.fast },
    h2: rest.h2 ?? false,
    tls: rest.tls ?? false,
    signal: catchable(rest.signal ?? defaults.signal),
    graceMs: rest.graceMs ?? defaults.graceMs,
    drainMs: rest.drainMs ?? null,
    readyPath: checked({ fast: rest.readyPath }).fast,
    capMs: rest.capMs ?? defaults.capMs,
    readyMs: rest.readyMs ?? defaults.readyMs,
    only,
    solo: solo === 'never' ? 'never' : solo ? 'all' : 'those still open',
    copies: rest.copies === true,
    twice: rest.twice === true || options.only?.includes('P15') === true,
    repeat: rest.repeat ?? defaults.repeat,
    abort: rest.abort ?? new AbortController().signal,
    onProgress: rest.onProgress ?? (() => {}),
  };
}

/** The kernel has room for so many bytes of a path (unix(7)). */
const mostOfPath = 107;

function unixPath(path: string, { port, host, h2, tls, cwd }: ExamineOptions): string {
  if (port !== undefined || host !== undefined || h2 || tls) {
    throw new CannotExamine(
      'a socket has no port and no host, and neither TLS nor HTTP/2 is examined on it',
      'leave out --socket, or the others',
    );
  }
  if (process.platform !== 'linux') {
    throw new CannotExamine(
      'who listens on a Unix socket is read from /proc',
      'examine it on Linux',
    );
  }
  const whole = resolve(cwd ?? '.', path);
  if (Buffer.byteLength(whole) <= mostOfPath) return whole;
  throw new CannotExamine(
    `${whole} is longer than ${mostOfPath} bytes`,
    'give the socket a shorter path',
  );
}

/** The doctor looks at processes and sends signals: both are of this machine alone. */
function loopback(host: string): string {
  if (host === 'localhost') return defaults.host;
  if ((isIP(host) === 4 && host.startsWith('127.')) || host === '::1') return host;
  throw new CannotExamine(
    `${host} is not this machine`,
    'the doctor examines servers of this machine alone: --host 127.0.0.1 or --host ::1',
  );
}

function catchable(signal: NodeJS.Signals): NodeJS.Signals {
  if (!Object.hasOwn(constants.signals, signal)) {
    throw new CannotExamine(`“${signal}” is no signal`, 'for example: --signal INT');
  }
  if (signal === 'SIGKILL' || signal === 'SIGSTOP') {
    throw new CannotExamine(
      `no server can handle ${signal}`,
      'the usual stop signal: --signal TERM',
    );
  }
  return signal;
}

/** A path goes into the head of a request as it is. */
function checked(paths: SomePaths): SomePaths {
  for (const path of Object.values(paths)) {
    if (path === undefined || /^\/[\x21-\x7e]*$/.test(path)) continue;
    throw new CannotExamine(`“${path}” is no path`, 'a path begins with / and has no spaces');
  }
  return paths;
}
