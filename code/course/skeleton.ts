import { readFileSync } from 'node:fs';
import { areProcesses } from './lessons.ts';
import { processProgram, processStory, processTests } from './skeleton-processes.ts';

/** A planned lesson that somebody begins to write. */
export interface Begun {
  number: number;
  slug: string;
  title: string;
}

/**
 * What `npm run new-lesson` lays down: every file of a lesson that is written by hand, by its path in the
 * project. They compile, and the story plays, so that it can be recorded from the first minute. Wherever
 * something is to be written stands a mark, `NEXT:`, which test/lessons/complete.ts asks for until it is gone.
 * What the syllabus says of the lesson decides the form: `apps: 'processes'` is run, and not imported.
 */
export function skeleton(lesson: Begun): Record<string, string> {
  const { slug } = lesson;
  const processes = areProcesses(slug);
  const [programOf, storyOf, testsOf] = processes
    ? [processProgram, processStory, processTests]
    : [program, story, tests];
  const first = processes
    ? "this one is lesson 10's. It is run as node buggy.ts PORT GREETING, listens on 127.0.0.1, greets with GREETING, and stops at SIGTERM."
    : "this one is lesson 1's. Where its fault will do, delete both programs and their two tests, and name that lesson in the syllabus of code/course/lessons.ts: program: '01-the-swap'.";
  return {
    [`code/${slug}/buggy.ts`]: programOf(
      lesson,
      'buggy',
      `the smallest honest program with the fault; ${first}`,
    ),
    [`code/${slug}/fixed.ts`]: programOf(lesson, 'fixed', 'the same without the fault.'),
    [`lessons/${slug}.words.ts`]: words(),
    [`code/${slug}/story.ts`]: storyOf(lesson),
    [`lessons/${slug}.mdx`]: page(lesson, processes),
    [`test/lessons/${slug}.test.ts`]: testsOf(lesson),
  };
}

function program({ number, slug }: Begun, name: 'buggy' | 'fixed', next: string): string {
  const first = readFileSync(new URL(`../01-the-swap/${name}.ts`, import.meta.url), 'utf8');
  const anchor = name === 'buggy' ? 'who-answers' : 'the-same-with-the-repaired-program';
  return `// Lesson ${number}: lessons/${slug}.mdx#${anchor}
// NEXT: ${next}
${first.split('\n').slice(1).join('\n').replaceAll('01-the-swap', slug)}`;
}

function words(): string {
  return `import type { Words } from '../code/run/words.ts';

// NEXT: a prediction of three options or more. Each wrong one names the belief behind it (misconception), each
// has feedback of its own, a sentence for each way a run can go: { when: { got: ['browser', 'App 1'] }, say: '…' };
// code/run/condition.ts has what can be asked. The story asks it by lab.predict('its-id'), the page shows it by <Predict>.
// NEXT: what the run shows (findings), and what it does to which suspect of lessons/suspects.ts (notebook).
export const words = {
  scenes: {
    'before-the-swap': 'Before the swap',
    'who-answers': 'Who answers?',
  },
  predictions: {},
  findings: {},
  notebook: [],
} as const satisfies Words;
`;
}

function story({ number, slug }: Begun): string {
  return `// Lesson ${number}: lessons/${slug}.mdx#before-the-swap
import type { words } from '../../lessons/${slug}.words.ts';
import type { Story } from '../lab/story.ts';

// NEXT: tell it. code/lab/lab.ts has what a story can do; its ids are those of the words.
export const story: Story<typeof words> = async (lab, { start, stop }) => {
  const browser = lab.browser();

  await lab.scene('before-the-swap');
  const app1 = await start('Hello, world!', lab.port);
  await browser.visit();
  await stop(app1);
  await start('Hello, world2!', lab.port);

  await lab.scene('who-answers');
  await browser.reload();
};
`;
}

function page({ number, slug, title }: Begun, processes: boolean): string {
  const bench = processes
    ? `
{/* NEXT: the bench: a run of the model to begin with, <Bench run="…" />, or one sentence on why it does not reach this lesson. */}
`
    : '';
  return `---
title: ${title}
# NEXT: its name in lists, which are read before it: 24 characters that give nothing away.
nav: ${title.slice(0, 24).trim()}
# NEXT: one sentence that makes curious and gives nothing away.
description: ${title}.
# NEXT: the minutes of one who reads, predicts and plays it.
minutes: 10
# NEXT: what the reader can do afterwards, each line beginning with a verb.
goals:
  - Say who answers.
# NEXT: story, signed, connections or whole; Lens in code/run/transcript.ts says what each shows. From lesson 6 on there is no secret.
lens: ${processes ? 'connections' : 'whole'}
# NEXT: whoever can answer this may skip the lesson.
skip: who answers?
---

import Diff from '../site/components/Diff.astro';
import Notebook from '../site/components/Notebook.astro';
import Predict from '../site/components/Predict.astro';
import Recall from '../site/components/Recall.astro';
import Recording from '../site/components/Recording.astro';
import Snippet from '../site/components/Snippet.astro';
import Strip from '../site/components/Strip.astro';
import { words } from './${slug}.words.ts';

<Strip />

{/* NEXT: two questions about earlier lessons: <Recall from={[…]} />. */}

## Where we stand

{/* NEXT: one open question, in fifty words. */}

## Before the swap

<Recording
  lesson="${slug}"
  scenes={['before-the-swap']}
  caption="NEXT: what to look at in this run."
/>

{/* NEXT: the prediction, before the run that decides it: <Predict words={words} id="…" />. */}

## Who answers?

<Recording
  lesson="${slug}"
  scenes={['who-answers']}
  caption="NEXT: what to look at in this run."
/>

{/* NEXT: one surprise, in one sentence; then why, with one <Snippet> of at most fifteen lines. */}

### The same with the repaired program

<Diff before="${slug}/buggy.ts#stop" after="${slug}/fixed.ts#stop" />

<Recording
  lesson="${slug}"
  variant="fixed"
  scenes={['who-answers']}
  caption="NEXT: npm run lesson ${number} fixed. What to look at."
/>

## The notebook

{/* NEXT: what changed, and by which evidence; the words of the lessons before stand in it, too. */}

<Notebook words={[words]} />

## ${processes ? 'Do it' : 'Do it in your own browser'}

\`\`\`sh
npx tsx code/${slug}/buggy.ts
\`\`\`

{/* NEXT: what to do and to see; then a table “If you see this instead | then” of three rows. */}
${bench}
## In your own service

{/* NEXT: one thing to look up tomorrow. */}

## Remember

{/* NEXT: three lines. */}

**What this does not prove:** {/* NEXT: how far the evidence reaches. */}

**Code:** [the two programs](/code/${slug}/buggy.ts/), [the repaired one](/code/${slug}/fixed.ts/), [the story](/code/${slug}/story.ts/). **Sources:** {/* NEXT: an RFC's section, a page of Node's documentation. */}
`;
}

function tests({ slug }: Begun): string {
  return `import { expect, test } from 'vitest';
import * as buggy from '../../code/${slug}/buggy.ts';
import * as fixed from '../../code/${slug}/fixed.ts';
import { ending, portOf } from '../helpers/lesson.ts';
import { rawClient } from '../helpers/raw-client.ts';
import { toldAsRecorded, toldByAll } from '../helpers/told.ts';

const slug = '${slug}';

// NEXT: who gets what from whom, answer by answer, and what the run has shown.
toldByAll(slug, ({ answers, findings }) => {
  expect(answers).toEqual(['browser 200 App 1', 'browser 304 App 1']);
  expect(findings).toEqual([]);
});

toldAsRecorded(slug, { program: 'fixed', browser: 'stand-in' }, ({ answers }) => {
  expect(answers).toEqual(['browser 200 App 1', 'browser 200 App 2']);
});

// NEXT: byte by byte, what sets the two programs apart. Break each once, and see it go red.
test.for([
  ['buggy', 'Hello, world!\\n', buggy],
  ['fixed', '', fixed],
] as const)('%s.ts: after the stop a kept connection gets %j', async ([name, , deeds]) => {
  const app = await deeds.start('Hello, world!', 0);
  await using _ = ending(app);
  await using kept = await rawClient(portOf(app));
  kept.send('GET / HTTP/1.1', 'Host: 127.0.0.1', '');
  await kept.until('Hello, world!\\n');

  await deeds.stop(app);
  kept.received = '';
  kept.send('GET / HTTP/1.1', 'Host: 127.0.0.1', '');
  if (name === 'buggy') await kept.until('Hello, world!\\n');
  else expect(await kept.end()).toBe('');
});
`;
}
