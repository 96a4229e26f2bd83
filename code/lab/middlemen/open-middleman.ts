import { once } from 'node:events';
import { createServer } from 'node:net';
import { until } from '../../base/until.ts';
import type { MiddlemanName } from '../../run/events.ts';
import type { Lab } from '../lab.ts';
import type { App } from '../stage.ts';
import { startBalancer } from './balancer.ts';
import { startHaproxy } from './haproxy.ts';
import { startNginx } from './nginx.ts';

/** What a middleman is told; lines of a configuration are in the program's own words. */
export interface MiddlemanOptions {
  /**
   * Health checks: path, milliseconds from one to the next, failures that put a backend out. nginx has none.
   * Every Infinity: they stand still until a story lets them run, by `notices`.
   */
  checks?: { path: string; every: number; failures: number };
  /** Lines for nginx: of the upstream, of the location, of the server around it. */
  nginx?: { upstream?: string; location?: string; server?: string };
  /** Lines for HAProxy: of the defaults, of the backend. */
  haproxy?: { defaults?: string; backend?: string };
}

/** What stands between clients and apps. It ends with the run. */
export interface Middleman {
  name: MiddlemanName;
  port: number;
  /** Waits until its checks have put an app out. Where they stand still, they run until then. */
  notices(app: App): Promise<void>;
}

export const usualChecks = { path: '/ready', every: 250, failures: 2 };

/**
 * Puts this run's middleman in front of the apps, on the port of the run: from here on every client asks
 * there. What it does to its own connections no app can tell, so connections and rows are told no more.
 * @throws MissingProgram when it is not on this machine
 */
export async function openMiddleman(
  lab: Lab,
  apps: readonly App[],
  options: MiddlemanOptions = {},
): Promise<Middleman> {
  const { through: name } = lab.options;
  if (!name) throw new Error('this lesson names no middlemen: see code/course/lessons.ts');
  await lab.settle();
  const port = lab.options.port || (await freePort());
  const backends = apps.map((app) => app.port);
  const checks = options.checks ?? usualChecks;
  lab.ledger.behind = { checks: checks.path };
  const onChange = (backend: number, up: boolean) => {
    const app = apps.find((each) => each.port === backend);
    if (app) lab.tell({ kind: 'middleman', name, port, did: up ? 'back' : 'out', app: app.name });
  };
  const started = await startMiddleman(name, { port, backends, checks, onChange }, options);
  lab.owned.use(started);
  lab.front = port;
  lab.tell({ kind: 'middleman', name, port, did: 'listen' });
  return { name, port, notices: async (app) => await started.notices(app.port) };
}

/** A middleman that runs. */
interface Started extends AsyncDisposable {
  /** Waits until it has put out the backend on this port. */
  notices(backend: number): Promise<void>;
}

interface Asked {
  port: number;
  backends: readonly number[];
  checks: NonNullable<MiddlemanOptions['checks']>;
  onChange: (backend: number, up: boolean) => void;
}

async function startMiddleman(
  name: MiddlemanName,
  { port, backends, checks, onChange }: Asked,
  { nginx, haproxy }: MiddlemanOptions,
): Promise<Started> {
  if (name === 'nginx') {
    const started = await startNginx(port, backends, nginx);
    // It learns from requests alone.
    return Object.assign(started, { notices: async () => {} });
  }
  if (name === 'haproxy') {
    const started = await startHaproxy(port, backends, checks, haproxy);
    const notices = async (backend: number) => {
      await started.notices(backend);
      onChange(backend, false);
    };
    return { notices, [Symbol.asyncDispose]: () => started[Symbol.asyncDispose]() };
  }
  const balancer = await startBalancer({ backends, port, check: checks, onChange });
  const notices = async (backend: number) => {
    const found = balancer.backends.find((each) => each.port === backend);
    await until('the balancer to put it out', async () => {
      if (checks.every === Infinity) await balancer.check();
      return found?.up === false || undefined;
    });
  };
  return { notices, [Symbol.asyncDispose]: () => balancer[Symbol.asyncDispose]() };
}

/** Neither nginx nor HAProxy says which port it got when it is given none. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, '127.0.0.1'), 'listening');
  const { port } = probe.address() as { port: number };
  await new Promise((closed) => probe.close(closed));
  return port;
}
