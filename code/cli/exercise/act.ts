import { readFile } from 'node:fs/promises';
import { styleText } from 'node:util';
import { UsageError } from '../../base/errors.ts';
import { safe } from '../../base/text/safe.ts';
import { wrap } from '../../base/text/wrap.ts';
import { difference } from '../../course/exercises/difference.ts';
import { examine } from '../../course/exercises/examine.ts';
import type { Exercise } from '../../course/exercises/exercise.ts';
import {
  type ExerciseFiles,
  listExercises,
  loadExercise,
} from '../../course/exercises/list-exercises.ts';
import { begin, isBegun, practiceText, reset, shown } from '../../course/exercises/practice.ts';
import { report } from '../../course/exercises/report.ts';
import { watchText } from '../../course/exercises/watch-text.ts';
import { listLessons } from '../../course/lessons.ts';
import {
  isSolved,
  keepHinted,
  keepSolved,
  progressFile,
  readProgress,
} from '../../course/progress.ts';
import { changedIo, Interrupted, type Io } from '../io.ts';
import { noteTo } from '../lesson/act.ts';
import { nextLesson } from '../next-lesson.ts';
import { withNpm } from '../with-npm.ts';
import type { ExerciseFlags } from './command.ts';
import { parseExercise } from './words.ts';

/** An exercise that is being done: where its files are, what it says. */
type Doing = { files: ExerciseFiles; exercise: Exercise };

/**
 * `npm run exercise`: lists the exercises; with a number copies the start for the learner, checks
 * what they made of it, gives hints and the solution.
 * @returns 0: solved, or done as asked; 1: not yet; 2: cannot tell
 * @throws UsageError, NoPractice
 */
export async function exercise(
  words: readonly string[],
  flags: ExerciseFlags,
  io: Io,
): Promise<number> {
  const all = listExercises(io.env);
  const asked = parseExercise(words, flags, all);
  if (!asked) {
    for (const files of all) io.out(await listLine(files, io));
    io.out(`\nBegin one: npm run exercise ${all[0]?.lesson.number}\n`);
    return 0;
  }
  const doing = { files: asked.files, exercise: await loadExercise(asked.files) };
  if (asked.deed === 'hint') return await showHints(doing, asked.hints, io);
  if (asked.deed === 'solution') return await showSolution(doing, io);
  if (asked.deed === 'reset') return await startAnew(doing, asked.yes, io);
  await open(doing, io);
  return asked.deed === 'watch' ? await watch(doing, io) : await check(doing, io);
}

async function listLine(files: ExerciseFiles, io: Io): Promise<string> {
  const { number, slug } = files.lesson;
  const { task } = await loadExercise(files);
  const begun = await isBegun(files);
  const progress = readProgress(progressFile(io.env), noteTo(io));
  const solved = begun && isSolved(progress, slug, await practiceText(files));
  const state = solved ? '✓ solved' : begun ? 'begun' : 'not begun';
  const lines = wrap(task, io.columns - 15).replaceAll('\n', `\n${' '.repeat(15)}`);
  return `${String(number).padStart(2)}  ${state.padStart(9)}  ${lines}\n`;
}

async function open({ files, exercise }: Doing, io: Io): Promise<void> {
  const { number, title } = files.lesson;
  const isNew = await begin(files);
  const name = `Exercise ${number} · ${title}`;
  io.out(`${io.color ? styleText('bold', name, { validateStream: false }) : name}\n`);
  io.out(`${wrap(exercise.task, io.columns)}\n`);
  io.out(`${shown(files.practice)}${isNew ? ' is your copy: open it in an editor' : ''}\n\n`);
}

async function watch(doing: Doing, io: Io): Promise<number> {
  const signal = withNpm(io);
  for await (const _ of watchText(doing.files.practice, signal)) {
    await check(doing, changedIo(io, { signal }));
    io.out(
      `\n— ${new Date().toLocaleTimeString('sv')}, waiting for the next save. Ctrl-C ends.\n\n`,
    );
  }
  return 0;
}

async function check({ files, exercise }: Doing, io: Io): Promise<number> {
  // What is checked is what is kept: an editor may save meanwhile.
  const text = await practiceText(files);
  const { onExit } = exercise;
  const examined = await examine(files, { signal: io.signal, onExit });
  io.out(report(examined, io));
  const { number, slug } = files.lesson;
  if (examined.verdict === 'solved') {
    await keepSolved(progressFile(io.env), slug, text, noteTo(io));
    io.out('\nSolved.\n');
    await showDifference(files, io);
    io.out(`\nNext: ${nextLesson(number, listLessons())}\n`);
    return 0;
  }
  if (examined.verdict === 'cannot tell') return 2;
  io.out(`\nNot yet. A hint: npm run exercise ${number} hint\n`);
  return 1;
}

async function showDifference(files: ExerciseFiles, io: Io): Promise<void> {
  const ours = await readFile(files.solution, 'utf8');
  const lines = difference(await practiceText(files), ours);
  if (lines.length === 0) {
    io.out('Ours reads the same, comments at the head aside.\n');
  } else {
    io.out(`From yours to ours, ${shown(files.solution)}:\n\n`);
    for (const line of lines) io.out(`${coloured(safe(line), io)}\n`);
  }
}

function coloured(line: string, { color }: Io): string {
  const tint = line.startsWith('+') ? 'green' : line.startsWith('-') ? 'red' : undefined;
  return color && tint ? styleText(tint, line, { validateStream: false }) : line;
}

/**
 * The hint after the last that was given, and after the last of all every one again. With a number every
 * hint up to that one, so that a number too high does no harm.
 */
async function showHints(
  { files, exercise: { hints } }: Doing,
  upTo: number | undefined,
  io: Io,
): Promise<number> {
  const { number, slug } = files.lesson;
  const file = progressFile(io.env);
  const before = readProgress(file, noteTo(io)).hinted?.[slug] ?? 0;
  const first = upTo !== undefined || before >= hints.length ? 0 : before;
  const last = Math.min(upTo ?? before + 1, hints.length);
  for (const [index, hint] of hints.entries()) {
    if (index < first || index >= last) continue;
    io.out(`${index + 1}. ${wrap(hint, io.columns - 3).replaceAll('\n', '\n   ')}\n`);
  }
  const given = Math.max(before, last);
  await keepHinted(file, slug, given, noteTo(io));
  const next = given < hints.length ? 'hint' : 'solution';
  io.out(`\nNext: npm run exercise ${number} ${next}\n`);
  return 0;
}

async function showSolution({ files }: Doing, io: Io): Promise<number> {
  io.out(`${await readFile(files.solution, 'utf8')}\n`);
  await showDifference(files, io);
  return 0;
}

async function startAnew({ files }: Doing, yes: boolean, io: Io): Promise<number> {
  const { number } = files.lesson;
  if (!(await isBegun(files))) {
    throw new UsageError(
      `there is no ${shown(files.practice)} to reset`,
      `begin it: npm run exercise ${number}`,
    );
  }
  if (!yes && !(await isWanted(files, io))) {
    io.out(`${shown(files.practice)} is left as it was.\n`);
    return 0;
  }
  const aside = await reset(files);
  await keepHinted(progressFile(io.env), files.lesson.slug, 0, noteTo(io));
  io.out(`${shown(files.practice)} is new. Yours is kept as ${shown(aside)}.\n`);
  return 0;
}

async function isWanted({ lesson, practice }: ExerciseFiles, io: Io): Promise<boolean> {
  if (!io.canAsk) {
    throw new UsageError(
      'a reset is asked about, and nobody can be asked here',
      `without a question: npm run exercise ${lesson.number} reset yes`,
    );
  }
  const { confirm, isCancel } = await import('@clack/prompts');
  const wanted = await confirm({
    message: `Put ${shown(practice)} aside and begin anew?`,
    initialValue: false,
  });
  if (isCancel(wanted)) throw new Interrupted(130);
  return wanted;
}
