import { lstat, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keepProgress, progressFile, readProgress } from '../code/course/progress.ts';
import { callCli } from './run-cli.ts';

async function stateFolder(): Promise<AsyncDisposable & { path: string; file: string }> {
  const path = await mkdtemp(join(tmpdir(), 'still-answering-test-'));
  const file = progressFile({ XDG_STATE_HOME: path });
  return { path, file, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

const predicted = new Map([['who-answers', { choice: 'app-2', confidence: 'sure' as const }]]);

describe('what was done in the terminal', () => {
  test('is kept in a readable file of one’s own, and shown in the list', async () => {
    await using state = await stateFolder();
    const notes: string[] = [];
    keepProgress(state.file, '01-the-swap', predicted, (note) => notes.push(note));

    expect(notes).toEqual([]);
    expect(JSON.parse(await readFile(state.file, 'utf8'))).toMatchObject({
      version: 1,
      lessons: {
        '01-the-swap': { predictions: { 'who-answers': { choice: 'app-2', confidence: 'sure' } } },
      },
    });
    expect((await lstat(state.file)).mode & 0o777).toBe(0o600);
    const { stdout } = await callCli(['lesson'], { env: { XDG_STATE_HOME: state.path } });
    expect(stdout).toMatch(/^ 1 {3}✓ done {2}The swap$/m);
    expect(stdout).toMatch(/^ 2 {4}8 min {2}Not modified$/m);
  });

  test('a second lesson leaves the first, a second run its earlier predictions', async () => {
    await using state = await stateFolder();
    const never = () => expect.unreachable();
    keepProgress(state.file, '01-the-swap', predicted, never);
    keepProgress(state.file, '02-not-modified', new Map(), never);
    keepProgress(state.file, '01-the-swap', new Map(), never);
    const { lessons } = readProgress(state.file, never);
    expect(Object.keys(lessons)).toEqual(['01-the-swap', '02-not-modified']);
    expect(lessons['01-the-swap']?.predictions).toHaveProperty('who-answers');
  });

  test.for(['not json', '{"version":7,"lessons":{}}', '[]'])(
    'a broken file, %s, is set aside with a note',
    async (text) => {
      await using state = await stateFolder();
      keepProgress(state.file, '01-the-swap', predicted, () => {});
      await writeFile(state.file, text);
      const notes: string[] = [];
      expect(readProgress(state.file, (note) => notes.push(note))).toEqual({
        version: 1,
        lessons: {},
      });
      expect(notes).toHaveLength(1);
      expect(await readFile(state.file.replace('.json', '.broken.json'), 'utf8')).toBe(text);
    },
  );

  test('a folder that cannot be written is a note, and no failure', async () => {
    await using state = await stateFolder();
    await writeFile(join(state.path, 'still-answering'), 'a file where the folder should be');
    const notes: string[] = [];
    keepProgress(state.file, '01-the-swap', predicted, (note) => notes.push(note));
    expect(notes[0]).toMatch(/^your progress was not kept: /);
  });

  test('a link planted at the file is replaced, its target untouched', async () => {
    await using state = await stateFolder();
    keepProgress(state.file, '01-the-swap', predicted, () => {});
    const target = join(state.path, 'target');
    await writeFile(target, '{"version":1,"lessons":{}}');
    await rm(state.file);
    await symlink(target, state.file);
    keepProgress(state.file, '02-not-modified', predicted, () => {});
    expect(await readFile(target, 'utf8')).toBe('{"version":1,"lessons":{}}');
    expect((await lstat(state.file)).isSymbolicLink()).toBe(false);
  });

  test.for([
    ['linux', { HOME: '/h' }, '/h/.local/state/still-answering/progress.json'],
    ['darwin', { HOME: '/h' }, '/h/Library/Application Support/still-answering/progress.json'],
  ] as const)('on %s lies where state belongs', ([platform, env, path]) => {
    expect(progressFile(env, platform)).toBe(path);
  });
});
