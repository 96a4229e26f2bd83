import { styleText } from 'node:util';
import { wrap } from '../../base/text/wrap.ts';
import { type Lesson, loadLesson } from '../../course/lessons.ts';
import { keepProgress, progressFile } from '../../course/progress.ts';
import { type Cast, readRecordingFor } from '../../course/recordings.ts';
import { play } from '../../lab/play.ts';
import { drift } from '../../run/drift.ts';
import type { BrowserName, LabEvent } from '../../run/events.ts';
import { changedIo, type Io } from '../io.ts';
import { jsonTeller, terminalTeller } from '../teller.ts';
import { noteTo } from './act.ts';
import { parseCast } from './cast.ts';
import type { LessonFlags } from './command.ts';

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
  const events: LabEvent[] = [];
  await play(code, {
    ...cast,
    port: flags.port,
    signal: io.signal,
    ask: teller.ask,
    emit(event) {
      events.push(event);
      teller.tell(event);
    },
  });
  const status = judge(lesson, cast, events, flags.json ? changedIo(io, { out: () => {} }) : io);
  // Only who was there at a terminal has done a lesson, asked or not; a pipe or a test has not.
  if (status === 0 && io.canAsk && !flags.json) {
    await keepProgress(progressFile(io.env), lesson.slug, teller.predicted, noteTo(io));
  }
  return status;
}

function heading(
  { number, title }: Lesson,
  { program, browser }: Cast,
  { color, columns }: Io,
): string {
  const file = program === 'original' ? 'the original, on Tornado' : `${program}.ts`;
  const who = browsers[browser];
  const name = wrap(`Lesson ${number} · ${title}`, columns);
  return `${color ? styleText('bold', name, { validateStream: false }) : name}\n${wrap(`${file}, ${who}`, columns)}\n`;
}

const browsers: Record<BrowserName, string> = {
  'stand-in': 'a stand-in for the browser',
  chromium: 'a real Chromium',
  firefox: 'a real Firefox',
};

/** The newest events only count from the last start: a story that lost a connection began anew. */
function judge({ number, slug }: Lesson, cast: Cast, events: readonly LabEvent[], io: Io): number {
  const recording = readRecordingFor(slug, cast);
  if (!recording) return 0;
  const lastStart = events.findLastIndex(({ kind }) => kind === 'run');
  const difference = drift(recording, events.slice(lastStart));
  const run = recording.find(({ kind }) => kind === 'run');
  const when =
    run?.kind === 'run' ? `recorded on ${run.date} with Node ${run.versions.Node}` : 'recorded';
  if (!difference) {
    const next =
      cast.program === 'fixed' ? '' : ` The other ending: npm run lesson ${number} fixed`;
    io.out(`\n${wrap(`As ${when}.${next}`, io.columns)}\n`);
    return 0;
  }
  io.err(`\nNot as ${when}:\n  recorded  ${difference.recorded}\n  now       ${difference.now}\n`);
  return 1;
}
