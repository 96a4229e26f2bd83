import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Examination } from '../../code/doctor/examination.ts';
import { findProject } from '../../code/doctor/source/find-project.ts';
import { needs } from '../helpers/needs.ts';
import { callCli, startCli } from '../helpers/run-cli.ts';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
const handles = "process.once('SIGTERM', () => process.exit());";
const listen = "listen(process.env.PORT, '127.0.0.1')";

/** A folder with these files, which finds the packages that are here. */
async function project(files: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'still-answering-test-'));
  await symlink(modules, join(folder, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return {
    folder,
    read: (name: string) => readFile(join(folder, name), 'utf8'),
    has: (name: string) => existsSync(join(folder, name)),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

const about = (fields: object) => ({ 'package.json': JSON.stringify(fields) });

/** As their makers' starters lay them, but for what is of no matter here. */
const plain = {
  ...about({ scripts: { start: 'node server.js' }, type: 'module' }),
  'package-lock.json': '{}',
  'server.js': [
    "import { createServer } from 'node:http';",
    'createServer(({ url }, answer) => {',
    "  if (url === '/wait') setTimeout(() => answer.end('late'), 1_500);",
    "  else answer.end('hello');",
    `}).${listen};`,
    handles,
  ].join('\n'),
};
const express = {
  ...about({ dependencies: { express: '5' }, main: 'app.js', type: 'module' }),
  'app.js': [
    "import express from 'express';",
    'const app = express();',
    "app.get('/', (_, answer) => answer.send('hello'));",
    "app.get('/report', (_, answer) => answer.send('at once'));",
    `app.${listen};`,
    handles,
  ].join('\n'),
};
const fastify = {
  ...about({ dependencies: { fastify: '5' }, scripts: { start: 'node src/server.js' } }),
  'src/server.js': "require('./routes.js');",
  'src/routes.js': "app.get('/jobs/:id', job); app.get('/sums', () => pause(2000));",
};
const nest = {
  ...about({
    dependencies: { '@nestjs/core': '11', express: '5' },
    scripts: { start: 'nest start', 'start:prod': 'node dist/main', build: 'nest build' },
  }),
  'yarn.lock': '',
  'src/main.ts': "import { AppModule } from './app.module';",
  'src/app.module.ts': "import { Cats } from './cats.controller';",
  'src/cats.controller.ts': "@Get('report')\nreport() { return this.cats.all(); }",
};
const next = {
  ...about({ dependencies: { next: '16' }, scripts: { start: 'next start', build: 'next build' } }),
  'pnpm-lock.yaml': '',
};

describe('What is found in a folder', () => {
  test.for([
    ['node:http', plain, 'node server.js', '/wait', ['npm ci']],
    ['Express', express, 'node app.js', '/report', ['npm install']],
    ['Fastify', fastify, 'node src/server.js', '/sums', ['npm install']],
    [
      'Nest',
      nest,
      'node dist/main',
      '/report',
      ['corepack enable', 'yarn install --immutable', 'npm run build'],
    ],
    [
      'Next',
      next,
      'node node_modules/next/dist/bin/next start',
      undefined,
      ['corepack enable', 'pnpm install --frozen-lockfile', 'npm run build'],
    ],
  ] as const)('%s', async ([framework, files, command, slow, before]) => {
    await using her = await project(files);
    const found = { framework, command: command.split(' '), slow, before };
    expect(findProject(her.folder)).toEqual(found);
  });

  test.for([
    ['nothing', {}],
    ['a package without a server', { ...about({ main: 'a.js' }), 'a.js': 'console.log(1)' }],
  ] as const)('%s: exit 2, with what to do', async ([, files]) => {
    await using her = await project(files);
    const { status, stderr } = await callCli(['doctor', 'init', '--yes', '--cwd', her.folder]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/no server was found in .*\n {2}go to the folder of its package.json/);
    expect(her.has('.github')).toBe(false);
  });
});

describe.concurrent('doctor init --yes', () => {
  test('writes a workflow with the slow route, and the baseline that it names', async () => {
    await using her = await project(plain);
    const { status, stdout } = await callCli(['doctor', 'init', '--yes', '--cwd', her.folder]);
    expect(stdout).toMatch(/^Found: node:http, node server.js, perhaps slow: \/wait\n/);
    expect(stdout).toMatch(/It stops so: abrupt. The baseline has \d faults/);
    expect(status).toBe(0);

    const { jobs } = parse(await her.read('.github/workflows/doctor.yml'));
    const [checkout, install, doctor] = jobs.doctor.steps;
    expect(checkout.uses).toMatch(/^actions\/checkout@/);
    expect(install).toEqual({ run: 'npm ci' });
    expect(doctor.with).toEqual({
      command: 'node server.js',
      slow: '/wait',
      baseline: 'doctor.json',
    });
    const { diagnoses } = Examination.parse(JSON.parse(await her.read('doctor.json')));
    expect(diagnoses).toEqual(['abrupt']);
  });

  test('leaves out a route that was not slow, and says how to name one', async () => {
    await using her = await project(express);
    const line = ['doctor', 'init', '--yes', '--signal', 'TERM', '--cwd', her.folder];
    const { status, stdout, stderr } = await callCli(line);
    expect(stderr).toMatch(/^sent SIGTERM to \d+/m); // so that its ten seconds in a pipe look like no hang
    expect(stdout).toMatch(/perhaps slow: \/report\n/);
    expect(stdout).toMatch(/Name a path that answers late/);
    expect(status).toBe(0);
    const workflow = await her.read('.github/workflows/doctor.yml');
    expect(workflow).toMatch(/^ +# slow: \/path/m);
    expect(parse(workflow).jobs.doctor.steps.at(-1).with).toEqual({
      command: 'node app.js',
      signal: 'TERM',
      baseline: 'doctor.json',
    });
    expect(Examination.parse(JSON.parse(await her.read('doctor.json'))).unseen).toEqual([]);
  });

  test.for(['.github/workflows/doctor.yml', 'doctor.json'])(
    'never overwrites %s: exit 2, says so, and what it would have written',
    async (file) => {
      await using her = await project({ ...plain, [file]: 'mine' });
      const { status, stderr } = await callCli(['doctor', 'init', '--yes', '--cwd', her.folder]);
      expect(status).toBe(2);
      expect(stderr).toContain(`${file} is there already, and nothing was written`);
      expect(stderr).toMatch(/command: node server.js\n +slow: \/wait\n +baseline: doctor.json/);
      expect(await her.read(file)).toBe('mine');
      expect(['.github/workflows/doctor.yml', 'doctor.json'].filter(her.has)).toEqual([file]);
    },
  );

  test('writes nothing where the server cannot be examined', async () => {
    await using her = await project({ ...plain, 'server.js': "import 'node:http'; no such" });
    const { status, stderr } = await callCli(['doctor', 'init', '--yes', '--cwd', her.folder]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/ended with status 1 before the signal/);
    expect(['.github', 'doctor.json'].filter(her.has)).toEqual([]);
  });
});

describe('doctor init asks', () => {
  test('nobody can be asked in a pipe: exit 2, with the way round', async () => {
    await using her = await project(plain);
    const { status, stderr } = await callCli(['doctor', 'init', '--cwd', her.folder]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/nobody can be asked here\n {2}without a question: .*init --yes/);
    expect(['.github', 'doctor.json'].filter(her.has)).toEqual([]);
  });

  test.for([
    ['no', 'n', 0],
    ['Ctrl-C', '\x03', 130],
  ] as const)('%s leaves nothing', async ([, key, status], ctx) => {
    needs(ctx, 'script', existsSync('/usr/bin/script'));
    await using her = await project(plain);
    const options = { terminal: true };
    await using cli = await startCli(['doctor', 'init', '--cwd', her.folder], options);
    await cli.until('Start and stop it once');
    cli.write(key);
    expect(await cli.ended).toBe(status);
    expect(['.github', 'doctor.json'].filter(her.has)).toEqual([]);
    expect(await cli.leftovers()).toEqual([]);
  });

  test('yes, and Ctrl-C while it is examined leaves nothing', async (ctx) => {
    needs(ctx, 'script', existsSync('/usr/bin/script'));
    const ignores = plain['server.js'].replace('process.exit()', '{}');
    await using her = await project({ ...plain, 'server.js': ignores });
    await using cli = await startCli(['doctor', 'init', '--cwd', her.folder], { terminal: true });
    await cli.until('Start and stop it once');
    cli.write('y');
    await cli.until('what the stop does');
    cli.write('\x03');
    expect(await cli.ended).toBe(130);
    expect(['.github', 'doctor.json'].filter(her.has)).toEqual([]);
    expect(await cli.leftovers()).toEqual([]);
  });
});
