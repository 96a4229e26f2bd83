import { readFileSync } from 'node:fs';
import type { Begun } from './skeleton.ts';

/** Lesson 10's program under a new name: it is run, reads port and greeting from its arguments, stops at SIGTERM. */
export function processProgram(
  { number, slug }: Begun,
  name: 'buggy' | 'fixed',
  next: string,
): string {
  const tenth = readFileSync(new URL(`../10-half-fixed/${name}.ts`, import.meta.url), 'utf8');
  const anchor = name === 'buggy' ? 'who-answers' : 'the-same-with-the-repaired-program';
  return `// Lesson ${number}: lessons/${slug}.mdx#${anchor}
// NEXT: ${next}
${tenth.split('\n').slice(1).join('\n').replaceAll('10-half-fixed', slug)}`;
}

/** A story of two processes on one port, whose clients are busy at the stop. */
export function processStory({ number, slug }: Begun): string {
  return `// Lesson ${number}: lessons/${slug}.mdx#before-the-swap
import type { words } from '../../lessons/${slug}.words.ts';
import { crowd } from '../lab/clients/crowd.ts';
import type { ProgramStage } from '../lab/stage.ts';
import type { Story } from '../lab/story.ts';

// NEXT: tell it. code/lab/stage.ts has what can be done to a process, code/lab/clients who can ask, one by one or
// many at once, code/lab/middlemen who can stand in between, code/lab/lab.ts the rest; its ids are those of the words.
export const story: Story<typeof words, ProgramStage> = async (lab, { start, stop, enter }) => {
  const clients = crowd(lab, '10 clients', 10);

  await lab.scene('before-the-swap');
  const app1 = await start('Hello, world!', lab.port);
  await clients.tally('/');
  const slow = clients.ask('/slow');
  await clients.arrived('/slow', 10);
  await stop(app1);
  await start('Hello, world2!', app1.port);
  enter(app1);
  await slow;

  await lab.scene('who-answers');
  await clients.tally('/');
};
`;
}

/** Both runs against their recordings, and each program by itself, byte by byte. */
export function processTests({ slug }: Begun): string {
  return `import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { LabEvent } from '../../code/run/events.ts';
import { only } from '../helpers/lesson.ts';
import { rawClient } from '../helpers/raw-client.ts';
import { toldAsRecorded } from '../helpers/told.ts';

const slug = '${slug}';
const browser = 'stand-in';

/** What the clients met, each time: \`10 App 1\`. */
const tallies = (events: readonly LabEvent[]) =>
  only('tally', events).map(({ outcomes }) =>
    outcomes.map(({ outcome, count }) => \`\${count} \${outcome}\`).join(', '),
  );

// NEXT: who meets what, and what the run has shown. Each other Node and each other middleman of the syllabus has a
// test of this kind; recordedAs() of told.ts is for a small program beside the story.
toldAsRecorded(slug, { program: 'buggy', browser }, ({ events, findings }) => {
  expect(tallies(events)).toEqual(['10 App 1', '10 App 1']);
  expect(findings).toEqual([]);
});

toldAsRecorded(slug, { program: 'fixed', browser }, ({ events }) => {
  expect(tallies(events)).toEqual(['10 App 1', '10 App 2']);
});

// NEXT: byte by byte, what sets the two programs apart. Break each once, and see it go red.
test.for([
  ['buggy.ts', 'keep-alive'],
  ['fixed.ts', 'close'],
] as const)('%s: an answer after the stop says Connection: %s', async ([file, says]) => {
  const program = fileURLToPath(new URL(\`../../code/\${slug}/\${file}\`, import.meta.url));
  const child = spawn(process.execPath, [program, '0'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await using _ = {
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  const port = Number(/127\\.0\\.0\\.1:(\\d+)/.exec(line)?.[1]);
  await using idle = await rawClient(port);
  await using busy = await rawClient(port);
  busy.send('GET /slow HTTP/1.1', 'Host: x', '');
  // Answered in the order in which they came: so the slow one is at work.
  idle.send('GET / HTTP/1.1', 'Host: x', '');
  await idle.until('Hello, world!\\n');
  child.kill('SIGTERM');
  await idle.end(); // close() has ended it, so the stop has begun

  child.stdin.write('\\n');
  await busy.until('Hello, world!\\n');
  expect(busy.received).toMatch(new RegExp(\`^Connection: \${says}\\r$\`, 'm'));
});
`;
}
