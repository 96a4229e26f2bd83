import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  areProcesses,
  type Lesson,
  listLessons,
  loadLesson,
  programOf,
} from '../../code/course/lessons.ts';
import { curl } from '../../code/course/ready/checks/curl.ts';
import { netstat } from '../../code/course/ready/checks/netstat.ts';
import { castsOf, nameOf, readRecording, recordingFile } from '../../code/course/recordings.ts';
import type { Words } from '../../code/run/words.ts';
import { forTheWayHome, ninetyMinutes, restOfHalfADay } from '../../lessons/plan.ts';
import { suspects } from '../../lessons/suspects.ts';
import { earned } from './exercises.earned.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');
const isThere = (path: string) => existsSync(`${root}${path}`);

/** The lessons that somebody has begun to write: a page, words or a folder of code is there. */
export function begun(): Lesson[] {
  return listLessons().filter(({ slug }) =>
    [`lessons/${slug}.mdx`, `lessons/${slug}.words.ts`, `code/${slug}/`].some(isThere),
  );
}

/**
 * What a lesson lacks to be whole, each with the file to write it into: `lessons/10-x.mdx: …`.
 * First what stands before everything else, the files of its own; without them no more can be told.
 */
export async function missing(lesson: Lesson): Promise<string[]> {
  const absent = filesOf(lesson).filter((path) => !isThere(path));
  if (absent.length > 0) return absent.map((path) => `${path}: write it`);
  const { words } = await loadLesson(lesson.slug);
  return [
    ...marks(lesson),
    ...inWords(lesson, words),
    ...recordings(lesson),
    ...tests(lesson),
    ...elsewhere(lesson),
    ...ready(lesson),
    ...exercise(lesson),
  ];
}

function filesOf({ slug }: Pick<Lesson, 'slug'>): string[] {
  const program = programOf(slug);
  return [
    `code/${program}/buggy.ts`,
    `code/${program}/fixed.ts`,
    `lessons/${slug}.words.ts`,
    `code/${slug}/story.ts`,
    `lessons/${slug}.mdx`,
    `test/lessons/${slug}.test.ts`,
  ];
}

/** What the skeleton left to be written. */
function marks({ slug }: Lesson): string[] {
  const own = [`code/${slug}/*.ts`, `test/lessons/${slug}.*`];
  // In the order in which they are written, whatever lies beside them after these.
  const paths = new Set([...filesOf({ slug }), ...globSync(own, { cwd: root }).sort()]);
  return [...paths]
    .flatMap((path) =>
      read(path)
        .split('\n')
        .map((line, index) => ({ path, line, index })),
    )
    .filter(({ line }) => line.includes('NEXT:'))
    .map(
      ({ path, line, index }) =>
        `${path}:${index + 1}: ${line.slice(line.indexOf('NEXT:')).replace(/("| \*\/\})$/, '')}`,
    );
}

function inWords({ slug }: Lesson, { predictions, notebook }: Words): string[] {
  const file = `lessons/${slug}.words.ts`;
  const known = new Set(suspects.map(({ id }) => id));
  return [
    ...(Object.keys(predictions).length === 0 ? [`${file}: a prediction`] : []),
    ...notebook
      .filter(({ suspect }) => !known.has(suspect))
      .map(({ suspect }) => `lessons/suspects.ts: the suspect “${suspect}” of ${file}`),
  ];
}

function recordings({ number, slug }: Lesson): string[] {
  const told = castsOf(slug)
    .filter(({ program }) => program !== 'original')
    .map(nameOf);
  const shown = read(`lessons/${slug}.mdx`).includes('variant="fixed"');
  return [
    ...told
      .filter((name) => !existsSync(recordingFile(slug, name)))
      .map((name) => `${recordingFile(slug, name).slice(root.length)}: npm run record ${number}`),
    ...(shown ? [] : [`lessons/${slug}.mdx: the run of the repaired program, variant="fixed"`]),
  ];
}

/** A program of its own is tested byte by byte, and so imported or run; one of another lesson is tested there. */
function tests({ slug }: Lesson): string[] {
  if (programOf(slug) !== slug) return [];
  const text = globSync(`test/lessons/${slug}.*test.ts`, { cwd: root }).map(read).join('');
  return ['buggy', 'fixed']
    .filter(
      (name) => !(areProcesses(slug) ? text.includes(`'${name}.ts'`) : imports(text, slug, name)),
    )
    .map((name) => `test/lessons/${slug}.test.ts: a test of ${name}.ts, byte by byte`);
}

/** A program that is run is named in its test. */
const imports = (text: string, slug: string, name: string) =>
  text.includes(`from '../../code/${slug}/${name}.ts'`);

/** The places that tell of all lessons. */
function elsewhere({ number, slug, title }: Lesson): string[] {
  const readme = read('README.md');
  const planned = new RegExp(`[Ll]esson ${number}\\b[^\\w(]*\\(planned\\)`);
  const inPlan = [...ninetyMinutes, ...restOfHalfADay].flatMap(({ lessons }) => lessons);
  const lacks: string[] = [];
  if (!new RegExp(`^\\| ${number} +\\| \\[.+\\]\\(lessons/${slug}\\.mdx\\) `, 'm').test(readme))
    lacks.push(`README.md: a row for lesson ${number} in its table`);
  if (new RegExp(`is planned: .*\\b${title}\\b`).test(readme))
    lacks.push(`README.md: it calls “${title}” planned`);
  if (![...inPlan, ...Object.values(forTheWayHome)].some((each) => each === slug))
    lacks.push(`lessons/plan.ts: when a class takes lesson ${number}`);
  for (const path of globSync('lessons/*.mdx', { cwd: root }).sort())
    if (planned.test(read(path))) lacks.push(`${path}: it calls lesson ${number} planned`);
  return lacks;
}

/** `npm run ready` says which lessons need a tool: those that run it on stage. */
function ready({ number, slug }: Lesson): string[] {
  const events = readRecording(slug, 'buggy') ?? [];
  return Object.entries({ netstat, curl }).flatMap(([tool, { use }]) => {
    const needed = events.some(
      (event) => event.kind === 'command' && event.shown && event.tool === tool,
    );
    const said = numbersIn(use).has(number);
    if (needed === said || events.length === 0) return [];
    const what = needed ? `lesson ${number} uses it, too` : `lesson ${number} does not use it`;
    return [`code/course/ready/checks/${tool}.ts: ${what}`];
  });
}

/** An exercise is whole with its check, its solution, and wrong programs that each earn their message. */
function exercise({ number, slug }: Lesson): string[] {
  const part = (name: string) => `code/${slug}/exercise.${name}`;
  if (!isThere(part('start.ts'))) return [];
  const wrong = isThere(part('wrong')) ? readdirSync(`${root}${part('wrong')}`) : [];
  const [, withExercise = ''] =
    /lessons ([\d, and]+) have an exercise/.exec(read('README.md')) ?? [];
  return [
    ...['check.ts', 'solution.ts']
      .filter((name) => !isThere(part(name)))
      .map((name) => `${part(name)}: write it`),
    ...(wrong.length === 0
      ? [`${part('wrong')}/: a program for each mistake that learners make`]
      : []),
    ...wrong
      .filter((name) => !earned[slug]?.wrong[name.replace(/\.ts$/, '')])
      .map((name) => `test/lessons/exercises.earned.ts: what ${part('wrong')}/${name} earns`),
    ...(earned[slug]
      ? []
      : [`test/lessons/exercises.earned.ts: what ${part('start.ts')} earns, as shipped`]),
    ...(numbersIn(withExercise).has(number) ? [] : [`README.md: lesson ${number} has an exercise`]),
  ];
}

const numbersIn = (text: string) => new Set((text.match(/\d+/g) ?? []).map(Number));

if (import.meta.main) {
  for (const lesson of begun()) for (const line of await missing(lesson)) console.log(line);
}
