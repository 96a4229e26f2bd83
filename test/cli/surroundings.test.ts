import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtempDisposable, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { build } from '../../code/cli/build/act.ts';
import { findBrowser } from '../../code/lab/clients/find-browser.ts';
import { needs } from '../helpers/needs.ts';
import { callCli, door, runCli } from '../helpers/run-cli.ts';
import { recordedIo } from '../helpers/small-project.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = () => mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));

/** Runs a command line to its end. */
function run(file: string, args: readonly string[]) {
  return new Promise<{ status: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(file, args, (error, stdout, stderr) =>
      resolve({ status: error ? error.code : 0, stdout, stderr }),
    );
  });
}

/** The course, in a folder of another name. */
async function courseIn(name: string) {
  const home = await folder();
  const project = join(home.path, name);
  await mkdir(project);
  for (const part of ['code', 'lessons', 'package.json']) {
    await cp(join(root, part), join(project, part), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(project, 'node_modules'), 'junction');
  return {
    project,
    cli: (...args: string[]) =>
      run(process.execPath, [join(project, relative(root, door)), ...args]),
    [Symbol.asyncDispose]: () => home.remove(),
  };
}

describe('the path of the project', () => {
  test('a question mark, a number sign, a blank and a percent sign: lessons and exercises run', async () => {
    await using course = await courseIn('a?b#c d%20e');
    expect((await course.cli('lesson')).stdout).toMatch(/^ 1 +8 min {2}The swap$/m);
    const lesson = await course.cli('lesson', '1', '--port', '0');
    expect([lesson.status, lesson.stderr]).toEqual([0, '']);
    const exercise = await course.cli('exercise', '2');
    expect(exercise.stdout).toMatch(/✗ whoever brings that ETag gets a 304/);
    expect([exercise.status, exercise.stderr]).toEqual([1, '']);
  });

  test.for(['a?b', 'a#b'])(
    '%s: Vite cannot build there, which is said before it tries',
    async (name) => {
      await using home = await folder();
      const building = build(recordedIo(), join(home.path, name));
      await expect(building).rejects.toMatchObject({
        message: expect.stringContaining('“?” or “#”'),
        remedy: 'rename the folder',
      });
    },
  );

  test.runIf(process.platform !== 'win32')(
    'a backslash: Node loads no module there, which is one sentence, exit 2',
    async () => {
      await using course = await courseIn('a\\b');
      expect(await course.cli('lesson')).toEqual({
        status: 2,
        stdout: '',
        stderr:
          'still-answering: Node loads no module from a folder with a backslash in its name\n  rename the folder\n',
      });
    },
  );

  test('without its packages: exit 2 and how to install them', async () => {
    await using course = await courseIn('bare');
    await rm(join(course.project, 'node_modules'));
    expect(await course.cli('lesson')).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'still-answering: a package is not installed here\n  install what package-lock.json lists: npm ci\n',
    });
  });
});

test('a folder that cannot be made: an exercise says where it may lie instead, exit 2', async () => {
  const { status, stderr } = await callCli(['exercise', '2'], {
    env: { STILL_ANSWERING_PRACTICE: '/proc/nowhere/practice' },
  });
  expect(stderr).toBe(
    'still-answering: your copy cannot be written: /proc/nowhere: the folder cannot be made (ENOENT, mkdir)\n' +
      '  let it lie elsewhere: STILL_ANSWERING_PRACTICE=/path/to/a/folder\n',
  );
  expect(status).toBe(2);
});

test('a state folder whose name acts on the terminal: shown, and harmless', async () => {
  await using home = await folder();
  const state = join(home.path, '\x1b[2J');
  await mkdir(join(state, 'still-answering'), { recursive: true });
  await writeFile(join(state, 'still-answering/progress.json'), 'broken');
  await writeFile(join(home.path, '02.ts'), 'export {}');
  const { status, stderr } = await callCli(['exercise'], {
    env: { XDG_STATE_HOME: state, STILL_ANSWERING_PRACTICE: home.path },
  });
  expect(stderr).toMatch(/\\x1b\[2J\S+ was not as this course writes it/);
  expect(stderr).not.toContain('\x1b');
  expect(status).toBe(0);
});

describe('a folder for temporary files that cannot be written', () => {
  test('does not keep a lesson from being played', async () => {
    const { status, stderr } = await runCli(['lesson', '1', '--port', '0'], {
      env: { TMPDIR: '/proc/nowhere' },
    });
    expect([status, stderr]).toEqual([0, '']);
  });

  test('a real browser needs one: exit 2, one sentence', async (ctx) => {
    needs(ctx, 'chromium', findBrowser('chromium'));
    const { status, stderr } = await runCli(['lesson', '1', 'chromium', '--port', '0'], {
      env: { TMPDIR: '/proc/nowhere' },
    });
    expect(stderr).toMatch(
      /^still-answering: the folder for temporary files cannot be read: .*\n {2}name another one: TMPDIR=.*\n$/,
    );
    expect(status).toBe(2);
  });
});

describe.runIf(process.platform === 'linux')('few descriptors', () => {
  const limited = (files: number, args: string) =>
    run('sh', ['-c', `ulimit -n ${files}; exec "${process.execPath}" "${door}" ${args}`]);

  test('32 are enough for a lesson', async () => {
    expect(await limited(32, 'lesson 1 --port 0')).toMatchObject({ status: 0, stderr: '' });
  });

  test('24 are not: exit 2, one sentence and how to allow more', async () => {
    const { status, stderr } = await limited(24, 'lesson 1 --port 0');
    expect(stderr).toMatch(
      /^still-answering: .*too many files are open \(EMFILE, .*\)\n {2}allow this shell more .*\n$/,
    );
    expect(status).toBe(2);
  });
});
