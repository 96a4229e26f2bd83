import { NotHeld, type Stage } from '../probes/probe.ts';
import { type Address, type Observed, openConnection } from '../wire/connection.ts';
import { get, post } from '../wire/request.ts';

/** A stage, and what a run does with it. */
export interface OpenStage extends Stage, Disposable {
  /** All connections of the probes have been ended by the server. */
  isDeserted(): boolean;
  /** All connections so far, those of visitors included. */
  all(): readonly Observed[];
  /** How many countable requests were sent, how many of them answered, and how many refused (5xx). */
  counted(): { sent: number; answered: number; refused: number };
}

/** What probes open is let go of when the stage is disposed of. */
export function openStage(
  address: Address,
  { paths, raceFromMs, fastMs }: Pick<Stage, 'paths' | 'raceFromMs' | 'fastMs'>,
): OpenStage {
  const connections: Observed[] = [];
  const visitors: Observed[] = [];
  const leaving: (() => void)[] = [];
  const repeats: { connection: Observed; nth: number }[] = [];
  return {
    ...address,
    paths,
    raceFromMs,
    fastMs,
    async connect({ handshake } = { handshake: true }) {
      const to = handshake ? address : { ...address, tls: false };
      const connection = await openConnection(to).catch((error) => {
        throw new NotHeld(`its connection failed with ${error.code}`);
      });
      connections.push(connection);
      return connection;
    },
    async visit() {
      const connection = await openConnection(address);
      visitors.push(connection);
      return connection;
    },
    onLeave: (leave) => void leaving.push(leave),
    repeat(connection) {
      if (paths.count === undefined) return connection.ask(get(address, paths.fast));
      repeats.push({ connection, nth: connection.asked });
      connection.ask(post(address, paths.count));
    },
    isDeserted: () => connections.every(({ ended }) => ended),
    all: () => [...connections, ...visitors],
    counted() {
      const answers = repeats
        .map(({ connection, nth }) => connection.answers[nth])
        .filter((answer) => answer?.wholeAt != null);
      // Whoever was told “no” was told the truth; that is no answer to what was executed.
      const refused = answers.filter((answer) => (answer?.status ?? 0) >= 500).length;
      return { sent: repeats.length, answered: answers.length - refused, refused };
    },
    [Symbol.dispose]() {
      for (const { leave } of [...connections, ...visitors]) leave();
      for (const leave of leaving) leave();
    },
  };
}
