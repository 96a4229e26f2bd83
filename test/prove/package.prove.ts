import { execFile } from 'node:child_process';
import { mkdir, mkdtempDisposable, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Examination } from '../../code/doctor/examination.ts';
import { makePackage } from '../../code/package/make-package.ts';

const run = promisify(execFile);

/** A server of no framework, as somebody has it who never saw this course. */
const server = `
  const app = require('http').createServer({ keepAliveTimeout: 1000 }, (request, response) => response.end('ok'));
  app.listen(process.env.PORT, '127.0.0.1');
  process.once('SIGTERM', () => app.close());`;

/** The machine's own Node, where it has another than the one that runs the tests. */
const path = (process.env.PATH ?? '').split(delimiter).filter((each) => !/node_modules/.test(each));
const env = { ...process.env, PATH: path.join(delimiter), NO_COLOR: '1' };

let home: Awaited<ReturnType<typeof mkdtempDisposable>>;
let empty: string;
beforeAll(async () => {
  home = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
  const folder = join(home.path, 'package');
  await makePackage(folder);
  // Packed from here, what the package needs is found without a network.
  const needed = [...(await foldersNeeded(folder))];
  await npm(['pack', folder, ...needed, '--ignore-scripts', '--pack-destination', home.path]);
  empty = join(home.path, 'empty');
  await mkdir(empty);
  const tarballs = (await readdir(home.path)).filter((name) => name.endsWith('.tgz'));
  await npm(
    [
      'install',
      '--offline',
      '--no-audit',
      '--no-fund',
      ...tarballs.map((name) => join('..', name)),
    ],
    empty,
  );
}, 120_000);
afterAll(() => home?.[Symbol.asyncDispose]());

test('its doctor examines a server from an empty folder, on the Node that is there', async () => {
  const command = [
    'still-answering',
    'doctor',
    '--only',
    'P1,P17',
    '--json',
    '--',
    'node',
    '-e',
    server,
  ];
  const { code, stdout } = await run('npx', command, { cwd: empty, env }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error) => error,
  );
  const { target, diagnoses, probes } = Examination.parse(JSON.parse(stdout));
  expect(target.command).toEqual(command.slice(6));
  expect(diagnoses).toEqual(['still answering']);
  expect(probes.find(({ id }) => id === 'P17')?.level).toBe('fault');
  expect(code).toBe(1);
});

test('its library gives the same to a test, and the stop without a fault to a server', async () => {
  const careful = `
    import { createServer } from 'node:http';
    import { careful } from 'still-answering/careful';
    const app = createServer((request, response) => response.end('ok'));
    careful(app.listen(process.env.PORT, '127.0.0.1'));`;
  await writeFile(join(empty, 'server.mjs'), careful);
  const asks = `
    import { examine } from 'still-answering';
    const { diagnoses } = await examine({ command: ['node', 'server.mjs'], only: ['P1', 'P2', 'P5', 'P11'] });
    console.log(diagnoses.join());`;
  await writeFile(join(empty, 'asks.mjs'), asks);
  const { stdout } = await run('node', ['asks.mjs'], { cwd: empty, env });
  expect(stdout).toBe('graceful\n');
});

test('it stops a server that a framework makes for itself', async () => {
  const unseen = `
    import { createServer } from 'node:http';
    import { setTimeout as pause } from 'node:timers/promises';
    const app = createServer(async (request, response) => {
      if (request.url === '/slow') await pause(1_500);
      response.end('ok');
    });
    app.listen(process.env.PORT, '127.0.0.1');`;
  await writeFile(join(empty, 'unseen.mjs'), unseen);
  const command = ['node', '--import', 'still-answering/preload', 'unseen.mjs'];
  const asks = ['--slow', '/slow', '--only', 'P3', '--json', '--', ...command];
  const { stdout } = await run('npx', ['still-answering', 'doctor', ...asks], { cwd: empty, env });
  expect(Examination.parse(JSON.parse(stdout)).diagnoses).toEqual(['no fault']);
});

test('it has no part of the course, and says what it is for without one', async () => {
  const lib = join(empty, 'node_modules/still-answering/lib');
  expect((await readdir(lib)).toSorted()).toEqual(['base', 'cli', 'doctor', 'package', 'sockets']);
  expect(await readdir(join(lib, 'cli'))).not.toContain('lesson.js');
  const { stdout } = await run('npx', ['still-answering', '--help'], { cwd: empty, env });
  expect(stdout).toMatch(/doctor .*\n.*sockets/s);
  expect(stdout).not.toMatch(/lesson/);
});

test('its remedies name the package, and the checkout’s the checkout', async () => {
  const { called: here } = await import('../../code/base/called.ts');
  const there = await import(join(empty, 'node_modules/still-answering/lib/base/called.js'));
  expect(here('doctor', '--json')).toBe('npm run doctor -- --json');
  expect(there.called('doctor', '--json')).toBe('npx still-answering doctor --json');
});

async function npm(args: readonly string[], cwd?: string): Promise<void> {
  await run('npm', ['--silent', ...args], { cwd, env });
}

/** The folders of what a package depends on, and of what that depends on. */
async function foldersNeeded(folder: string, found = new Set<string>()): Promise<Set<string>> {
  for (const name of Object.keys(await dependencies(folder))) {
    const its = resolve('node_modules', name);
    if (found.has(its)) continue;
    found.add(its);
    await foldersNeeded(its, found);
  }
  return found;
}

async function dependencies(folder: string): Promise<Record<string, string>> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).dependencies ?? {};
}
