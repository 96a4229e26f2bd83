import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MissingProgram } from '../../base/errors.ts';
import { safe } from '../../base/text/safe.ts';
import { type Lesson, listLessons, loadLesson } from '../../course/lessons.ts';
import { castsOf, nameOf, writeRecording } from '../../course/recordings.ts';
import { play } from '../../lab/play.ts';
import { storyPort } from '../../lab/port.ts';
import type { LabEvent } from '../../run/events.ts';
import type { Io } from '../io.ts';
import { parseCast } from '../lesson/cast.ts';

/**
 * `npm run record 1`: makes every recording of a lesson anew, each from a real run. A cast whose
 * program is missing keeps its old recording, and is named.
 * @returns 0: all recorded; 2: some program was missing
 * @throws PortUnavailable when another run or program has the port of the story
 */
export async function record(words: readonly string[], io: Io): Promise<number> {
  const { lesson } = parseCast(words, {}, listLessons());
  const code = await loadLesson(lesson.slug);
  let status = 0;
  for (const cast of castsOf(lesson.slug)) {
    if (!code.programs[cast.program]) continue;
    const events: LabEvent[] = [];
    try {
      // On the port of the story or not at all: a page quotes what is recorded.
      const emit = (event: LabEvent) => void events.push(event);
      await play(code, { ...cast, port: storyPort, signal: io.signal, emit });
      io.out(`${written(lesson, nameOf(cast), events)}\n`);
    } catch (error) {
      if (!(error instanceof MissingProgram)) throw error;
      io.err(`${nameOf(cast)}: left as it was, ${safe(`${error.message}; ${error.remedy}`)}\n`);
      status = 2;
    }
  }
  for (const program of programsOf(lesson.slug)) {
    io.out(`${written(lesson, program, await runProgram(lesson, program))}\n`);
  }
  return status;
}

function written({ slug }: Lesson, name: string, events: readonly LabEvent[]): string {
  return `${name}: ${safe(relative(process.cwd(), writeRecording(slug, name, events)))}`;
}

/** The files of a lesson that are not small programs to be run and shown; lesson 14's feed serves until it is told to stop. */
const parts = new Set(['buggy', 'fixed', 'story', 'feed']);

/** Small programs beside the story, that a lesson shows with what they print. */
export function programsOf(slug: string): string[] {
  return readdirSync(new URL(`../../${slug}/`, import.meta.url))
    .filter((file) => /^[\w-]+\.ts$/.test(file))
    .map((file) => basename(file, '.ts'))
    .filter((name) => !parts.has(name));
}

function programFile(slug: string, name: string): string {
  return fileURLToPath(new URL(`../../${slug}/${name}.ts`, import.meta.url));
}

/** Runs one of a lesson's small programs to its end: the line a reader would type, and its output. */
export async function runProgram(
  { slug }: Lesson,
  name: string,
  args: readonly string[] = [],
): Promise<LabEvent[]> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  execFile(
    process.execPath,
    [programFile(slug, name), ...args],
    { timeout: 30_000 },
    (error, stdout) => (error ? reject(error) : resolve(stdout.trimEnd())),
  );
  return [
    {
      at: 0,
      kind: 'run',
      lesson: slug,
      program: 'buggy',
      browser: 'stand-in',
      date: new Date().toLocaleDateString('sv'),
      port: 0,
      versions: { Node: process.versions.node },
    },
    {
      at: 0,
      kind: 'command',
      line: `npx tsx code/${slug}/${name}.ts`,
      tool: 'program',
      output: await promise,
      shown: true,
    },
  ];
}
