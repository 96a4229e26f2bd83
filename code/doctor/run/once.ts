import { CannotExamine } from '../cannot-examine.ts';
import { defaults } from '../options.ts';
import type { Settings } from '../settings.ts';
import { attach } from '../target/attach.ts';
import { launch } from '../target/launch.ts';
import { freePort } from '../target/listeners.ts';
import type { Target } from '../target/target.ts';
import { unixListeners } from '../target/unix-sockets.ts';
import type { Address } from '../wire/connection.ts';
import { tooLate } from './own-clock.ts';
import { type Run, type RunPlan, run } from './run.ts';

type Plan = Pick<RunPlan, 'probes'> & Partial<RunPlan>;

/** So often a server is started until the doctor itself was in time. */
const tries = 3;

/**
 * Starts the server, stops it, and sees to it that nothing of it is left; anew where the machine was too busy
 * for the doctor. The last one counts, late or not.
 */
export async function runOnce(settings: Settings, plan: Plan): Promise<Run> {
  for (let left = tries - 1; ; left--) {
    const found = await startAndStop(settings, plan);
    if (found.lateMs < tooLate || left === 0 || !settings.command) return found;
    settings.onProgress({ at: 'late', ms: found.lateMs });
  }
}

async function startAndStop(settings: Settings, plan: Plan): Promise<Run> {
  const { abort, paths, h2, signal, readyMs, readyPath } = settings;
  abort.throwIfAborted();
  const address = await addressOf(settings);
  await using target = await startTarget(settings, address);
  const watch = {
    capMs: settings.capMs,
    drainMs: settings.drainMs ?? defaults.drainMs,
    drains: settings.drainMs !== null,
  };
  return await run(target, address, {
    ...{ paths, h2, signal, watch, readyMs, readyPath, abort },
    ...plan,
  });
}

/** @throws CannotExamine when the wanted port or socket is taken */
export async function addressOf(settings: Settings): Promise<Address> {
  const { host, tls, socket, pid } = settings;
  if (socket !== undefined && pid === null) mustBeFree(socket);
  return { host, port: await portOf(settings), tls, socket };
}

function mustBeFree(socket: string): void {
  if (unixListeners(socket).length === 0) return;
  throw new CannotExamine(
    `a program listens on ${socket} already`,
    'stop it first, or examine it as it runs: --pid PID --socket PATH',
  );
}

async function portOf({ pid, port, host }: Settings): Promise<number> {
  if (pid !== null && port !== undefined) return port;
  return await freePort(host, port);
}

export async function startTarget(settings: Settings, { port }: Address): Promise<Target> {
  const { command, pid } = settings;
  return command ? await launch(command, port, settings) : attach(pid ?? 0);
}
