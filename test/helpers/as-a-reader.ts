import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { basename, delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type TestContext } from 'vitest';
import { within } from '../../code/base/until.ts';
import { readRecording } from '../../code/course/recordings.ts';
import { holdPort, storyPort } from '../../code/lab/port.ts';
import { netstat } from '../../code/sockets/netstat.ts';
import { only } from './lesson.ts';
import { needs } from './needs.ts';
import { ask } from './raw-client.ts';
import { storyPortAlone, taken } from './story-port.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const binaries = `${root}node_modules/.bin`;

/** Whatever a reader meets: pages, their words, the front door, the code and recordings that pages show. */
const read = globSync(['lessons/**/*.{mdx,ts}', '*.md', 'code/[0-9]*/*.{ts,jsonl}'], { cwd: root });
const told = new Set(
  read.flatMap((file) => {
    const text = readFileSync(`${root}${file}`, 'utf8');
    return [...text.matchAll(/npx tsx (code\/[\w./-]+\.ts)/g)].map(([, program = '']) => program);
  }),
);
export const programs = [...told].sort();
export const isOurs = (program: string) => /^(buggy|fixed)\.ts$/.test(basename(program));

/** No app: it measures, and ends. A feed has no end: lesson 14's test deploys it. */
export const snippets = programs.filter(
  (program) => !isOurs(program) && basename(program) !== 'feed.ts',
);

/** They measure for ten seconds: `npm run prove snippets`. */
export const longOnes = ['code/06-a-guess/heap.ts', 'code/11-leave-politely/steps.ts'];

/** A program that is no app: it prints what it found, as it is recorded, and ends. */
export async function runsToItsEnd(program: string, ctx: TestContext, by?: string): Promise<void> {
  // It reads the rows of a whole machine, on which a port of somebody else may hold these digits, too.
  const ofMachine = basename(program) === 'both-ways.ts';
  if (ofMachine) {
    needs(ctx, 'netstat', (await netstat(storyPort)).tool === 'netstat');
  }
  using port = ofMachine ? await storyPortIfFree() : undefined;
  await using running = start(program, port?.args ?? [], by);
  expect(await running.ended).toBe(0);
  expect(running.stderr).toBe('');

  const slug = basename(dirname(program));
  const [recorded] = only('command', readRecording(slug, basename(program, '.ts')) ?? []);
  const text = running.stdout.trimEnd();
  if (ofMachine) expect(kindOf(text)).toBe(kindOf(recorded?.output));
  else expect(text).toBe(recorded?.output);
}

/** A client that was never here. */
export const fresh = async (port: number) => (await ask(port, 'GET / HTTP/1.1', 'Host: :C')).body;

/** What was printed, whichever numbers stand in it; the lesson's own test looks at these. */
const kindOf = (output = '') => output.replace(/\d+/g, 'N');

/**
 * The port that a program takes when it is told none. Other runs of the course have it for a second at a
 * time; a stranger may keep it, and the reader then does as the page says, and names another.
 */
export async function storyPortIfFree() {
  using owned = new DisposableStack();
  owned.use(await storyPortAlone());
  const { port: number } = owned.use(await taken(storyPort).catch(() => holdPort()));
  const held = owned.move();
  const args = number === storyPort ? [] : [String(number)];
  return { number, args, [Symbol.dispose]: () => held[Symbol.dispose]() };
}

interface Running extends AsyncDisposable {
  child: ChildProcess;
  stdout: string;
  stderr: string;
  ended: Promise<number | null>;
  until(text: string): Promise<void>;
}

/** Starts a file as `npx tsx FILE` does: tsx of this project, and its Node first in the PATH. */
export function start(program: string, args: readonly string[], by = `${binaries}/tsx`): Running {
  const PATH = `${binaries}${delimiter}${process.env.PATH}`;
  const child = spawn(by, [program, ...args], {
    cwd: root,
    env: { ...process.env, PATH },
  });
  const closed = once(child, 'close').then(([status]) => status as number | null);
  const running: Running = {
    child,
    stdout: '',
    stderr: '',
    ended: within(`${program} to end`, closed, 60_000),
    async until(text) {
      const early = closed.then(() => Promise.reject(new Error(`it ended, ${running.stderr}`)));
      while (!running.stdout.includes(text))
        await within(
          `${program} to say “${text}”`,
          Promise.race([once(child.stdout, 'data'), early]),
        );
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await closed;
    },
  };
  running.ended.catch(() => {});
  child.stdout.on('data', (bytes) => {
    running.stdout += bytes;
  });
  child.stderr.on('data', (bytes) => {
    running.stderr += bytes;
  });
  return running;
}
