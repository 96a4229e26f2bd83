import { wrap } from '../base/text/wrap.ts';
import type { LabEvent } from '../run/events.ts';
import { lookUp } from '../run/look-up.ts';
import { feedback, type Predicted } from '../run/prediction.ts';
import { formatEvent } from '../run/recording.ts';
import { createTranscript, type TranscriptOptions } from '../run/transcript.ts';
import type { Io } from './io.ts';
import { createPainter } from './painter.ts';

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
  return {
    tell: (event) => io.out(formatEvent(event)),
    ask: async () => undefined,
    predicted: new Map(),
  };
}

/** Tells for people: scene by scene, with the reader's predictions judged once the run has shown. */
export function terminalTeller(options: TranscriptOptions, io: Io): Teller {
  const { color, columns: width, isTTY } = io;
  const linesOf = createTranscript(options);
  const paint = createPainter({ width, color, outputWidth: isTTY ? width : Infinity });
  const all = new Map<string, Predicted>();
  let unjudged: Array<[string, Predicted]> = [];
  let events: LabEvent[] = [];

  async function ask(id: string): Promise<string | undefined> {
    const prediction = lookUp(options, 'predictions', id);
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
      const prediction = lookUp(options, 'predictions', id);
      io.out(`\n${wrap(feedback(prediction, predicted, events), width)}\n`);
    }
    unjudged = [];
  }

  return {
    ask,
    predicted: all,
    tell(event) {
      if (event.kind === 'run') events = []; // a story that lost its evidence began anew
      events.push(event);
      for (const line of linesOf(event)) io.out(paint(line));
      if (event.kind === 'finding') judge();
    },
  };
}
