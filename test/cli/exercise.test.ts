import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  copyFile,
  lstat,
  mkdir,
  mkdtempDisposable,
  readdir,
  readFile,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { examine } from '../../code/course/exercises/examine.ts';
import { needs } from '../helpers/needs.ts';
import { callCli, runCli, startCli } from '../helpers/run-cli.ts';

const folder = fileURLToPath(new URL('../../code/02-not-modified/', import.meta.url));
const start = join(folder, 'exercise.start.ts');
const solution = join(folder, 'exercise.solution.ts');
const check = join(folder, 'exercise.check.ts');

/** A learner's folder and state, of the test's own. */
async function learner() {
  const home = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
  const practice = join(home.path, 'practice');
  const env = { STILL_ANSWERING_PRACTICE: practice, XDG_STATE_HOME: join(home.path, 'state') };
  return {
    practice,
    file: join(practice, '02.ts'),
    env,
    cli: (...words: string[]) => callCli(['exercise', ...words], { env }),
    /** Puts a program in the learner's place. */
    async has(program: string) {
      await mkdir(practice, { recursive: true });
      await writeFile(join(practice, '02.ts'), program);
    },
    [Symbol.asyncDispose]: () => home.remove(),
  };
}

describe('npm run exercise', () => {
  test('2: copies the start, tells where, and says what is missing, exit 1', async () => {
    await using she = await learner();
    const { status, stdout, stderr } = await she.cli('2');
    expect(await readFile(she.file, 'utf8')).toBe(await readFile(start, 'utf8'));
    expect(stdout).toContain(`${she.file} is your copy: open it in an editor`);
    expect(stdout).toMatch(/^ {2}✓ start\(\) begins to listen\n/m);
    expect(stdout).toMatch(
      /^ {2}✗ whoever brings that ETag gets a 304\n {4}expected {2}304\n {4}seen {6}200,/m,
    );
    expect(stdout).toMatch(/\nNot yet\. A hint: npm run exercise 2 hint\n$/);
    expect(stdout).not.toContain('Your code printed');
    expect(stderr).toBe('');
    expect(status).toBe(1);
  });

  test('2, solved: exit 0, and the way from yours to ours', async () => {
    await using she = await learner();
    const text = await readFile(solution, 'utf8');
    await she.has(text.replace("brought.includes('*')", "brought[0] === '*'"));
    const { status, stdout } = await she.cli('2');
    expect(stdout).toContain('\nSolved.\n');
    expect(stdout).toMatch(/\nNext: npm run lesson 3\n$/);
    expect(stdout).toMatch(/^-.*brought\[0\] === '\*'.*\n\+.*brought\.includes\('\*'\)/m);
    expect(stdout).not.toContain('// Lesson 2');
    expect(status).toBe(0);
  });

  test('never overwrites what is there', async () => {
    await using she = await learner();
    await she.has('export const mine = 1;\n');
    const { status, stdout } = await she.cli('2');
    expect(await readFile(she.file, 'utf8')).toBe('export const mine = 1;\n');
    expect(stdout).toMatch(
      /expected {2}an exported function “start”\n {4}seen {6}it exports mine\n/,
    );
    expect(status).toBe(1);
  });

  test('follows no link: what lies there is no file of the learner’s, exit 2', async () => {
    await using she = await learner();
    await mkdir(she.practice);
    const target = join(she.practice, 'target');
    await symlink(target, she.file);
    const { status, stderr } = await she.cli('2');
    expect(stderr).toBe(
      `still-answering: ${she.file} is no regular file\n  move it elsewhere, and ask again\n`,
    );
    expect(await readdir(she.practice)).toEqual(['02.ts']);
    expect(status).toBe(2);
  });

  test('a file where the folder belongs: exit 2, no stack', async () => {
    await using she = await learner();
    await writeFile(she.practice, '');
    const { status, stderr } = await she.cli('2');
    expect(stderr).toMatch(/practice is no folder\n {2}move it elsewhere/);
    expect(status).toBe(2);
  });

  test('without a number lists all: not begun, begun, solved, and begun again after a change', async () => {
    await using she = await learner();
    const state = async () => {
      const { stdout, stderr } = await she.cli();
      return /^ 2 +(.*?) {2}Fill/m.exec(stdout)?.[1] ?? `${stdout}${stderr}`;
    };
    expect(await state()).toBe('not begun');
    await she.cli('2');
    expect(await state()).toBe('begun');
    await copyFile(solution, she.file);
    expect(await state()).toBe('begun');
    await she.cli('2');
    expect(await state()).toBe('✓ solved');
    await writeFile(she.file, `${await readFile(solution, 'utf8')}\n`);
    expect(await state()).toBe('begun');
  });

  test('hint: one, then one more, then the way to the solution; nothing is copied', async () => {
    await using she = await learner();
    const one = await she.cli('2', 'hint');
    expect(one.stdout).toMatch(/^1\. Compare.*\nNext: npm run exercise 2 hint\n$/s);
    const two = await she.cli('2', 'hint');
    expect(two.stdout).toMatch(/^2\. A 304.*\nNext: npm run exercise 2 hint\n$/s);
    const three = await she.cli('2', 'hint');
    expect(three.stdout).toMatch(/^3\. A client.*\nNext: npm run exercise 2 solution\n$/s);
    const again = await she.cli('2', 'hint');
    expect(again.stdout).toMatch(/^1\. .*\n2\. .*\n3\. .*\nNext: npm run exercise 2 solution\n$/s);
    expect([one, two, three, again].map(({ status }) => status)).toEqual([0, 0, 0, 0]);
    await expect(readdir(she.practice)).rejects.toThrow('ENOENT');
  });

  test('hint 2: the first two, and the next one is the third', async () => {
    await using she = await learner();
    const two = await she.cli('2', 'hint', '2');
    expect(two.stdout).toMatch(/^1\. Compare.*\n2\. A 304.*\nNext: npm run exercise 2 hint\n$/s);
    expect((await she.cli('2', 'hint')).stdout).toMatch(/^3\. /);
    const all = await she.cli('2', 'hint', '99');
    expect(all.stdout).toMatch(/^1\. .*\n3\. .*\nNext: npm run exercise 2 solution\n$/s);
  });

  test('a reset begins the hints anew', async () => {
    await using she = await learner();
    await she.cli('2');
    await she.cli('2', 'hint');
    await she.cli('2', 'reset', 'yes');
    expect((await she.cli('2', 'hint')).stdout).toMatch(/^1\. /);
  });

  test('solution: the whole of it, and the way from the start as long as nothing is begun', async () => {
    await using she = await learner();
    const { status, stdout } = await she.cli('2', 'solution');
    expect(stdout).toContain(await readFile(solution, 'utf8'));
    expect(stdout).toMatch(/^-.*The blank/m);
    expect(status).toBe(0);
    await she.has(await readFile(solution, 'utf8'));
    expect((await she.cli('2', '--solution')).stdout).toContain('Ours reads the same');
  });

  test('reset, where nobody can be asked: refused, exit 2, the file as it was', async () => {
    await using she = await learner();
    await she.has('mine');
    const { status, stderr } = await she.cli('2', 'reset');
    expect(stderr).toMatch(
      /nobody can be asked here\n {2}without a question: npm run exercise 2 reset yes/,
    );
    expect(status).toBe(2);
    expect(await readFile(she.file, 'utf8')).toBe('mine');
  });

  test('reset yes: the start anew, and each earlier file kept beside it', async () => {
    await using she = await learner();
    await she.has('first');
    expect((await she.cli('2', 'reset', 'yes')).status).toBe(0);
    await she.has('second');
    const { stdout } = await she.cli('2', '--reset', '--yes');
    expect(stdout).toContain('Yours is kept as');
    expect(await readFile(she.file, 'utf8')).toBe(await readFile(start, 'utf8'));
    const kept = (name: string) => readFile(join(she.practice, name), 'utf8');
    expect(await kept('02.before-reset.ts')).toBe('first');
    expect(await kept('02.before-reset-2.ts')).toBe('second');
  });

  test('reset yes with a link in place of the file: refused, its target left alone', async () => {
    await using she = await learner();
    await mkdir(she.practice);
    const target = join(she.practice, 'target');
    await writeFile(target, 'precious');
    await symlink(target, she.file);
    expect((await she.cli('2', 'reset', 'yes')).status).toBe(2);
    expect(await readFile(target, 'utf8')).toBe('precious');
    expect((await lstat(she.file)).isSymbolicLink()).toBe(true);
  });

  test.for<[words: string[], says: RegExp, remedy: RegExp]>([
    [['3'], /there is no exercise 3: lessons 2.* have one/, /npm run exercise lists them/],
    [['99'], /there is no exercise 99/, /npm run exercise/],
    [['-2'], /there is no exercise -2/, /npm run exercise/],
    [['2.5'], /there is no exercise 2\.5/, /npm run exercise/],
    [['2', '4'], /one exercise at a time, not 2 and 4/, /npm run exercise 2/],
    [['2', 'hint', '1', '1'], /one exercise at a time/, /npm run exercise 2/],
    [['2', 'hint', '0'], /0 is no number of a hint/, /from 1/],
    [['2', 'hint', '1e9'], /1e9 is no number of a hint/, /from 1/],
    [
      ['2', 'solutoin'],
      /“solutoin” is neither an exercise's number nor one of: watch, hint/,
      /npm run exercise/,
    ],
    [['2', 'hint', 'solution'], /hint or solution: choose one/, /npm run exercise/],
    [['hint'], /which exercise\?/, /npm run exercise 2 hint/],
    [['2', 'reset'], /there is no .*02\.ts to reset/, /npm run exercise 2/],
    [['../../etc'], /is neither an exercise's number/, /npm run exercise/],
    [['2\x1b[2J'], /there is no exercise 2\\x1b\[2J/, /npm run exercise/],
    [['2', '--wach'], /unknown option '--wach' \(Did you mean --watch\?\)/, /--help/],
  ])('%j: one sentence, the remedy, exit 2', async ([words, says, remedy]) => {
    await using she = await learner();
    const { status, stdout, stderr } = await she.cli(...words);
    const [sentence = '', next = ''] = stderr.split('\n');
    expect(sentence).toMatch(says);
    expect(next).toMatch(remedy);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
    expect([stdout, status]).toEqual(['', 2]);
  });

  test.for(['hint', 'solution', 'reset'])(
    '--%s kept by npm: refused, with the bare word',
    async (option) => {
      await using she = await learner();
      const env = { ...she.env, npm_lifecycle_event: 'exercise', [`npm_config_${option}`]: 'true' };
      const { status, stderr } = await callCli(['exercise', '2'], { env });
      expect(stderr).toContain(
        `write npm run exercise -- 2 --${option} (or the bare word: npm run exercise 2 ${option})`,
      );
      expect(status).toBe(2);
    },
  );
});

describe('a learner’s code that does not work', () => {
  const one = "import { once } from 'node:events';\nimport { createServer } from 'node:http';\n";

  test.for<[what: string, program: string, seen: RegExp]>([
    ['a syntax error', 'export function start( {\n', /^SyntaxError: .*, at 02\.ts:1/],
    [
      'what plain Node does not strip',
      'enum A { B }\nexport function start() {}\n',
      /enum is not supported.*, at 02\.ts:1$/,
    ],
    ['an import that is not there', "import './missing.ts';\n", /^Error: Cannot find module/],
    [
      'an exception',
      'export function start() {\n  null.f();\n}\n',
      /^TypeError: Cannot read.*, at 02\.ts:2:8$/,
    ],
    ['a string thrown', "export async function start() {\n  throw 'no';\n}\n", /^no was thrown$/],
    [
      'a rejection that nobody awaits',
      "export async function start() {\n  Promise.reject(new Error('late'));\n  await new Promise(() => {});\n}\n",
      /^Error: late, at 02\.ts:2:\d+$/,
    ],
    [
      'a promise that never comes',
      'export const start = () => new Promise(() => {});\n',
      /^waited 2 s for start\(\) to be done$/,
    ],
    [
      'a process.exit',
      'export const start = () => process.exit(0);\n',
      /^your code ended its process, with status 0$/,
    ],
    [
      'a signal to itself',
      "export const start = () => process.kill(process.pid, 'SIGTERM');\n",
      /^your code ended its process, with signal SIGTERM$/,
    ],
    ['nothing exported', 'export {};\n', /^it exports nothing$/],
    [
      'a handler that never answers',
      `${one}export async function start() {\n  const app = createServer(() => {});\n  await once(app.listen(0, '127.0.0.1'), 'listening');\n  return app;\n}\n`,
      /^waited 2 s for the app to answer$/,
    ],
  ])('%s', async ([, program, seen]) => {
    await using she = await learner();
    await she.has(program);
    const files = { check, practice: she.file };
    const { verdict, miss } = await examine(files, { signal: new AbortController().signal });
    expect(miss?.seen).toMatch(seen);
    expect(verdict).toBe('not yet');
  });

  test.for([
    ['as it is read', 'for (;;);\n', 'the file can be read'],
    ['as it is called', 'export function start() {\n  for (;;);\n}\n', 'start() begins to listen'],
  ])('a loop without an end, %s: ended at the deadline', async ([, program = '', step]) => {
    await using she = await learner();
    await she.has(program);
    const { signal } = new AbortController();
    const files = { check, practice: she.file };
    const { steps, miss } = await examine(files, { signal, patience: 1500 });
    expect(miss?.seen).toBe('your code was still running after 1.5 s, and was ended');
    expect(steps.at(-1)).toBe(step);
  });

  test('the same when whoever started it is gone', async () => {
    await using she = await learner();
    await she.has('for (;;);\n');
    const program = fileURLToPath(
      new URL('../../code/course/exercises/examine.process.ts', import.meta.url),
    );
    const child = fork(program, [check, she.file, '1500'], { execArgv: [] });
    await once(child, 'message'); // the first step: the file is being read
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  });

  test('what it prints is shown, and does not act on the terminal', async () => {
    await using she = await learner();
    await she.has("console.log('a \\x1b[2J b');\nexport const begin = 1;\n");
    const { stdout } = await she.cli('2');
    expect(stdout).toContain('  Your code printed:\n    a \\x1b[2J b\n');
    expect(stdout).not.toContain('\x1b[2J');
  });

  test('Ctrl-C in an endless loop: exit 130, nothing left', async () => {
    await using she = await learner();
    await she.has('console.log(1);\nfor (;;);\n');
    await using cli = await startCli(['exercise', '2'], { env: she.env });
    await cli.until('02.ts');
    process.kill(cli.pid, 'SIGINT'); // to the command alone, which has to end what it started
    expect(await cli.ended).toBe(130);
    expect(await cli.leftovers()).toEqual([]);
  });
});

test('watch: checks at once and after each save, until Ctrl-C', async () => {
  await using she = await learner();
  await using cli = await startCli(['exercise', '2', 'watch'], { env: she.env });
  await cli.until('waiting for the next save');
  expect(cli.stdout).toContain('✗ whoever brings that ETag gets a 304');
  expect(cli.stdout).not.toContain('Solved');
  await copyFile(solution, she.file);
  await cli.until('Solved.');
  cli.kill('SIGINT');
  expect(await cli.ended).toBe(130);
  expect(await cli.leftovers()).toEqual([]);
});

describe('on a terminal', () => {
  const script = ['/usr/bin/script', '/bin/script'].find(existsSync);

  test('reset asks first, and Enter alone leaves all as it was', async (ctx) => {
    needs(ctx, 'script', script);
    await using she = await learner();
    for (const [key, left] of [
      ['\r', 'mine'],
      ['y', await readFile(start, 'utf8')],
    ] as const) {
      await she.has('mine');
      const options = { env: she.env, terminal: true };
      await using cli = await startCli(['exercise', '2', 'reset'], options);
      await cli.until('begin anew?');
      cli.write(key);
      expect(await cli.ended).toBe(0);
      expect(await readFile(she.file, 'utf8')).toBe(left);
      expect(await cli.leftovers()).toEqual([]);
    }
  });

  test('what passed is green, what missed is red', async (ctx) => {
    needs(ctx, 'script', script);
    await using she = await learner();
    const { stdout, status } = await runCli(['exercise', '2'], { env: she.env, terminal: true });
    expect(stdout).toMatch(/\x1b\[32m✓\x1b\[39m start\(\)/);
    expect(stdout).toMatch(/\x1b\[31m✗\x1b\[39m whoever brings that ETag/);
    expect(status).toBe(1);
  });
});
