import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { writeWhole } from '../../base/write-whole.ts';
import {
  awaited,
  idleTime,
  leave,
  objected,
  sent,
  started,
  stopped,
  streamGap,
  turn,
  way,
} from './measurements.ts';

/** A file of dated measurements, which a lesson shows as a table. */
export interface Kept<Entry> {
  /** @throws ZodError when the file is not as it should be */
  read(): Entry[];
  /** Puts entries in the place of older ones of the same key; the file is written whole or not at all. */
  keep(entries: readonly Entry[]): void;
}

/** @param keyOf entries of the same key replace each other */
export function keptIn<Entry>(
  file: string,
  entry: z.ZodType<Entry>,
  keyOf: (entry: Entry) => string,
): Kept<Entry> {
  const read = () => entry.array().parse(JSON.parse(readFileSync(file, 'utf8')));
  return {
    read,
    keep(entries) {
      const all = new Map([...read(), ...entries].map((each) => [keyOf(each), each]));
      writeWhole(file, `${JSON.stringify([...all.values()], null, 2)}\n`);
    },
  };
}

const fileOf = (name: string) =>
  fileURLToPath(new URL(`../../../lessons/measurements/${name}.json`, import.meta.url));

/** Lesson 5's table. */
export const idleTimes = keptIn(
  fileOf('idle'),
  idleTime,
  ({ program, side }) => `${program} as ${side}`,
);

/** Lesson 7's table. */
export const ways = keptIn(fileOf('ways'), way, (entry) => `${entry.program}: ${entry.way}`);

/** What leaving loses, by who leads the clients and in which order the server leaves. */
export const leaves = keptIn(fileOf('leave'), leave, ({ route, order }) => `${route}: ${order}`);

/** Lesson 8's table: what an await between the two calls lets in. */
export const awaits = keptIn(
  fileOf('awaits'),
  awaited,
  (entry) => `${entry.from}: ${entry.order}: ${entry.what}`,
);

/** The answers of the page of objections; one of another major version of its program is another answer. */
export const answers = keptIn(
  fileOf('objections'),
  objected,
  ({ objection, case: name, program, version }) =>
    `${objection}: ${name}: ${program} ${version.split('.')[0]}`,
);

/** Lesson 12: who fails, who repeats, who runs it twice; what the loop did; what a stop then takes. */
export const senders = keptIn(
  fileOf('senders'),
  sent,
  ({ sender, fate, method }) => `${sender}: ${fate}: ${method}`,
);
export const turns = keptIn(fileOf('turns'), turn, ({ work }) => work);
export const stops = keptIn(
  fileOf('stops'),
  stopped,
  ({ keepAliveTimeout, close }) => `${keepAliveTimeout} ${close}`,
);

/** Lesson 13's table: who was told. */
export const startedBy = keptIn(
  fileOf('starters'),
  started,
  ({ starter, place }) => `${starter}: ${place}`,
);

/** Lesson 14: which event streams are back after what; of one major version of a program. */
export const streamGaps = keptIn(
  fileOf('streams'),
  streamGap,
  ({ gap, program, version }) => `${gap}: ${program} ${version.split('.')[0]}`,
);
