import fc from 'fast-check';
import { type Action, actions } from '../../code/model/actions.ts';
import {
  type BrowserKind,
  browsers,
  type NodeName,
  type Setting,
} from '../../code/model/setting.ts';
import { Compared, type Comparing } from './compare.ts';
import { Lane } from './lane.ts';

export interface Proof extends Comparing {
  /** The release that the model is told, and the program that it is held against. */
  node: NodeName;
  program: string;
  /** How many actions at least, over all lanes. */
  actions: number;
  seed: number;
  /** How many runs at the same time. */
  lanes: number;
  /** Ports from here on. */
  port?: number;
  onProgress?: (done: number) => void;
  signal?: AbortSignal;
}

export interface Proved {
  done: number;
  /** The first difference, undefined without any. */
  difference: string | undefined;
  /** TIME_WAIT rows that were gone before their time. */
  assassinated: number;
}

/** Random runs, in the model and for real, until so many actions are done or one differs. */
export async function prove(proof: Proof): Promise<Proved> {
  const { program, lanes, seed, port = 20_000, signal } = proof;
  const all: Proved = { done: 0, difference: undefined, assassinated: 0 };
  await Promise.all(
    Array.from({ length: lanes }, async (_, number) => {
      const room = Math.floor(12_000 / lanes);
      await using lane = await Lane.open(program, portsFrom(port + number * room, room));
      const mine = { done: 0, upTo: Math.ceil(proof.actions / lanes) };
      for (let round = 0; !isOver(mine); round++)
        await proveRound(lane, seed + number + round * lanes, mine);
    }),
  );
  return all;

  function isOver({ done, upTo }: Share): boolean {
    return done >= upTo || all.difference !== undefined || !!signal?.aborted;
  }

  async function proveRound(lane: Lane, seed: number, mine: Share): Promise<void> {
    const act = (action: Action) => ({
      check: () => true,
      toString: () => action,
      async run(model: Compared, real: Lane) {
        if (isOver(mine)) return;
        const { assassinated } = model;
        await model.act(real, action);
        all.assassinated += model.assassinated - assassinated;
        all.done++;
        mine.done++;
        proof.onProgress?.(all.done);
      },
    });
    const property = fc.asyncProperty(
      settings(proof.node),
      fc.commands([fc.constantFrom(...weighted).map(act)], { maxCommands: 40, size: 'max' }),
      async (setting, commands) => {
        if (isOver(mine)) return;
        await lane.begin(setting);
        const model = () => ({ model: new Compared(setting, proof), real: lane });
        await fc.asyncModelRun(model, commands);
      },
    );
    // The letters of the first difference are short enough, and each shorter try would wait for what never comes.
    const { failed, errorInstance } = await fc.check(property, {
      seed,
      numRuns: 50,
      endOnFailure: true,
    });
    if (all.assassinated > 5 + all.done / 50)
      all.difference ??= `${all.assassinated} TIME_WAIT rows are missing, more than chance explains`;
    if (failed) all.difference ??= String((errorInstance as Error | null)?.message);
  }
}

/** What one lane has done, and has to do: so a seed gives the same runs however fast each lane is. */
interface Share {
  done: number;
  upTo: number;
}

/** Whatever can be done, what matters more often. */
const weighted: Action[] = [
  ...(Object.keys(actions) as Action[]),
  ...([...'vrlllpnwwxxsda2222'] as Action[]),
];

function settings(node: NodeName): fc.Arbitrary<Setting> {
  return fc.record({
    node: fc.constant(node),
    browser: fc.constantFrom(...(Object.keys(browsers) as BrowserKind[])),
    pool: fc.integer({ min: 1, max: 6 }),
    idle: fc.constantFrom(5 as const, 5 as const, null),
  });
}

function* portsFrom(first: number, room: number): Generator<number, never> {
  for (let number = 0; ; number = (number + 1) % room) yield first + number;
}
