import { isSame } from '../../base/processes.ts';
import { unlessAborted } from '../../base/unless-aborted.ts';
import { CannotExamine } from '../cannot-examine.ts';
import type { ExamineOptions } from '../options.ts';
import { addressOf, startTarget } from '../run/once.ts';
import { settle } from '../settings.ts';
import { listeningChain } from '../target/listeners.ts';
import { ready } from '../target/ready.ts';
import { openConnection } from '../wire/connection.ts';
import { askToReload, wayOf, wayWords } from './ask-to-reload.ts';
import { ask, begin, busy, newcomers, rest, type Scene } from './clients.ts';
import { learn } from './generation.ts';
import { judgeReload } from './judge-reload.ts';
import type { Asked, Kept, Reload } from './reload.ts';

export interface ReloadOptions extends Omit<ExamineOptions, 'onProgress' | 'signal'> {
  /** `HUP`, `USR2` or another signal; all else is a command for `sh`. */
  reload: string;
  /** A path whose answer says which generation gave it (default: any answer, or the process). */
  generation?: string | undefined;
  /** Called when the reload is about to be asked for, with the time that the rest may take, in ms. */
  onReload?: ((capMs: number) => void) | undefined;
}

/** Clients come for so long before the reload, and after the first answer of the new generation, in ms. */
const [warmUp, afterwards] = [300, 1_000];
const glance = 20;

/**
 * What a reload does to clients: newcomers, an idle and a busy connection from before, and requests
 * in progress, all at once. No successor takes the port: the server is to keep it.
 * @throws CannotExamine with the remedy; the reason of `abort`
 */
export async function measureReload(options: ReloadOptions): Promise<Reload> {
  const settings = settle(options);
  const { abort, capMs, paths, readyMs, host } = settings;
  const way = wayOf(options.reload);
  const path = options.generation ?? paths.fast;
  abort.throwIfAborted();
  const address = await addressOf(settings);
  await using target = await startTarget(settings, address);
  const asked = { path: paths.fast, h2: false, ms: readyMs, abort };
  await ready(target, address, asked);
  await listeningChain(target, address);
  const isNamed = options.generation !== undefined;
  const teller = await unlessAborted(abort, learn(target, address, { path, isNamed }));
  const before = target.family().filter(({ pid }) => pid !== target.pid);

  const leaving = new AbortController();
  const over = AbortSignal.any([abort, leaving.signal]);
  // Nothing counts before the reload.
  let zero = Number.POSITIVE_INFINITY;
  const ms = () => performance.now() - zero;
  const scene: Scene = { address, path, teller, ms, over };
  const idle = await openConnection(address);
  const first = await ask(idle, scene);
  const works = await Promise.all(
    (['slow', 'stream'] as const).flatMap((what) => {
      const known = paths[what];
      return known === undefined ? [] : [begin(address, known, what)];
    }),
  );
  const met: Asked[] = [];
  const coming = newcomers(scene, met);
  const going = busy(scene);
  try {
    await rest(warmUp, over);
    options.onReload?.(capMs);
    zero = performance.now();
    await askToReload(target, way, address.port, settings);
    const news = () => met.filter(({ sentMs, by }) => sentMs >= 0 && by === 'new');
    // One that ends may have left a successor of its own: only with nobody there it is a stop.
    await waitFor(() => news().length > 0 || (target.gone && met.at(-1)?.lost != null) === true);
    await rest(afterwards, over);
    const kept = first.close || first.lost !== null ? null : await askAgain();
    await waitFor(() => works.every(({ isDone }) => isDone()));
    await waitFor(() => countOld() === 0, Math.min(capMs, ms() + afterwards));
    const oldLeft = countOld();
    abort.throwIfAborted();
    leaving.abort();
    await coming;
    const seen = {
      newMs: news().reduce<number | null>(
        (least, { sentMs }) => Math.min(least ?? sentMs, sentMs),
        null,
      ),
      newcomers: met.filter(({ sentMs }) => sentMs >= 0).sort((a, b) => a.sentMs - b.sentMs),
      idle: kept,
      busy: await going,
      work: works.map((each) => each.met(zero)),
      goneMs: target.gone ? target.gone.at - zero : null,
      ...{ oldLeft, oldBefore: before.length },
    };
    return {
      doctor: 1,
      date: new Date().toISOString(),
      settings: {
        reload: wayWords(way),
        toldBy: isNamed ? 'a path' : 'any answer, or the process',
        ...{ capMs, node: process.versions.node },
      },
      target: {
        command: settings.command && [...settings.command],
        ...{ pid: target.pid, host, port: address.port },
        ...(address.socket === undefined ? {} : { socket: address.socket }),
      },
      ...seen,
      findings: judgeReload(seen),
    };
  } finally {
    leaving.abort();
    idle.leave();
    for (const { leave } of works) leave();
    await Promise.allSettled([coming, going]);
  }

  /** Beside newcomers that the new generation has answered, if it ever did. */
  async function askAgain(): Promise<Kept> {
    const endMs = () => (idle.ended ? idle.ended.at - zero : null);
    if (!idle.isOpen) return { endMs: endMs(), again: null };
    const again = await ask(idle, scene);
    return { endMs: endMs(), again };
  }

  function countOld(): number {
    const living = target.family();
    return before.filter((each) => living.some((one) => isSame(one, each))).length;
  }

  async function waitFor(isSo: () => boolean, untilMs = capMs): Promise<void> {
    while (!isSo() && ms() < untilMs && !over.aborted) await rest(glance, over);
    abort.throwIfAborted();
  }
}

/** One that cannot be told to reload, since it would be told to stop. @throws CannotExamine */
export function refuseStop(reload: string): void {
  if (!/^(SIG)?(KILL|STOP)$/i.test(reload)) return;
  throw new CannotExamine(`no server can handle ${reload}`, 'for example: --reload HUP');
}
