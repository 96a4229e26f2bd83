import { NotHeld, type Stage } from '../probes/probe.ts';
import { type Address, type Observed, openConnection } from '../wire/connection.ts';
import { get, post } from '../wire/request.ts';

/** A stage, and what a run does with it. */
export interface OpenStage extends Stage, Disposable {
  /** All connections of the probes have been ended by the server. */
  isDeserted(): boolean;
  /** How many countable requests were sent, and how many of them answered whole. */
  counted(): { sent: number; answered: number };
}

/** What probes open is let go of when the stage is disposed of. */
export function openStage(
  address: Address,
  { paths, raceFromMs }: Pick<Stage, 'paths' | 'raceFromMs'>,
): OpenStage {
  const connections: Observed[] = [];
  const leaving: (() => void)[] = [];
  const repeats: { connection: Observed; nth: number }[] = [];
  return {
    ...address,
    paths,
    raceFromMs,
    async connect() {
      const connection = await openConnection(address).catch((error) => {
        throw new NotHeld(`its connection failed with ${error.code}`);
      });
      connections.push(connection);
      return connection;
    },
    onLeave: (leave) => void leaving.push(leave),
    repeat(connection) {
      if (paths.count === undefined) return connection.ask(get(address, paths.fast));
      repeats.push({ connection, nth: connection.asked });
      connection.ask(post(address, paths.count));
    },
    isDeserted: () => connections.every(({ ended }) => ended),
    counted: () => ({
      sent: repeats.length,
      answered: repeats.filter(({ connection, nth }) => connection.answers[nth]?.wholeAt != null)
        .length,
    }),
    [Symbol.dispose]() {
      for (const { leave } of connections) leave();
      for (const leave of leaving) leave();
    },
  };
}
