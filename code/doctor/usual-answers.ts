import { CannotExamine } from './cannot-examine.ts';
import type { Answer, ProbeId } from './examination.ts';
import type { Paths } from './options.ts';
import { probeOf } from './probes/all.ts';
import { addressOf, startTarget } from './run/once.ts';
import type { Run } from './run/run.ts';
import type { Settings } from './settings.ts';
import { ready } from './target/ready.ts';
import { answeredInTheStop, doubtOf, isUnlike, type Usual } from './verdicts/usual.ts';
import { type Address, openConnection } from './wire/connection.ts';
import { get, post } from './wire/request.ts';

/** By path: null where nothing could be learned. */
export type UsualAnswers = ReadonlyMap<keyof Paths, Usual | null>;

/**
 * Of the paths whose answers leave open whether the stop changed them: what they answer without one. The
 * server is started once more to tell, and only where there is such a doubt.
 */
export async function usualAnswers(
  settings: Settings,
  run: Run,
  own: ReadonlyMap<ProbeId, Run>,
): Promise<UsualAnswers> {
  const { graceMs, capMs } = settings;
  const doubted = metOf(run, own).flatMap(([id, met]) => {
    const { portFreeMs } = own.get(id) ?? run;
    const { needs } = probeOf(id);
    const isInDoubt = doubtOf(id, met, { graceMs, capMs, portFreeMs });
    return isInDoubt && needs !== null && needs !== 'h2' ? [needs] : [];
  });
  const usual = new Map<keyof Paths, Usual | null>(doubted.map((name) => [name, null]));
  await askAnew(settings, [...usual.keys()], async (name, askIt) => {
    usual.set(name, await askIt());
  });
  return usual;
}

/**
 * The same of answers that nothing speaks against: whole, and an error inside. Here are those paths alone
 * of which every answer that the stop let through is unlike the usual one, twice.
 */
export async function unlikeTheUsual(
  settings: Settings,
  run: Run,
  own: ReadonlyMap<ProbeId, Run>,
): Promise<UsualAnswers> {
  const answers = new Map<keyof Paths, Answer[]>();
  for (const [id, met] of metOf(run, own)) {
    const { needs } = probeOf(id);
    const answer = answeredInTheStop(id, met);
    if (!answer || needs === null || needs === 'h2' || needs === 'upload') continue;
    answers.set(needs, [...(answers.get(needs) ?? []), answer]);
  }
  const unlike = new Map<keyof Paths, Usual>();
  await askAnew(settings, [...answers.keys()], async (name, askIt) => {
    for (const _ of ['once', 'and to be sure']) {
      const usual = await askIt();
      if (!usual || !answers.get(name)?.every((answer) => isUnlike(answer, usual))) {
        return void unlike.delete(name);
      }
      unlike.set(name, usual);
    }
  });
  return unlike;
}

/** Starts the server anew, without probes and without a stop, to ask it for some of its paths. */
async function askAnew(
  settings: Settings,
  names: readonly (keyof Paths)[],
  each: (name: keyof Paths, askIt: () => Promise<Usual | null>) => Promise<void>,
): Promise<void> {
  const { graceMs, capMs, command, paths, abort, readyMs: ms, onProgress } = settings;
  if (!command || names.length === 0) return;
  onProgress({ at: 'again', what: 'usual answer', nth: 1, of: 1 });
  try {
    const address = await addressOf(settings);
    await using target = await startTarget(settings, address);
    await ready(target, address, { path: paths.fast, h2: false, ms, abort });
    for (const name of names) {
      abort.throwIfAborted();
      const path = paths[name];
      if (path !== undefined) await each(name, () => ask(address, name, path, capMs + graceMs));
    }
  } catch (error) {
    // One that does not start twice on its port has told enough: what is not known is said so.
    if (!(error instanceof CannotExamine)) throw error;
  }
}

const metOf = (run: Run, own: ReadonlyMap<ProbeId, Run>) => [
  ...new Map([...run.met, ...metBy(own)]),
];

const metBy = (own: ReadonlyMap<ProbeId, Run>) =>
  [...own].flatMap(([id, { met }]) => {
    const one = met.get(id);
    return one ? [[id, one] as const] : [];
  });

/** One whole request on a connection of its own; null where its answer is cut, or there is none. */
async function ask(
  address: Address,
  name: keyof Paths,
  path: string,
  patience: number,
): Promise<Usual | null> {
  const connection = await openConnection(address).catch(() => undefined);
  if (!connection) return null;
  const from = performance.now();
  connection.ask(name === 'upload' ? post(address, path) : get(address, path));
  const whole = () => connection.answers[0]?.wholeAt != null;
  await connection.until(() => whole() || !connection.isOpen, patience);
  const { isOpen, answers } = connection;
  connection.leave();
  const [answer] = answers;
  if (answer?.wholeAt != null) {
    return { status: answer.status, bytes: answer.bytes, ms: answer.wholeAt - from };
  }
  return isOpen ? { status: 0, bytes: 0, ms: Number.POSITIVE_INFINITY } : null;
}
