import { nameOf, type Process } from '../../base/processes.ts';
import { CannotExamine } from '../cannot-examine.ts';
import type { Phases, Program } from '../examination.ts';
import type { Successor } from '../successor.ts';
import { firstAnswer } from '../target/ready.ts';
import type { Target } from '../target/target.ts';
import type { Spoken } from '../wire/answers.ts';
import type { Address } from '../wire/connection.ts';
import type { OpenStage } from './stage.ts';

/** A process that came or went while the one that got the signal lived on. */
export interface Shift extends Program {
  parent: number;
  ms: number;
}

/** What shows that the server has heard the signal, as it is seen. */
export interface Signs extends AsyncDisposable {
  /** The first of them, whatever it is. */
  first(): Phases['firstSign'];
  /** It says that it is leaving: an answer with close or a 503, or a ready path that has turned. */
  leaving(): Phases['firstSign'];
  readyTurnedMs(): number | null;
  came(): readonly Shift[];
  went(): readonly Shift[];
}

/** A connection that ends so soon after the signal ends by it, not by its idle time, in ms. */
const byTheSignal = 500;
/** Between two looks at what has no event, in ms. */
const [familyGlance, readyGlance] = [200, 100];
/** How long one answer of the ready path may take, in ms. */
const readyWithin = 1_000;

/**
 * A path that turns when the server is no longer ready has to say before the signal that it is.
 * @throws CannotExamine where it does not
 */
export async function mustBeReady(address: Address, path: string): Promise<void> {
  const answer = await firstAnswer(address, path, readyWithin);
  if (answer && !isNotReady(answer)) return;
  throw new CannotExamine(
    `${path} ${answer ? `answers with status ${answer.status}` : 'does not answer'} before the signal, so nobody can see it turn`,
    'name the path that answers 200 while the server is ready: --ready-path /ready',
  );
}

export function watchForSigns({
  zero,
  target,
  stage,
  successor,
  usual,
  readyPath,
  family,
}: {
  zero: number;
  target: Target;
  stage: OpenStage;
  successor: Successor;
  /** An answer from before the signal. */
  usual: Spoken | null;
  readyPath: string | undefined;
  /** The processes that there were before the signal. */
  family: readonly Process[];
}): Signs {
  let readyTurnedMs: number | null = null;
  const before = new Map(family.map((each) => [nameOf(each), each]));
  const [came, went] = [new Map<string, Shift>(), new Map<string, Shift>()];
  const ms = () => performance.now() - zero;
  let over = false;

  const looking = setInterval(() => {
    const now = new Map(target.family().map((each) => [nameOf(each), each]));
    for (const [name, each] of before) {
      if (!now.has(name) && !went.has(name)) went.set(name, shiftOf(each, ms()));
    }
    for (const [name, each] of now) {
      if (!before.has(name) && !came.has(name)) came.set(name, shiftOf(each, ms()));
    }
  }, familyGlance);
  const asking = watchReady();

  async function watchReady(): Promise<void> {
    if (readyPath === undefined) return;
    while (!over && readyTurnedMs === null && successor.boundAt === undefined) {
      const answer = await firstAnswer(stage, readyPath, readyWithin);
      if (answer && isNotReady(answer)) readyTurnedMs = ms();
      await new Promise((resolve) => setTimeout(resolve, readyGlance));
    }
  }

  function leaving(): Phases['firstSign'] {
    const answers = stage
      .all()
      .flatMap((each) => each.answers)
      .filter(({ headAt }) => headAt > zero);
    const told = answers.filter((answer) => usual && isFarewell(answer, usual));
    const signs = told.map((answer) => ({
      ms: answer.headAt - zero,
      what: answer.status >= 500 ? `an answer ${answer.status}` : 'an answer with close',
    }));
    if (readyTurnedMs !== null) signs.push({ ms: readyTurnedMs, what: 'the ready path turned' });
    return earliest(signs);
  }

  return {
    leaving,
    readyTurnedMs: () => readyTurnedMs,
    came: () => [...came.values()],
    went: () => [...went.values()],
    first() {
      const ends = stage
        .all()
        .flatMap(({ ended }) => (ended ? [ended.at - zero] : []))
        .filter((at) => at > 0 && at < byTheSignal);
      const signs = [
        ...ends.map((at) => ({ ms: at, what: 'a connection ended' })),
        ...[...went.values()].map((each) => ({ ms: each.ms, what: 'a process ended' })),
        ...(successor.boundAt === undefined
          ? []
          : [{ ms: successor.boundAt - zero, what: 'the listening socket was closed' }]),
      ];
      const said = leaving();
      return earliest(said ? [...signs, said] : signs);
    },
    async [Symbol.asyncDispose]() {
      over = true;
      clearInterval(looking);
      await asking;
    },
  };
}

const shiftOf = ({ pid, parent, line }: Process, ms: number): Shift => ({
  ...{ pid, parent, program: line, ms },
});

function earliest(signs: readonly NonNullable<Phases['firstSign']>[]): Phases['firstSign'] {
  return signs.reduce<Phases['firstSign']>((a, b) => (a && a.ms <= b.ms ? a : b), null);
}

/** It says close where it did not, or fails where it did not. */
const isFarewell = (answer: Spoken, usual: Spoken): boolean =>
  (answer.close && !usual.close) || isWorse(answer, usual);

const isNotReady = ({ status }: Spoken): boolean => status >= 400;

const isWorse = ({ status }: Spoken, usual: Spoken): boolean => status >= 500 && usual.status < 500;
