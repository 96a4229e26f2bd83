import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Release } from '../lab/another-node.ts';
import type { BrowserOptions } from '../lab/clients/driver.ts';
import { nodeStage } from '../lab/node-stage.ts';
import type { Deeds } from '../lab/stage.ts';
import type { LessonCode, SetStage, Story } from '../lab/story.ts';
import type { MiddlemanName, Program } from '../run/events.ts';
import type { Words } from '../run/words.ts';
import { type PageHead, readPageHead } from './page-head.ts';

export interface Lesson {
  number: number;
  slug: string;
  part: 1 | 2;
  title: string;
  /** What a list calls it: tells nothing of what it finds out. A planned one has only its title. */
  nav: string;
  /** Of a written lesson; a planned one has only its title. */
  page: PageHead | undefined;
}

/** What the list says of a lesson. */
interface Entry {
  slug: string;
  part: 1 | 2;
  title?: string;
  program?: string;
  plays?: Program;
  apps?: 'processes';
  browsers?: false;
  nodes?: readonly Release[];
  middlemen?: readonly MiddlemanName[];
}

/**
 * The one list: every lesson of the course, in order. Title and minutes of a written one come from its page.
 * `program` names the lesson whose program it plays; without it a lesson has one of its own. `plays` says
 * which of the programs a run tells when none is asked for; without it the buggy one.
 *
 * Part II has more to say of a lesson. `apps: 'processes'`: its programs are run, each app in a process of
 * its own, and not imported. `browsers: false`: no browser plays in it. `nodes`: the other releases of Node
 * that it is told on. `middlemen`: who may stand in between; the first does unless another is asked for.
 */
export const syllabus = [
  { slug: '01-the-swap', part: 1 },
  { slug: '02-not-modified', part: 1, title: 'Not modified' },
  { slug: '03-the-port-looks-dead', part: 1, title: 'The port looks dead', program: '01-the-swap' },
  { slug: '04-curl-disagrees', part: 1, title: 'A second witness', program: '01-the-swap' },
  { slug: '05-it-heals', part: 1, title: 'It heals' },
  { slug: '06-a-guess', part: 1, title: 'A guess', program: '01-the-swap' },
  {
    slug: '07-the-rows-i-filtered-out',
    part: 1,
    title: 'The rows I filtered out',
    program: '01-the-swap',
  },
  {
    slug: '08-close-the-connections',
    part: 1,
    title: 'Close the connections',
    program: '01-the-swap',
    plays: 'fixed',
  },
  { slug: '09-what-i-did-not-know', part: 1, title: 'What I did not know', program: '01-the-swap' },
  {
    slug: '10-half-fixed',
    part: 2,
    title: 'Half fixed',
    apps: 'processes',
    browsers: false,
    nodes: ['12', '18', '20', '24'],
  },
  {
    slug: '11-leave-politely',
    part: 2,
    title: 'Leave politely',
    apps: 'processes',
    browsers: false,
    middlemen: ['balancer', 'nginx', 'haproxy'],
  },
  {
    slug: '12-who-hangs-up-first',
    part: 2,
    title: 'Who hangs up first',
    apps: 'processes',
    browsers: false,
    middlemen: ['nginx'],
  },
  {
    slug: '13-the-process-that-will-not-exit',
    part: 2,
    title: 'The process that will not exit',
    apps: 'processes',
    browsers: false,
    nodes: ['16', '18', '20', '24'],
  },
  { slug: '14-not-on-the-list', part: 2, title: 'Not on the list', apps: 'processes' },
  { slug: '15-pinned', part: 2, title: 'Pinned' },
  { slug: '16-two-keep-alives', part: 2, title: 'Two keep-alives' },
  { slug: '17-a-connection-per-request', part: 2, title: 'A connection per request' },
  { slug: '18-examine-your-own-server', part: 2, title: 'Examine your own server' },
] as const satisfies readonly Entry[];

const entryOf = (slug: string): Entry | undefined => syllabus.find((each) => each.slug === slug);

const root = new URL('../../', import.meta.url);

/**
 * The lessons with their titles, written or planned.
 * @throws FrontMatterError with file and line
 */
export function listLessons(): Lesson[] {
  return syllabus.map((entry, index) => {
    const file = new URL(`lessons/${entry.slug}.mdx`, root);
    const page = existsSync(file) ? readPageHead(file, `lessons/${entry.slug}.mdx`) : undefined;
    const title = page?.title ?? ('title' in entry ? entry.title : entry.slug);
    const nav = page?.nav ?? title;
    return { number: index + 1, slug: entry.slug, part: entry.part, title, nav, page };
  });
}

/** The folder whose `buggy.ts` and `fixed.ts` a lesson plays: its own, unless the list names another. */
export function programOf(slug: string): string {
  return entryOf(slug)?.program ?? slug;
}

/** The program that a lesson tells when none is asked for. */
export function playsOf(slug: string): Program {
  return entryOf(slug)?.plays ?? 'buggy';
}

/** Is each app of this lesson a process of its own, whose program is run and not imported? */
export const areProcesses = (slug: string): boolean => entryOf(slug)?.apps === 'processes';

/** Who may play in a lesson besides its programs, as the list says. */
export interface Company {
  browsers: boolean;
  nodes: readonly Release[];
  middlemen: readonly MiddlemanName[];
}

export function companyOf(slug: string): Company {
  const { browsers = true, nodes = [], middlemen = [] } = entryOf(slug) ?? {};
  return { browsers, nodes, middlemen };
}

/** Loads what a lesson runs: its words, its story, its programs. */
export async function loadLesson(slug: string): Promise<LessonCode> {
  const [{ words }, { story, browserOptions = {} }, buggy, fixed] = await Promise.all([
    load<{ words: Words }>(`lessons/${slug}.words.ts`),
    load<{ story: Story<Words>; browserOptions?: BrowserOptions }>(`code/${slug}/story.ts`),
    stageFor(slug, 'buggy'),
    stageFor(slug, 'fixed'),
  ]);
  const original = fileURLToPath(new URL(`code/${slug}/original.py`, root));
  const programs: LessonCode['programs'] = {
    buggy,
    fixed,
    ...(existsSync(original) && { original: onTornado(original) }),
  };
  const { browsers, middlemen } = companyOf(slug);
  return { slug, words, story, programs, browserOptions, browsers, middlemen };
}

/** A program of a lesson, as it comes on stage: imported into this process, or run in processes of its own. */
async function stageFor(slug: string, program: 'buggy' | 'fixed'): Promise<SetStage> {
  const path = `code/${programOf(slug)}/${program}.ts`;
  if (areProcesses(slug)) {
    const file = fileURLToPath(new URL(path, root));
    return async (lab) =>
      await (await import('../lab/programs/program-stage.ts')).programStage(file, lab);
  }
  const deeds = await load<Deeds>(path);
  return async (lab) => nodeStage(deeds, lab);
}

const onTornado =
  (original: string): SetStage =>
  async (lab) =>
    await (await import('../lab/tornado-stage.ts')).tornadoStage(original, lab);

async function load<Module>(path: string): Promise<Module> {
  return (await import(/* @vite-ignore */ new URL(path, root).href)) as Module;
}
