import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MissingProgram } from '../../code/base/errors.ts';
import { oneAtATime } from '../../code/base/one-at-a-time.ts';
import { build } from '../../code/cli/build/act.ts';
import { fingerprint } from '../../code/course/build/fingerprint.ts';
import { recordedIo, smallProject } from '../helpers/small-project.ts';

let project: Awaited<ReturnType<typeof smallProject>>;
beforeAll(async () => {
  project = await smallProject();
});
afterAll(() => project[Symbol.asyncDispose]());

/** A page whose rendering says that it has begun, and by which process, and waits to be let go on. */
const gatedPage = (text: string) => `---
import { existsSync, writeFileSync } from 'node:fs';
writeFileSync('rendering', String(process.pid));
while (!existsSync('go')) await new Promise((again) => setTimeout(again, 10));
---
<h1>${text}</h1>`;

const path = (name: string) => join(project.root, name);
const read = (name: string) => readFile(path(name), 'utf8');
/** Resolves with the pid of Astro, in the middle of its build. */
const rendering = () =>
  expect.poll(() => read('rendering').catch(() => ''), { timeout: 20_000 }).not.toBe('');

/** What the first build says. */
const one = recordedIo();

test('of two builds at once one builds, the other waits and finds the work done', async () => {
  await mkdir(path('.astro/build-killed'), { recursive: true });
  await project.write('site/pages/index.astro', gatedPage('First'));
  const other = recordedIo();

  const first = build(one, project.root);
  await rendering();
  const second = build(other, project.root);
  await expect
    .poll(() => other.said, { timeout: 5_000 })
    .toContain('Another build of the site is running');
  expect(await readdir(project.root)).not.toContain('dist');
  await project.write('go', '');

  expect(await Promise.all([first, second])).toEqual([0, 0]);
  expect(one.said).toMatch(/Built 2 pages in \d+\.\d s\.\n$/);
  expect(other.said).toMatch(/The site is up to date\.\n$/);
  expect(await read('dist/index.html')).toContain('First');
  expect(await workshops()).toEqual([]);
});

test('in a pipe each step of Astro is a line, in its own words; no time is promised', () => {
  const [first, ...steps] = one.said.trimEnd().split('\n');
  expect(first).toBe('Building the site, since something has changed.');
  expect(steps.pop()).toMatch(/^Built 2 pages in \d+\.\d s\.$/);
  expect(steps).toContain('Astro: Building static entrypoints');
  expect(steps).toContain('Astro: generating static routes');
  for (const step of steps) expect(step).toMatch(/^Astro: [\w ]+$/);
});

test('what Astro cannot build is told in its own words, and the last good site stays', async () => {
  const stamp = await read('dist/.built-from');
  await project.write('site/pages/index.astro', '<h1>{unclosed</h1>');
  const io = recordedIo();

  expect(await build(io, project.root)).toBe(1);

  expect(io.complained).toContain('[ERROR]');
  expect(io.complained).toContain('site/pages/index.astro:1');
  expect(io.complained).toMatch(/The site was not built\. Astro says why, above\.\n$/);
  expect(await read('dist/index.html')).toContain('First');
  expect(await read('dist/.built-from')).toBe(stamp);
  expect(await workshops()).toEqual([]);
});

test('an interrupted build leaves the last good site, no folder and no process', async () => {
  await rm(path('rendering'));
  await rm(path('go'));
  await project.write('site/pages/index.astro', gatedPage('Second'));
  const io = recordedIo();

  const building = build(io, project.root);
  await rendering();
  const astro = Number(await read('rendering'));
  expect(process.kill(astro, 0)).toBe(true);
  io.interrupt();

  await expect(building).rejects.toThrow('interrupted');
  expect(() => process.kill(astro, 0)).toThrow('ESRCH');
  expect(await read('dist/index.html')).toContain('First');
  expect(await workshops()).toEqual([]);
});

test('on a terminal the step stands in place, with the seconds, and is gone at the end', async () => {
  await project.write('site/pages/index.astro', '<h1>Fourth</h1>');
  const io = recordedIo();

  expect(await build({ ...io, isTTY: true }, project.root)).toBe(0);

  expect(io.said).toMatch(/\r *\r\d+ s, waiting for Astro: \w+/);
  expect(io.said).toMatch(/\r *\rBuilt 2 pages in \d+\.\d s\.\n$/);
});

test('a lesson’s front matter that is wrong is told with file and line, before Astro starts', async () => {
  await mkdir(path('lessons'));
  await project.write('lessons/01-the-swap.mdx', '---\ntitle: x\nnav: x\nminutes: soon\n---\n');
  const io = recordedIo();

  await expect(build(io, project.root)).rejects.toThrow(/^lessons\/01-the-swap\.mdx:4: minutes: /);
  expect(io.said).not.toContain('Astro');
  await rm(path('lessons'), { recursive: true });
});

test('without Astro the way to get it is named', async () => {
  await using empty = await folder();
  const building = build(recordedIo(), empty.path);

  await expect(building).rejects.toThrow(MissingProgram);
  await expect(building).rejects.toMatchObject({ remedy: expect.stringContaining('npm ci') });
});

test('a turn ends with the death of its holder', async () => {
  const held = new URL('../../code/base/one-at-a-time.ts', import.meta.url).href;
  const holder = spawn(process.execPath, [
    '--input-type=module',
    `--eval=import { oneAtATime } from '${held}';
      await oneAtATime('test of turns', { signal: new AbortController().signal, onWait() {} });
      process.stdout.write('my turn');
      setInterval(() => {}, 1e9);`,
  ]);
  await once(holder.stdout, 'data');
  const { signal } = new AbortController();

  const waiting = Promise.withResolvers<void>();
  const turn = oneAtATime('test of turns', { signal, onWait: waiting.resolve });
  await waiting.promise;
  holder.kill('SIGKILL');

  (await turn)[Symbol.dispose]();
});

test('who waits for a turn can be interrupted', async () => {
  const io = recordedIo();
  using _mine = await oneAtATime('another test', { signal: io.signal, onWait() {} });

  const waiting = oneAtATime('another test', { signal: io.signal, onWait: io.interrupt });

  await expect(waiting).rejects.toThrow();
});

test('the fingerprint changes with each byte and each name, and with nothing else', async () => {
  await using inputs = await folder();
  const of = () => fingerprint(inputs.path, ['code', 'astro.config.mjs']);
  const at = (name: string) => join(inputs.path, name);
  const seen = new Set([await of()]);
  const expectNew = async () => {
    const now = await of();
    expect(seen).not.toContain(now);
    seen.add(now);
  };

  await mkdir(at('code/01-the-swap'), { recursive: true });
  await writeFile(at('code/01-the-swap/buggy.ts'), 'stop');
  await expectNew();
  await writeFile(at('code/01-the-swap/buggy.ts'), 'Stop');
  await expectNew();
  await rename(at('code/01-the-swap/buggy.ts'), at('code/01-the-swap/fixed.ts'));
  await expectNew();
  await writeFile(at('code/02.ts'), '');
  await expectNew();
  await writeFile(at('astro.config.mjs'), '');
  await expectNew();

  await writeFile(at('notes.txt'), 'not an input');
  expect(seen).toContain(await of());
});

const workshops = async () =>
  (await readdir(path('.astro'))).filter((name) => name.startsWith('build-'));

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'still-answering-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
