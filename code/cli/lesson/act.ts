import { styleText } from 'node:util';
import { safe } from '../../base/text/safe.ts';
import { wrap } from '../../base/text/wrap.ts';
import { type Lesson, listLessons, loadLesson } from '../../course/lessons.ts';
import { keepProgress, type Progress, progressFile, readProgress } from '../../course/progress.ts';
import { type Cast, readRecordingFor } from '../../course/recordings.ts';
import { play } from '../../lab/play.ts';
import { drift } from '../../run/drift.ts';
import type { BrowserName, LabEvent } from '../../run/events.ts';
import type { Io } from '../io.ts';
import { jsonTeller, terminalTeller } from '../teller.ts';
import { type CastOptions, parseCast } from './cast.ts';

export interface LessonOptions extends CastOptions {
  /** An explicit port; 0: any free one. */
  port?: number | undefined;
  json?: boolean | undefined;
  /** false: straight through, asking nothing. */
  pause?: boolean | undefined;
}

/**
 * `npm run lesson`: lists the lessons, or plays one and holds it against its recording.
 * @returns 0: as the lesson says; 1: it is not so
 * @throws UsageError, MissingProgram, PortUnavailable, or what the story threw: cannot tell
 */
export async function lesson(
  words: readonly string[],
  options: LessonOptions,
  io: Io,
): Promise<number> {
  const lessons = listLessons();
  if (words.length === 0) {
    io.out(list(lessons, readProgress(progressFile(io.env), note(io)), io));
    return 0;
  }
  const { lesson, cast } = parseCast(words, options, lessons);
  if (!options.json) io.out(heading(lesson, cast, io));

  const code = await loadLesson(lesson.slug);
  const asking = { ...io, canAsk: io.canAsk && options.pause !== false };
  const teller = options.json
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
    port: options.port,
    signal: io.signal,
    ask: teller.ask,
    emit(event) {
      events.push(event);
      teller.tell(event);
    },
  });
  const status = judge(lesson, cast, events, options.json ? { ...io, out: () => {} } : io);
  // Only who was there at a terminal has done a lesson, asked or not; a pipe or a test has not.
  if (status === 0 && io.canAsk && !options.json) {
    await keepProgress(progressFile(io.env), lesson.slug, teller.predicted, note(io));
  }
  return status;
}

const note = (io: Io) => (text: string) => io.err(`still-answering: ${safe(text)}\n`);

function list(lessons: readonly Lesson[], progress: Progress, { columns }: Io): string {
  const rows = lessons.map(({ number, slug, title, page }) => {
    const done = progress.lessons[slug] !== undefined;
    const minutes = page ? (done ? '✓ done' : `${page.minutes} min`) : 'planned';
    const head = `${String(number).padStart(2)}  ${minutes.padStart(7)}  `;
    return `${wrap(head + title, columns)}\n`;
  });
  return `${rows.join('')}\n${wrap('Play one: npm run lesson 1', columns)}\n`;
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
