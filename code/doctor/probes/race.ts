import { judgeRace } from '../verdicts/crowds.ts';
import type { Observed } from '../wire/connection.ts';
import type { AfterSignal, Probe } from './probe.ts';
import { isWhole, warmed } from './steps.ts';

const racers = 6;

export const race: Probe<'P12'> = {
  id: 'P12',
  title: 'stale re-use',
  needs: null,
  does: 'Six idle connections ask again at 0, 1, 2, 3, 4 and 5 ms around the moment at which the server ends them. HTTP/1.1 cannot avoid a loss here, so it is counted and never a fault.',
  mayFind: ['race'],
  judge: (met) => (met.kind === 'race' ? judgeRace(met.runs) : []),
  async open(stage) {
    const connections = await Promise.all(Array.from({ length: racers }, () => warmed(stage)));
    const sent = new Set<Observed>();
    return {
      async follow(after) {
        if (stage.raceFromMs > 5 && !(await after.at(stage.raceFromMs - 5))) return;
        for (const [n, connection] of connections.entries()) {
          await spin(after, stage.raceFromMs + n);
          if (!connection.isOpen) continue;
          sent.add(connection);
          stage.repeat(connection);
        }
      },
      met: () => ({
        kind: 'race',
        runs: [connections.map((each) => letterOf(each, sent.has(each))).join('')],
        fromMs: stage.raceFromMs,
      }),
    };
  },
};

/** A timer of 1 ms may take 9 on a busy machine; a loop that lets the sockets speak takes 1. */
async function spin(after: AfterSignal, ms: number): Promise<void> {
  while (after.ms() < ms) await new Promise(setImmediate);
}

function letterOf(connection: Observed, sent: boolean): string {
  const letter = connection.ended?.how === 'RST' ? 'R' : 'F';
  if (!sent) return letter.toLowerCase();
  if (isWhole(connection, 2)) return connection.answers[1]?.close ? 'C' : 'K';
  return connection.ended ? letter : '?';
}
