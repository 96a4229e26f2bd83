import { existsSync } from 'node:fs';
import { listSockets, NoSocketTable } from '../../sockets/list-sockets.ts';
import { namespaceNote } from '../../sockets/namespace.ts';
import { netstat } from '../../sockets/netstat.ts';
import { safeJson } from '../../sockets/safe.ts';
import { findBrowser } from '../lab/clients/find-browser.ts';
import { findProgram } from '../lab/find-program.ts';
import { findTornado } from '../lab/find-tornado.ts';
import { whyNotPort } from '../lab/port.ts';
import type { Io } from './io.ts';

/** One thing that a class needs. `missing` keeps a lesson from playing; `note` does not. */
export interface Finding {
  what: string;
  verdict: 'ok' | 'note' | 'missing';
  found: string;
  /** What to do, where it is not ok. */
  remedy?: string;
}

/**
 * `npm run ready`: says for each thing a class needs whether it is there.
 * @returns 0: ready; 1: something is missing that a lesson needs
 */
export async function ready(options: { json?: boolean | undefined }, io: Io): Promise<number> {
  const findings = await look(io.env);
  io.out(options.json ? `${safeJson(findings)}\n` : findings.map(inWords).join(''));
  const isReady = findings.every(({ verdict }) => verdict !== 'missing');
  if (!options.json) io.out(isReady ? '\nReady.\n' : '\nNot ready: see what is missing, above.\n');
  return isReady ? 0 : 1;
}

const marks = { ok: 'ok     ', note: 'note   ', missing: 'MISSING' };

function inWords({ what, verdict, found, remedy }: Finding): string {
  return `${marks[verdict]}  ${what}: ${found}\n${remedy ? `         ${remedy}\n` : ''}`;
}

/** Looks at this machine; `env` decides what is on PATH and where browsers are. */
export async function look(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  return [
    { what: 'Node', verdict: 'ok', found: process.versions.node },
    await port(7888, 'the apps of the lessons'),
    await port(4321, 'the pages'),
    await table(),
    await socketTool(env),
    curl(env),
    browser('chromium', env),
    browser('firefox', env),
    await tornado(env),
    proxy(env),
    ...managed(),
    ...(await container()),
  ];
}

async function port(number: number, use: string): Promise<Finding> {
  const why = await whyNotPort(number);
  const what = `port ${number}`;
  if (why === undefined) return { what, verdict: 'ok', found: 'free' };
  return { what, verdict: 'note', found: why, remedy: `${use} will use the next free port` };
}

async function table(): Promise<Finding> {
  const what = 'the socket table';
  try {
    const rows = await listSockets();
    return { what, verdict: 'ok', found: `readable, ${rows.length} rows` };
  } catch (error) {
    if (!(error instanceof NoSocketTable)) throw error;
    return {
      what,
      verdict: 'note',
      found: error.message,
      remedy: 'lessons play without their rows',
    };
  }
}

async function socketTool(env: NodeJS.ProcessEnv): Promise<Finding> {
  const what = 'netstat';
  try {
    const { tool } = await netstat(7888, { path: env.PATH ?? '' });
    if (tool === 'netstat') return { what, verdict: 'ok', found: 'installed' };
    const found = `missing; lessons use ${tool === 'ss' ? 'ss' : 'a table of their own'}`;
    return { what, verdict: 'note', found, remedy: 'Debian: apt-get install net-tools' };
  } catch {
    return { what, verdict: 'note', found: 'missing, and no table in its place' };
  }
}

function curl(env: NodeJS.ProcessEnv): Finding {
  const path = findProgram(['curl'], env);
  if (path) return { what: 'curl', verdict: 'ok', found: path };
  return {
    what: 'curl',
    verdict: 'missing',
    found: 'not on PATH; lessons 4 and 6 run it',
    remedy: 'Debian: apt-get install curl',
  };
}

const titles = { chromium: 'Chromium or Chrome', firefox: 'Firefox' };

function browser(name: 'chromium' | 'firefox', env: NodeJS.ProcessEnv): Finding {
  const path = findBrowser(name, env);
  if (path) return { what: titles[name], verdict: 'ok', found: path };
  return {
    what: titles[name],
    verdict: 'note',
    found: 'not found; a stand-in plays the browser',
    remedy: `only npm run lesson N ${name} needs it`,
  };
}

async function tornado(env: NodeJS.ProcessEnv): Promise<Finding> {
  const python = await findTornado(env);
  if (python) return { what: 'Tornado', verdict: 'ok', found: `by ${python}` };
  return {
    what: 'Tornado',
    verdict: 'note',
    found: 'no Python here can import it',
    remedy:
      'only npm run lesson 1 original and 8 original need it (Debian: apt-get install python3-tornado)',
  };
}

/** A proxy variable sends curl and some browsers elsewhere when they ask 127.0.0.1. */
function proxy(env: NodeJS.ProcessEnv): Finding {
  const set = ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'].filter((name) => env[name]);
  const spared = /(^|,)\s*(127\.0\.0\.1|localhost|\*)/.test(env.no_proxy ?? env.NO_PROXY ?? '');
  if (set.length === 0 || spared) return { what: 'proxy', verdict: 'ok', found: 'none in the way' };
  return {
    what: 'proxy',
    verdict: 'note',
    found: `${set.join(', ')} would send your own curl elsewhere`,
    remedy: 'type: export no_proxy=127.0.0.1,localhost',
  };
}

/** Where policies of an organisation lie, which may forbid a browser what the lessons do. Linux only. */
const policies = [
  '/etc/chromium/policies/managed',
  '/etc/opt/chrome/policies/managed',
  '/etc/firefox/policies',
];

function managed(): Finding[] {
  return policies.filter(existsSync).map((folder) => ({
    what: 'managed browser',
    verdict: 'note',
    found: `policies in ${folder}`,
    remedy: 'if a browser refuses to start or to visit 127.0.0.1, ask who manages it',
  }));
}

async function container(): Promise<Finding[]> {
  const note = namespaceNote();
  return note ? [{ what: 'this system', verdict: 'note', found: note }] : [];
}
