/** What is the same from a run's first action to its last. */
export interface Setting {
  /** The release of Node that both apps run on. */
  node: NodeName;
  /** What the browser is; the second browser is another of the kind. */
  browser: BrowserKind;
  /** How many connections a browser opens to one port at most: 1 to 6. */
  pool: number;
  /** Seconds that the apps keep an idle connection, their keepAliveTimeout; null: no limit. */
  idle: 5 | null;
}

export type NodeName = keyof typeof nodes;
export type BrowserKind = keyof typeof browsers;

/** As in the lessons: an app without a limit, and the stand-in browser, which never hangs up. */
export const asInLessons: Setting = { node: '26', browser: 's', pool: 6, idle: null };

export interface NodeRelease {
  /** Does server.close() end the idle connections, too? Since 19. */
  closeEndsIdle: boolean;
  /** And those on which nothing has been asked yet? Since 26.4. */
  closeEndsSilent: boolean;
  /** Milliseconds that a connection may stay idle beyond keepAliveTimeout; 1000 since 20.18 and 22.9. */
  extra: number;
  /** Milliseconds until a connection ends on which nothing was ever asked; server.timeout of Node 12. */
  silent: number;
}

const before19 = { closeEndsIdle: false, closeEndsSilent: false, extra: 0, silent: Infinity };
const since20 = { closeEndsIdle: true, closeEndsSilent: false, extra: 1000, silent: Infinity };

/** Measured on each: 12.22.12, 14.21.3, 16.20.2, 18.20.8, 19.8.1, 20.20.2, 22.23.3, 24.21.0, 26.3.1, 26.10.0. */
export const nodes = {
  '12': { ...before19, silent: 120_000 },
  '14': before19,
  '16': before19,
  '18': before19,
  '19': { ...before19, closeEndsIdle: true },
  '20': since20,
  '22': since20,
  '24': since20,
  '26.3': since20,
  '26': { ...since20, closeEndsSilent: true },
} as const satisfies Record<string, NodeRelease>;

export interface Patience {
  name: string;
  /** Milliseconds that it keeps an idle connection. */
  idle: number;
  /** And one on which it has asked nothing yet. */
  silent: number;
  /** How much earlier than the server’s hint (`Keep-Alive: timeout=5`) it hangs up, in ms; null: it does not read it. */
  beforeHint: number | null;
  /** Does it see the server’s FIN when it comes, or only when it next asks? */
  notices: 'at once' | 'when it asks';
  /** Which requests it sends once more when the connection ends before their answer. */
  retries: 'none' | 'on a used connection' | 'all';
}

/** Measured: Chromium 156, Firefox 153 and the agent of Node 26 (lessons/measurements). */
export const browsers = {
  s: {
    ...{ name: 'the stand-in', idle: Infinity, silent: Infinity, beforeHint: null },
    ...{ notices: 'at once', retries: 'none' },
  },
  c: {
    ...{ name: 'Chromium', idle: 325_000, silent: 117_000, beforeHint: null },
    ...{ notices: 'when it asks', retries: 'on a used connection' },
  },
  f: {
    ...{ name: 'Firefox', idle: 118_000, silent: Infinity, beforeHint: 0 },
    ...{ notices: 'at once', retries: 'all' },
  },
  a: {
    ...{ name: 'Node’s agent', idle: 5000, silent: Infinity, beforeHint: 1000 },
    ...{ notices: 'at once', retries: 'none' },
  },
} as const satisfies Record<string, Patience>;

/** How long the kernel keeps a closed end, in ms: TIME_WAIT, and FIN_WAIT2 of a process that has let go (Linux). */
export const kernelKeeps = 60_000;

/** How long an answer to the slow request takes, in ms. */
export const slowAnswer = 3000;
