import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { basename, delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { within } from '../../code/base/until.ts';
import { areProcesses } from '../../code/course/lessons.ts';
import { readRecording } from '../../code/course/recordings.ts';
import { holdPort, storyPort } from '../../code/lab/port.ts';
import { netstat } from '../../code/sockets/netstat.ts';
import { only } from '../helpers/lesson.ts';
import { needs } from '../helpers/needs.ts';
import { ask, rawClient } from '../helpers/raw-client.ts';
import { storyPortAlone, taken } from '../helpers/story-port.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const binaries = `${root}node_modules/.bin`;

/** Whatever a reader meets: pages, their words, the front door, the code and recordings that pages show. */
const read = globSync(['lessons/**/*.{mdx,ts}', '*.md', 'code/[0-9]*/*.{ts,jsonl}'], { cwd: root });
const told = new Set(
  read.flatMap((file) => {
    const text = readFileSync(`${root}${file}`, 'utf8');
    return [...text.matchAll(/npx tsx (code\/[\w./-]+\.ts)/g)].map(([, program = '']) => program);
  }),
);
const programs = [...told].sort();
const isOurs = (program: string) => /^(buggy|fixed)\.ts$/.test(basename(program));
/** In Part I one program is both apps; in Part II it is one of them, and another terminal tells it to stop. */
const isAlone = (program: string) => isOurs(program) && areProcesses(basename(dirname(program)));
const isSwap = (program: string) => isOurs(program) && !isAlone(program);

test('Every program of a lesson is one that a page tells you to run, and no page names another', () => {
  const there = globSync('code/[0-9]*/*.ts', { cwd: root }).filter(
    (file) => !/^(story|exercise\.[\w-]+)\.ts$/.test(basename(file)),
  );
  expect(programs).toEqual(there.sort());
  expect(programs.filter(isSwap).length).toBeGreaterThanOrEqual(6);
});

describe('Told to run it, you type npx tsx', () => {
  test.for(programs.filter(isSwap))('%s: open, press Enter, reload', async (program) => {
    using port = await storyPortIfFree();
    await using running = start(program, port.args);
    await running.until(`App 1 answers: open http://127.0.0.1:${port.number}/`);
    await using kept = await rawClient(port.number);
    kept.send('GET / HTTP/1.1', 'Host: 127.0.0.1', '');
    await kept.until('Hello, world!\n');
    expect(await fresh(port.number)).toBe('Hello, world!\n');

    running.child.stdin?.write('\n');
    await running.until('App 1 was stopped, App 2 listens');
    kept.received = '';
    kept.send('GET / HTTP/1.1', 'Host: 127.0.0.1', '');
    if (basename(program) === 'buggy.ts') await kept.until('Hello, world!\n');
    else expect(await kept.end()).toBe('');
    expect(await fresh(port.number)).toBe('Hello, world2!\n');

    running.child.kill('SIGINT');
    expect({ status: await running.ended, complaint: running.stderr }).toEqual({
      status: 130,
      complaint: '',
    });
  });

  // The others ask for more than a word to end; their lessons' tests give it.
  const endsWhenTold = (program: string) => isAlone(program) && program.includes('/10-half-fixed/');
  test.for(programs.filter(endsWhenTold))(
    '%s: it answers, and ends when it is told to',
    async (program) => {
      using port = await storyPortIfFree();
      await using running = start(program, port.args);
      await running.until('To stop it, type in another terminal: kill ');
      expect(running.stdout).toContain(`answers on http://127.0.0.1:${port.number}/`);
      expect(await fresh(port.number)).toBe('Hello, world!\n');
      process.kill(Number(/kill (\d+)/.exec(running.stdout)?.[1]), 'SIGTERM');
      expect({ status: await running.ended, complaint: running.stderr }).toEqual({
        status: 0,
        complaint: '',
      });
    },
  );

  // A feed has no end: lesson 14's test deploys it.
  const isFeed = (program: string) => basename(program) === 'feed.ts';
  test.for(programs.filter((program) => !isOurs(program) && !isFeed(program)))(
    '%s: it runs to its end and prints what is recorded',
    { timeout: 70_000 },
    async (program, ctx) => {
      // It reads the rows of a whole machine, on which a port of somebody else may hold these digits, too.
      const ofMachine = basename(program) === 'both-ways.ts';
      if (ofMachine) {
        needs(ctx, 'netstat', (await netstat(storyPort)).tool === 'netstat');
      }
      using port = ofMachine ? await storyPortIfFree() : undefined;
      await using running = start(program, port?.args ?? []);
      expect(await running.ended).toBe(0);
      expect(running.stderr).toBe('');

      const slug = basename(dirname(program));
      const [recorded] = only('command', readRecording(slug, basename(program, '.ts')) ?? []);
      const text = running.stdout.trimEnd();
      if (ofMachine) expect(kindOf(text)).toBe(kindOf(recorded?.output));
      else expect(text).toBe(recorded?.output);
    },
  );

  test.for(programs.filter(isOurs))(
    '%s, on a port that is taken: one line that names the port, exit 2',
    async (program) => {
      await using stranger = createServer();
      await once(stranger.listen(0, '127.0.0.1'), 'listening');
      const { port } = stranger.address() as AddressInfo;
      // The line is the program’s own, whatever strips its types; Node is there in a quarter of the time.
      await using running = start(program, [String(port)], process.execPath);
      expect(await running.ended).toBe(2);
      expect(running.stderr).toMatch(
        new RegExp(`^listen EADDRINUSE: .* 127\\.0\\.0\\.1:${port}\n$`),
      );
    },
  );
});

/** A client that was never here. */
const fresh = async (port: number) => (await ask(port, 'GET / HTTP/1.1', 'Host: :C')).body;

/** What was printed, whichever numbers stand in it; the lesson's own test looks at these. */
const kindOf = (output = '') => output.replace(/\d+/g, 'N');

/**
 * The port that a program takes when it is told none. Other runs of the course have it for a second at a
 * time; a stranger may keep it, and the reader then does as the page says, and names another.
 */
async function storyPortIfFree() {
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
function start(program: string, args: readonly string[], by = `${binaries}/tsx`): Running {
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
