import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  lstat,
  mkdir,
  mkdtempDisposable,
  readdir,
  readFile,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeKept } from '../../code/base/kept-file.ts';
import { oneAtATime } from '../../code/base/one-at-a-time.ts';
import {
  isSolved,
  keepProgress,
  keepSolved,
  progressFile,
  readProgress,
} from '../../code/course/progress.ts';
import type { Predicted } from '../../code/run/prediction.ts';
import { needs } from '../helpers/needs.ts';
import { callCli, startCli } from '../helpers/run-cli.ts';

/** A state folder of its own, and what is said about the file in it. */
async function stateFolder(text?: string) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
  const env = { XDG_STATE_HOME: folder.path };
  const file = progressFile(env);
  const notes: string[] = [];
  if (text !== undefined) {
    await mkdir(dirname(file));
    await writeFile(file, text);
  }
  return { ...folder, env, file, notes, note: (line: string) => void notes.push(line) };
}

const read = async (file: string) => JSON.parse(await readFile(file, 'utf8'));
const predicted = new Map([['who-answers', { choice: 'app-2', confidence: 'sure' as const }]]);
const today = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);
const empty = { version: 1, lessons: {} };

describe('a lesson that was played', () => {
  test('is kept in a readable file for its owner alone, and nothing else is left', async () => {
    await using state = await stateFolder();
    await keepProgress(state.file, '01-the-swap', predicted, state.note);

    expect(state.notes).toEqual([]);
    expect(await read(state.file)).toEqual({
      version: 1,
      lessons: {
        '01-the-swap': {
          played: today,
          predictions: { 'who-answers': { choice: 'app-2', confidence: 'sure' } },
        },
      },
    });
    expect(await readFile(state.file, 'utf8')).toMatch(/^ {6}"played": "/m);
    expect((await lstat(state.file)).mode & 0o777).toBe(0o600);
    expect((await lstat(dirname(state.file))).mode & 0o777).toBe(0o700);
    expect(await readdir(dirname(state.file))).toEqual(['progress.json']);
  });

  test('is “done” in the list, in a shape and not only a colour', async () => {
    await using state = await stateFolder();
    await keepProgress(state.file, '01-the-swap', predicted, state.note);
    const { stdout, stderr, status } = await callCli(['lesson'], { env: state.env });
    expect(stdout).toMatch(/^ 1 {3}✓ done {2}The swap$/m);
    expect(stdout).toMatch(/^Go on: npm run lesson 2$/m);
    expect(stdout).toMatch(/^ 2 {4}8 min {2}Not modified$/m);
    expect([stderr, status]).toEqual(['', 0]);
  });

  test('leaves other lessons, earlier predictions, and what else stands in the file', async () => {
    await using state = await stateFolder(
      '{ "version": 1, "lessons": {}, "solved": {}, "written by": "hand" }',
    );
    await keepProgress(state.file, '01-the-swap', predicted, state.note);
    await keepProgress(state.file, '02-not-modified', new Map(), state.note);
    await keepProgress(state.file, '01-the-swap', new Map(), state.note);
    await keepSolved(state.file, '04-curl-disagrees', 'my text', state.note);
    const progress = readProgress(state.file, state.note);
    expect(progress).toMatchObject({
      lessons: {
        '01-the-swap': { predictions: { 'who-answers': { choice: 'app-2' } } },
        '02-not-modified': { predictions: {} },
      },
      'written by': 'hand',
    });
    expect(isSolved(progress, '04-curl-disagrees', 'my text')).toBe(true);
    expect(isSolved(progress, '04-curl-disagrees', 'my text, changed')).toBe(false);
    expect(state.notes).toEqual([]);
  });
});

describe('what was predicted', () => {
  const sure = { choice: 'gone', confidence: 'sure' as const };

  test('first stands: a second run adds to it, and changes nothing', async () => {
    await using state = await stateFolder();
    await keepProgress(state.file, '01-the-swap', predicted, state.note);
    const second = new Map<string, Predicted>([
      ['who-answers', { choice: 'app-1', confidence: 'guess' as const }],
      ['another', sure],
    ]);
    await keepProgress(state.file, '01-the-swap', second, state.note);
    expect(readProgress(state.file, state.note).lessons['01-the-swap']?.predictions).toEqual({
      'who-answers': { choice: 'app-2', confidence: 'sure' },
      another: sure,
    });
  });

  test('in lesson 3, lesson 7 tells again', async () => {
    await using state = await stateFolder();
    const before = await callCli(['lesson', '7', '--port', '0'], { env: state.env });
    expect(flat(before.stdout)).toMatch(
      /Lesson 3 asked: .* Is App 1 gone\? No answer of yours is kept here: npm run lesson 3 asks\./,
    );
    await keepProgress(
      state.file,
      '03-the-port-looks-dead',
      new Map([['is-app-1-gone', sure]]),
      state.note,
    );
    const after = await callCli(['lesson', '7', '--port', '0'], { env: state.env });
    expect(flat(after.stdout)).toMatch(
      /Is App 1 gone\? You answered “Yes\. Nothing is listed for the port, so nothing is there”, and you were sure\./,
    );
  });

  test('on the page of lesson 1 alone, lesson 9 says where it is kept', async () => {
    const { stdout } = await callCli(['lesson', '9', '--port', '0']);
    expect(flat(stdout)).toMatch(
      /Lesson 1 asked: A server is told to stop.* An answer that you gave on its page is kept in that browser/,
    );
    expect(flat(stdout)).not.toContain('npm run lesson 1 asks');
  });

  const flat = (text: string) => text.replace(/\s+/g, ' ');
});

describe('two runs at once', () => {
  const other =
    '{ "version": 1, "lessons": { "02-not-modified": { "played": "2026-11-25", "predictions": {} } } }';

  test('the second waits, and adds to what the first has written', async () => {
    await using state = await stateFolder(JSON.stringify(empty));
    const turn = await oneAtATime(state.file, { signal: AbortSignal.timeout(5000), onWait() {} });
    const kept = keepProgress(state.file, '01-the-swap', predicted, state.note);
    await writeFile(state.file, other);
    turn[Symbol.dispose]();
    await kept;
    expect(Object.keys((await read(state.file)).lessons)).toEqual([
      '02-not-modified',
      '01-the-swap',
    ]);
  });

  test('a turn that never ends is no run of ours: it is written all the same', async () => {
    await using state = await stateFolder(JSON.stringify(empty));
    using _turn = await oneAtATime(state.file, {
      signal: AbortSignal.timeout(5000),
      onWait() {},
    });
    await keepProgress(state.file, '01-the-swap', predicted, state.note);
    expect((await read(state.file)).lessons).toHaveProperty('01-the-swap');
  });
});

describe('a broken file', () => {
  const broken = [
    'not json',
    '',
    'null',
    '[]',
    '{"version":7,"lessons":{}}',
    '{"version":1}',
    '{"version":1,"lessons":{"01-the-swap":true}}',
    '{"version":1,"lessons":{"01-the-swap":{"played":"today","predictions":{"who":"me"}}}}',
  ];

  test.for(broken)('%j is set aside with a note, and begun anew', async (text) => {
    await using state = await stateFolder(text);
    expect(readProgress(state.file, state.note)).toEqual(empty);
    const [note = '', ...more] = state.notes;
    expect(more).toEqual([]);
    const aside = / is kept as (.+)$/.exec(note)?.[1] ?? '';
    expect(aside).toMatch(/progress\.broken-\d{4}-\d\d-\d\d-[\da-f]{8}\.json$/);
    expect(await readFile(aside, 'utf8')).toBe(text);

    await keepProgress(state.file, '01-the-swap', predicted, state.note);
    expect(state.notes).toHaveLength(1);
    expect((await read(state.file)).lessons).toHaveProperty('01-the-swap');
  });

  test('a second one takes no other’s place', async () => {
    await using state = await stateFolder('first');
    readProgress(state.file, state.note);
    await writeFile(state.file, 'second');
    readProgress(state.file, state.note);
    const texts = await Promise.all(
      (await readdir(dirname(state.file))).map((name) =>
        readFile(join(dirname(state.file), name), 'utf8'),
      ),
    );
    expect(texts.sort()).toEqual(['first', 'second']);
  });

  test('a pipe in its place is not waited for', async () => {
    await using state = await stateFolder();
    await mkdir(dirname(state.file));
    execFileSync('mkfifo', [state.file]);
    await keepProgress(state.file, '01-the-swap', predicted, state.note);
    expect(state.notes).toMatchObject([expect.stringMatching(/is kept as/)]);
    expect((await read(state.file)).lessons).toHaveProperty('01-the-swap');
  });

  test('the list says so in one line, exit 0', async () => {
    await using state = await stateFolder('\x1b[2J');
    const { stdout, stderr, status } = await callCli(['lesson'], { env: state.env });
    expect(stderr).toMatch(
      /^still-answering: \S+progress\.json was not as this course writes it.+\n$/,
    );
    expect(stdout).toMatch(/^ 1 {4}8 min {2}The swap$/m);
    expect(status).toBe(0);
  });
});

describe('where nothing can be kept', () => {
  test('a folder that cannot be made is a note of one line', async () => {
    await using state = await stateFolder();
    await writeFile(join(state.path, 'still-answering'), 'a file where the folder should be');
    await keepProgress(state.file, '01-the-swap', predicted, state.note);
    expect(state.notes).toMatchObject([expect.stringMatching(/^your progress was not kept: .+$/)]);
  });

  test('a file that cannot be read is left alone, not written anew', async () => {
    await using state = await stateFolder();
    await mkdir(dirname(state.file));
    await symlink('progress.json', state.file); // a link to itself
    await keepProgress(state.file, '01-the-swap', predicted, state.note);
    expect(state.notes).toMatchObject([
      expect.stringMatching(/^your progress cannot be read: .+$/),
    ]);
    expect(await readdir(dirname(state.file))).toEqual(['progress.json']);
    expect((await lstat(state.file)).isSymbolicLink()).toBe(true);
  });

  test('nothing half written stays', async () => {
    await using state = await stateFolder();
    await mkdir(state.file, { recursive: true }); // no file can be renamed onto a folder
    expect(() => writeKept(state.file, 'text')).toThrow(/EISDIR|EPERM/);
    expect(await readdir(dirname(state.file))).toEqual(['progress.json']);
  });

  test('the lesson is played, and its exit status is its own', async () => {
    const env = { XDG_STATE_HOME: '/dev/null/\x1b[2J' };
    const { status, stderr } = await callCli(['lesson', '1', '--no-pause', '--port', '0'], {
      canAsk: true,
      env,
    });
    expect(stderr).toMatch(/^still-answering: your progress was not kept: ENOTDIR.+\\x1b\[2J.+\n$/);
    expect(status).toBe(0);
  });
});

describe('a planted link', () => {
  test('is replaced, its target untouched', async () => {
    await using state = await stateFolder();
    const target = join(state.path, 'target');
    await writeFile(target, JSON.stringify(empty));
    await mkdir(dirname(state.file));
    await symlink(target, state.file);
    await keepProgress(state.file, '01-the-swap', predicted, state.note);
    expect(await readFile(target, 'utf8')).toBe(JSON.stringify(empty));
    expect((await lstat(state.file)).isSymbolicLink()).toBe(false);
  });

  test('to nowhere makes no file there', async () => {
    await using state = await stateFolder();
    const target = join(state.path, 'target');
    await mkdir(dirname(state.file));
    await symlink(target, state.file);
    await keepProgress(state.file, '01-the-swap', predicted, state.note);
    expect(existsSync(target)).toBe(false);
    expect((await read(state.file)).lessons).toHaveProperty('01-the-swap');
  });
});

describe('who is remembered', () => {
  const script = ['/usr/bin/script', '/bin/script'].find(existsSync);
  const [down, enter] = ['\x1b[B', '\r'];

  test('whoever was asked on a terminal: lesson, choice and confidence', async (ctx) => {
    needs(ctx, 'script', script);
    await using state = await stateFolder();
    const options = { terminal: true, env: state.env };
    await using cli = await startCli(['lesson', '1', '--port', '0'], options);
    await cli.until('to navigate');
    cli.write(enter);
    await cli.until('How sure are you?');
    cli.write(down + down + enter);
    expect(await cli.ended).toBe(0);

    expect((await read(state.file)).lessons).toEqual({
      '01-the-swap': {
        played: today,
        predictions: { 'who-answers': { choice: 'app-2', confidence: 'sure' } },
      },
    });
    const { stdout } = await callCli(['lesson'], { env: state.env });
    expect(stdout).toMatch(/^ 1 {3}✓ done {2}The swap$/m);
  });

  test('whoever played it on a terminal without being asked: the lesson', async () => {
    await using state = await stateFolder();
    const io = { canAsk: true, env: state.env };
    await callCli(['lesson', '1', '--no-pause', '--port', '0'], io);
    expect((await read(state.file)).lessons).toEqual({
      '01-the-swap': { played: today, predictions: {} },
    });
  });

  test.for([
    ['a pipe or CI', [], {}],
    ['--json', ['--json'], { canAsk: true }],
  ] as const)('not %s', async ([, options, io]) => {
    await using state = await stateFolder();
    const args = ['lesson', '1', '--port', '0', ...options];
    const { status } = await callCli(args, { ...io, env: state.env });
    expect(status).toBe(0);
    expect(await readdir(state.path)).toEqual([]);
  });
});

describe('the place', () => {
  test.for([
    ['linux', { HOME: '/h' }, '/h/.local/state/still-answering/progress.json'],
    ['linux', { HOME: '/h', XDG_STATE_HOME: '/s' }, '/s/still-answering/progress.json'],
    ['linux', { HOME: '/h', XDG_STATE_HOME: '' }, '/h/.local/state/still-answering/progress.json'],
    ['linux', { HOME: '/h', XDG_STATE_HOME: 's' }, '/h/.local/state/still-answering/progress.json'],
    ['darwin', { HOME: '/h' }, '/h/Library/Application Support/still-answering/progress.json'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/still-answering/progress.json'],
  ] as const)('on %s with %o: %s', ([platform, env, path]) => {
    expect(progressFile(env, platform)).toBe(path);
  });
});
