import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { listLessons, playsOf } from '../../code/course/lessons.ts';
import { recordedRuns } from '../helpers/word-faults.ts';

// A page names its runs in prose and captions, and shows recordings: they are to be the same runs.

interface Element {
  kind: string;
  at: number;
  lesson: string;
  /** The recording's name: `buggy` where the page names none. */
  run: string;
  scenes: string[];
  caption: string;
}

const written = listLessons().filter(({ page }) => page);
const pages = [...written.map(({ slug }) => slug), 'hand-outs'];

function elementsOf(page: string): Element[] {
  const mdx = readFileSync(new URL(`../../lessons/${page}.mdx`, import.meta.url), 'utf8');
  return [...mdx.matchAll(/<(Recording|Timeline|Predict)\s[^>]*?\/>/g)].map(
    ({ 0: text, 1: kind = '', index }) => {
      const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1];
      const scenes = /scenes=\{\[(.*?)\]\}/.exec(text)?.[1] ?? '';
      return {
        kind,
        at: index,
        lesson: of('lesson') ?? page,
        run: of('variant') ?? 'buggy',
        scenes: [...scenes.matchAll(/'([\w-]+)'/g)].map(([, id = '']) => id),
        caption: of('caption') ?? '',
      };
    },
  );
}

const isStory = ({ lesson, run }: Element) => recordedRuns(lesson).some(({ name }) => name === run);

describe.each(pages)('%s', (page) => {
  const elements = elementsOf(page);
  const shown = elements.filter(({ kind }) => kind !== 'Predict');

  test('shows of another lesson the very run that that lesson’s page shows', () => {
    for (const { kind, lesson, run, scenes } of shown.filter((each) => each.lesson !== page)) {
      const there = elementsOf(lesson).filter((each) => each.lesson === lesson && each.run === run);
      const seen = there.flatMap((each) => each.scenes);
      expect({ kind, lesson, run, seen: there.length > 0 }).toMatchObject({ seen: true });
      expect(seen).toEqual(expect.arrayContaining(scenes));
    }
  });

  test('answers a prediction by the run that it shows next', () => {
    for (const asked of elements.filter(({ kind }) => kind === 'Predict')) {
      const next = shown.find(({ kind, at }) => kind === 'Recording' && at > asked.at);
      if (next && next.lesson === page && isStory(next)) expect(asked.run).toBe(next.run);
    }
  });

  test('names in a caption the program that it shows', () => {
    for (const { lesson, run, caption } of shown) {
      const [command, number, word] = /npm run lesson (\d+)(?: (\w+))?/.exec(caption) ?? [];
      if (!command) continue;
      expect(lesson.slice(0, 2)).toBe(number?.padStart(2, '0'));
      expect(run.split('.')[0]).toBe(word ?? playsOf(lesson));
    }
  });
});
