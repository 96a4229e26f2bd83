import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Lesson, loadLesson, type syllabus } from '../../code/course/lessons.ts';
import { parseRecording } from '../../code/run/recording.ts';
import { createTranscript, type Line } from '../../code/run/transcript.ts';
import { objections } from '../../lessons/objections.ts';
import type { Block } from '../../lessons/plan.ts';
import { suspects } from '../../lessons/suspects.ts';

/** A word that tells what a lesson finds out, and where it may be said first. */
export interface Word {
  word: RegExp;
  from: (typeof syllabus)[number]['slug'];
  /** The prediction of that lesson which it would answer: on the page and in the run only below it. */
  after?: string;
}

/** A story is spoilt by its words long before it is told: this is what may not be said before which lesson. */
export const tooEarly: readonly Word[] = [
  {
    word: /\bstill (gets|shows|answers)\b|does not change\b|the old page\b/i,
    from: '01-the-swap',
    after: 'who-answers',
  },
  { word: /\bETags?\b/, from: '02-not-modified' },
  { word: /App 1’s (ETag|signature|counter)/, from: '02-not-modified', after: 'which-etag' },
  { word: /\bnetstat\b|\bLISTEN\b|\bgrep\b/, from: '03-the-port-looks-dead' },
  { word: /\bcurl\b/i, from: '04-curl-disagrees' },
  {
    word: /\bcurl (gets|got|disagrees)\b/i,
    from: '04-curl-disagrees',
    after: 'what-does-curl-get',
  },
  { word: /\bidle\b|\bsilence\b|\bimpatient\b/i, from: '05-it-heals' },
  {
    word: /\b(silence (heals|healed)|reload(ing|s)? (on )?keeps?)\b/i,
    from: '05-it-heals',
    after: 'what-heals',
  },
  // The title of the course says keep-alive, and lesson 5 a header of that name.
  { word: /\bkeep-alive\b/i, from: '05-it-heals' },
  { word: /\bconnect(ions?|ed)\b|\breconnects?\b/i, from: '06-a-guess' },
  { word: /\bpool(s|ed)?\b|\bre-?us(ed?|ing)\b/i, from: '06-a-guess' },
  { word: /\bestablished\b/i, from: '07-the-rows-i-filtered-out' },
  { word: /ESTABLISHED row/, from: '07-the-rows-i-filtered-out', after: 'what-was-dropped' },
  {
    word: /\bfiltered out\b|\bwithout its last (filter|grep)\b/i,
    from: '07-the-rows-i-filtered-out',
  },
  {
    word: /\bclos(es?|ing) all\b|\bcloseAll|\bclose them, too\b/i,
    from: '08-close-the-connections',
  },
  { word: /\bin flight\b/i, from: '08-close-the-connections' },
  { word: /\b(slips|slipped) in\b/i, from: '08-close-the-connections', after: 'where-it-slips' },
  { word: /\blook(s|ed)? once\b/i, from: '10-half-fixed', after: 'how-many-of-seven' },
  {
    word: /\bdrain lo(ses|st)\b|\buntil (its|the) checks have failed\b/i,
    from: '11-leave-politely',
    after: 'who-loses-fewest',
  },
  {
    word: /\bnever read\b|\bonly (the|our) POSTs\b/i,
    from: '12-who-hangs-up-first',
    after: 'how-many-fail',
  },
  {
    word: /\bswitche[sd] off (the|that) clock\b|\bclock .*switched off\b/i,
    from: '13-the-process-that-will-not-exit',
    after: 'when-is-it-ended',
  },
  { word: /\bg[ai]ves? up for good\b/i, from: '14-not-on-the-list', after: 'after-which' },
];

/** Words that a reader meets in a lesson, or before it: then `lesson` is 0. */
export interface Told {
  lesson: number;
  where: string;
  text: string;
  /** The predictions of the lesson that stand above it. */
  below: readonly string[];
  /** One of the answers to choose from: it may say what is true, among what is not. */
  option?: boolean;
}

/** What of `told` says too much too early, a sentence each. */
export function spoilt(told: readonly Told[], words: readonly Word[] = tooEarly): string[] {
  return told.flatMap(({ lesson, where, text, below, option }) =>
    words.flatMap(({ word, from, after }) => {
      const first = Number(from.slice(0, 2));
      const [found] = word.exec(text) ?? [];
      const early =
        lesson < first || (lesson === first && after && !option && !below.includes(after));
      const until = after ? `lesson ${first}, below “${after}”` : `lesson ${first}`;
      return found && early ? [`${where}: “${found}” is not said before ${until}: ${text}`] : [];
    }),
  );
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');

/** What stands in lists, beside and above every lesson. */
export function inLists(lessons: readonly Lesson[]): Told[] {
  const rows = read('README.md').match(/^\| \d+ +\| \[.*$/gm) ?? [];
  return [
    ...lessons.map(({ number, nav }) => ({ where: `nav of lesson ${number}`, text: nav })),
    ...rows.map((text) => ({ where: 'README.md', text: text.replace(/\(lessons\/.*?\)/, '') })),
    ...suspects
      .filter(({ since }) => !since)
      .map(({ id, claim, clearedBy }) => ({
        where: `suspect ${id}`,
        text: `${claim} ${clearedBy}`,
      })),
  ].map((each) => ({ ...each, lesson: 0, below: [] }));
}

/** What the trainer says aloud, before the lessons of each block; where there are none, behind those before. */
export function inClass(blocks: readonly Block[]): Told[] {
  let next = 1;
  return blocks.map(({ opening, lessons }) => {
    const [first, ...others] = lessons.map((slug) => Number(slug.slice(0, 2)));
    const lesson = first ?? next;
    next = (others.at(-1) ?? lesson) + (first ? 1 : 0);
    return { lesson, where: 'lessons/plan.ts', text: opening, below: [] };
  });
}

/** What a lesson says: its page, its words, its sheet, and the terminal at each of its recordings. */
export async function inLesson({ number, slug, page }: Lesson): Promise<Told[]> {
  const { words } = await loadLesson(slug);
  const asked = Object.keys(words.predictions);
  return [
    ...onPage(read(`lessons/${slug}.mdx`)),
    ...strings(words, [], asked),
    // Lesson 1's stands in the fold that tells the ending.
    ...objections
      .filter(({ lesson }) => lesson === slug && slug !== '01-the-swap')
      .map(({ id, says }) => ({ where: `objection ${id}`, text: says, below: asked })),
    ...globSync(`code/${slug}/recording{,.chromium,.firefox}.jsonl`, { cwd: root }).flatMap(inRun),
  ].map((each) => ({ ...each, lesson: number }));

  function inRun(path: string): Omit<Told, 'lesson'>[] {
    const linesOf = createTranscript({
      words,
      lens: page?.lens ?? 'whole',
      lesson: slug,
      source: path,
    });
    // What the page asks above its run is asked by then.
    const below = asked.slice(0, -1);
    return parseRecording(read(path)).flatMap((event) => {
      if (event.kind === 'prediction') below.push(event.id);
      return linesOf(event).map((line) => ({ where: path, text: ours(line), below: [...below] }));
    });
  }
}

/** Our own words of a line; what a program printed is evidence, clues and all. */
function ours(line: Line): string {
  if (line.kind === 'command') return line.remark ?? '';
  return Object.values(line)
    .slice(1)
    .map((value) => (typeof value === 'object' ? JSON.stringify(value) : value))
    .join(' ');
}

/** The paragraphs of a page that a reader sees who opens no fold that tells the ending. */
export function onPage(mdx: string): Omit<Told, 'lesson'>[] {
  const open = mdx
    .replace(/<Fold summary="[^"]*this tells the ending">[\s\S]*?<\/Fold>/g, '')
    .replace(/^goals:\n( {2}- .*\n)+/m, '') // no page shows them
    .replace(/^import .*$/gm, '');
  const below: string[] = [];
  let line = 0;
  return open.split('\n').flatMap((text) => {
    line++;
    const [, asks] = /<Predict .*id="([^"]+)"/.exec(text) ?? [];
    if (asks) below.push(asks);
    const seen = text
      .replace(
        /\b(lesson|from|before|after|id|variant|prediction|program)=("[^"]*"|\{[^}]*\})/g,
        '',
      )
      .replace(/\]\([^)]*\)/g, ']')
      .replace(/'\d\d-[\w-]+'/g, '');
    return seen.trim()
      ? [{ where: `line ${line} of the page`, text: seen, below: [...below] }]
      : [];
  });
}

/** Every string of a lesson's words: what is asked stands above the prediction, what is answered below all. */
function strings(
  value: unknown,
  path: readonly string[],
  asked: readonly string[],
): Omit<Told, 'lesson'>[] {
  if (typeof value === 'string') {
    const [section = '', prediction = ''] = path;
    const key = path.at(-1);
    if (key === 'id' || key === 'suspect') return [];
    const asks = section === 'predictions' && (key === 'question' || key === 'text');
    const below = asks ? asked.slice(0, asked.indexOf(prediction)) : asked;
    return [{ where: path.join('.'), text: value, below, option: asks && key === 'text' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => strings(each, [...path, key], asked));
}
