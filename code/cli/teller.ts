import { wrap } from '../base/text/wrap.ts';
import type { LabEvent } from '../run/events.ts';
import { feedback, type Predicted } from '../run/prediction.ts';
import { createRecorder, ownRowsOnly } from '../run/recording.ts';
import { createTerminalView, type Lens } from '../run/terminal.ts';
import type { Words } from '../run/words.ts';
import type { Io } from './io.ts';

/** Tells a run to whoever is there, and asks them back. */
export interface Teller {
  tell(event: LabEvent): void;
  /** Asks for a prediction; undefined when nobody can be asked. */
  ask(id: string): Promise<string | undefined>;
  /** What was predicted in this run. */
  predicted: ReadonlyMap<string, Predicted>;
}

/** Tells for programs: the lines of a recording, and no questions. */
export function jsonTeller(io: Io): Teller {
  const line = createRecorder();
  return { tell: (event) => io.out(line(event)), ask: async () => undefined, predicted: new Map() };
}

/** Tells for people: scene by scene, with the reader's predictions judged once the run has shown. */
export function terminalTeller(words: Words, lens: Lens, io: Io): Teller {
  const { color, columns: width } = io;
  // On stage as in the recording: the rows of this run. Those of the last one linger for a minute.
  const own = ownRowsOnly();
  const view = createTerminalView({ words, lens, width, color });
  const all = new Map<string, Predicted>();
  let unjudged: Array<[string, Predicted]> = [];

  async function ask(id: string): Promise<string | undefined> {
    const prediction = words.predictions[id];
    if (!prediction) return undefined;
    if (!io.canAsk) {
      io.out(`\n${wrap(`Before you read on: ${prediction.question}`, width)}\n`);
      return undefined;
    }
    const predicted = await (await import('./ask.ts')).ask(prediction);
    unjudged.push([id, predicted]);
    all.set(id, predicted);
    return predicted.choice;
  }

  function judge(): void {
    for (const [id, predicted] of unjudged) {
      const prediction = words.predictions[id];
      if (prediction) io.out(`\n${wrap(feedback(prediction, predicted), width)}\n`);
    }
    unjudged = [];
  }

  return {
    ask,
    predicted: all,
    tell(event) {
      io.out(view(own(event)));
      if (event.kind === 'finding') judge();
    },
  };
}
