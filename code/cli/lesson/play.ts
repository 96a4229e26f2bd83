import { styleText } from 'node:util';
import { MissingProgram } from '../../base/errors.ts';
import { safe } from '../../base/text/safe.ts';
import { wrap } from '../../base/text/wrap.ts';
import { listExercises } from '../../course/exercises/list-exercises.ts';
import { companyOf, type Lesson, loadLesson } from '../../course/lessons.ts';
import { keepProgress, progressFile, readProgress } from '../../course/progress.ts';
import { type Cast, nameOf, readRecording, readRecordingFor } from '../../course/recordings.ts';
import { play } from '../../lab/play.ts';
import { drift } from '../../run/drift.ts';
import type { BrowserName, LabEvent } from '../../run/events.ts';
import { changedIo, type Io } from '../io.ts';
import { nextLesson } from '../next-lesson.ts';
import { jsonTeller, type Teller, terminalTeller } from '../teller.ts';
import { noteTo } from './act.ts';
import { parseCast } from './cast.ts';
import type { LessonFlags } from './command.ts';
import { recalled } from './recall.ts';

/**
 * Plays a lesson and holds it against its recording.
 * @returns 0: as the lesson says; 1: it is not so
 * @throws UsageError, MissingProgram, PortUnavailable, or what the story threw: cannot tell
 */
export async function playOne(
  words: readonly string[],
  flags: LessonFlags,
  lessons: readonly Lesson[],
  io: Io,
): Promise<number> {
  const { lesson, cast } = parseCast(words, flags, lessons);
  if (!flags.json) io.out(heading(lesson, cast, io));

  const code = await loadLesson(lesson.slug);
  const asking = changedIo(io, { canAsk: io.canAsk && flags.pause });
  const teller = flags.json
    ? jsonTeller(io)
    : terminalTeller(
        {
          words: code.words,
          lens: lesson.page?.lens ?? 'whole',
          lesson: lesson.slug,
          source: `code/${lesson.slug}/story.ts`,
        },
        asking,
      );
  if (!flags.json) {
    const progress = readProgress(progressFile(io.env), noteTo(io));
    for (const text of await recalled(code.words, progress))
      io.out(`\n${wrap(safe(text), io.columns)}\n`);
  }
  const events: LabEvent[] = [];
  const playing = play(code, {
    ...cast,
    port: flags.port,
    signal: io.signal,
    ask: teller.ask,
    emit(event) {
      events.push(event);
      teller.tell(event);
    },
  });
  await playing.catch((error: unknown) => {
    if (error instanceof MissingProgram && !flags.json && events.length === 0)
      showRecorded(lesson, cast, error, teller, io);
    throw error;
  });
  const next = nextStep(lesson, lessons, io);
  const quiet = changedIo(io, { out: () => {} });
  const status = judge(lesson, cast, { events, next }, flags.json ? quiet : io);
  // Only who was there at a terminal has done a lesson, asked or not; a pipe or a test has not.
  if (status === 0 && io.canAsk && !flags.json) {
    await keepProgress(progressFile(io.env), lesson.slug, teller.predicted, noteTo(io));
  }
  return status;
}

function heading(
  { number, title, slug }: Lesson,
  { program, browser, node, through }: Cast,
  { color, columns }: Io,
): string {
  const file = program === 'original' ? 'the original, on Tornado' : `${program}.ts`;
  const { browsers: some, middlemen } = companyOf(slug);
  const between = through ?? middlemen[0];
  const who = [
    ...(some ? [browsers[browser]] : []),
    ...(node ? [`on Node ${node}`] : []),
    ...(between ? [`behind ${between === 'balancer' ? 'a balancer' : between}`] : []),
  ];
  const name = wrap(`Lesson ${number} · ${title}`, columns);
  return `${color ? styleText('bold', name, { validateStream: false }) : name}\n${wrap([file, ...who].join(', '), columns)}\n`;
}

const browsers: Record<BrowserName, string> = {
  'stand-in': 'a stand-in for the browser',
  chromium: 'a real Chromium',
  firefox: 'a real Firefox',
};

/** Nothing could be played here: what was recorded elsewhere is shown instead, under another name. */
function showRecorded(
  { slug }: Lesson,
  cast: Cast,
  { message }: MissingProgram,
  teller: Teller,
  io: Io,
): void {
  const recording = readRecording(slug, nameOf(cast));
  const [run] = recording ?? [];
  if (!recording || run?.kind !== 'run') return;
  const told = `Not played here: ${message}. This was recorded on ${run.date}:`;
  io.out(`\n${wrap(safe(told), io.columns)}\n`);
  for (const event of recording) teller.tell(event);
  io.out('\n');
}

/** What comes after a lesson: its exercise where it has one, else the next lesson. It tells no ending. */
function nextStep({ number }: Lesson, lessons: readonly Lesson[], io: Io): string {
  const exercise = listExercises(io.env).find(({ lesson }) => lesson.number === number);
  return exercise ? `npm run exercise ${number}` : nextLesson(number, lessons);
}

/** The newest events only count from the last start: a story that lost a connection began anew. */
function judge(
  { slug }: Lesson,
  cast: Cast,
  { events, next }: { events: readonly LabEvent[]; next: string },
  io: Io,
): number {
  const recording = readRecordingFor(slug, cast);
  if (!recording) return 0;
  const lastStart = events.findLastIndex(({ kind }) => kind === 'run');
  const difference = drift(recording, events.slice(lastStart));
  const run = recording.find(({ kind }) => kind === 'run');
  const when =
    run?.kind === 'run' ? `recorded on ${run.date} with Node ${run.versions.Node}` : 'recorded';
  if (!difference) {
    io.out(`\n${wrap(`As ${when}. Next: ${next}`, io.columns)}\n`);
    return 0;
  }
  io.err(`\nNot as ${when}:\n  recorded  ${difference.recorded}\n  now       ${difference.now}\n`);
  return 1;
}
