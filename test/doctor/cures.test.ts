import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entryOf } from '../../code/doctor/source/entry.ts';
import { findLine } from '../../code/doctor/source/find-line.ts';
import { kindOfProgram } from '../../code/doctor/source/kind-of-program.ts';
import { usesHttpServer } from '../../code/doctor/source/uses-http-server.ts';
import { whereToLook } from '../../code/doctor/source/where-to-look.ts';
import { cureOf } from '../../code/doctor/verdicts/cures.ts';
import { rules } from '../../code/doctor/verdicts/rules.ts';
import { followCures } from '../helpers/follow-cures.ts';
import { mended } from '../specimens/mended/mended.ts';

describe.concurrent('A server is mended by its report alone', () => {
  // The other pairs take a minute: npm run prove doctor.mended
  const quick = mended.filter(({ id }) => id === 'express' || id === 'shell');
  test.for(quick)('$id', async (pair) => await followCures(pair));
});

/** A project as people have it. */
const files = {
  'package.json': JSON.stringify(
    {
      main: 'lib/main.js',
      scripts: {
        start: 'NODE_ENV=production node --import ./tracing.js dist/main.js',
        dev: 'npm run build && exec node server.ts --verbose',
        loop: 'npm run loop',
      },
    },
    null,
    2,
  ),
  'tracing.js': '',
  'dist/main.js': "import { start } from './app.js';\nstart();\n",
  'dist/app.js': [
    "import { createServer } from 'node:http';",
    '// process.on("SIGTERM") is not handled',
    'export const start = () => createServer().listen(3000);',
  ].join('\n'),
  'lib/main.js': '',
  'server.ts': "import './stop.js';\n",
  'stop.ts': "\nprocess.on('SIGTERM', stop);\n",
  'api/app.py': 'signal.signal(signal.SIGTERM, stop)\n',
  'own.py': '# a server\nfrom http.server import ThreadingHTTPServer\n',
  'below.py': '# from http.server import ThreadingHTTPServer\nfrom flask import Flask\n',
  'run.sh': '#!/bin/sh\necho up\nnode server.ts\necho down\n',
  'worker.js': "\nsetInterval(work, 100);\nprocess.on('SIGINT', () => {});\n",
  'sends.js':
    "child.kill('SIGTERM');\nconst { TERM } = process.env;\nimport closeWithGrace from 'x';\napp.listen(1);\n",
  'puma.rb': "Signal.trap('TERM') { stop }\n",
  'node_modules/x/bin.js': 'listen()',
};
let home: Awaited<ReturnType<typeof mkdtempDisposable>>;
const at = (file: string) => join(home.path, file);
beforeAll(async () => {
  home = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(at(file)), { recursive: true });
    await writeFile(at(file), text);
  }
});
afterAll(() => home?.[Symbol.asyncDispose]());

describe('The file that a command line runs', () => {
  test.each([
    ['node server.ts', 'server.ts'],
    ['node --import ./tracing.js server.ts tracing.js', 'server.ts'],
    ['node .', 'lib/main.js'],
    ['npm start', 'dist/main.js'],
    ['npm run dev', 'server.ts'],
    ['yarn dev', 'server.ts'],
    ['sh run.sh', 'run.sh'],
    ['gunicorn -w 2 api.app:app', 'api/app.py'],
    ['python3 -m api.app', 'api/app.py'],
  ])('%s', (line, file) => {
    expect(entryOf(line.split(' '), home.path)).toBe(at(file));
  });

  test.each(['npm run missing', 'npm run loop', 'node node_modules/x/bin.js', './binary', 'nginx'])(
    'of none: %s',
    (line) => {
      expect(entryOf(line.split(' '), home.path)).toBeUndefined();
    },
  );
});

describe('Where a cure begins', () => {
  const look = (rule: string, line: string, signal = 'SIGTERM') => {
    const command = line.split(' ');
    const chain = [{ pid: 1, program: line }];
    return whereToLook(rule, { command, chain, signal, cwd: home.path, base: home.path });
  };

  test('in the handler of the signal, also in a file that the first one imports', () => {
    expect(look('held', 'node server.ts')).toEqual({
      file: 'stop.ts',
      line: 2,
      text: "process.on('SIGTERM', stop);",
      hint: 'SIGTERM is handled here',
    });
    expect(look('held', 'uvicorn api.app:app')).toMatchObject({ file: 'api/app.py', line: 1 });
    expect(look('held', 'node worker.js', 'SIGINT')).toMatchObject({ line: 3 });
  });

  test('where it listens, where no line handles it: a comment is none', () => {
    expect(look('no handler', 'npm start')).toMatchObject({
      file: 'dist/app.js',
      line: 3,
      hint: 'it listens here; no line was found that handles SIGTERM; the file is built: change its source',
    });
  });

  test('not where the signal is sent, or a variable is named like it', () => {
    expect(look('held', 'node sends.js')).toMatchObject({ line: 4, text: 'app.listen(1);' });
    expect(look('held', 'ruby puma.rb')).toMatchObject({ line: 1 });
  });

  test('in what starts it, where that keeps the signal', () => {
    const chain = [
      { pid: 1, program: 'sh run.sh' },
      { pid: 2, program: 'node server.ts' },
    ];
    const source = { chain, signal: 'SIGTERM', cwd: home.path, base: home.path };
    const command = (line: string) => ({ ...source, command: line.split(' ') });
    const inShell = whereToLook('signal kept', command('sh run.sh'));
    expect(inShell).toMatchObject({ file: 'run.sh', line: 3, text: 'node server.ts' });
    // It heard the signal, and did not wait for whom it had started.
    expect(whereToLook('ended first', command('sh run.sh'))).toEqual(inShell);
    const become = { ...command('sh run.sh'), chain: chain.slice(1) };
    expect(whereToLook('ended first', become)).toMatchObject({ file: 'stop.ts', line: 2 });
    const inScript = whereToLook('signal kept', command('npm run dev'));
    expect(inScript).toMatchObject({ file: 'package.json', line: 5 });
  });

  test('at a timer, where nothing of HTTP holds the process', () => {
    expect(look('held by nothing of HTTP', 'node worker.js')).toMatchObject({ line: 2 });
  });

  test('nowhere, where no source is known; whole paths, where it was attached', () => {
    expect(look('held', 'nginx')).toBeUndefined();
    const chain = [{ pid: 1, program: 'node server.ts' }];
    const attached = { command: null, chain, signal: 'SIGTERM', cwd: home.path, base: null };
    expect(whereToLook('held', attached)?.file).toBe(at('stop.ts'));
  });

  test('a line is found by what it matches, whatever the file is', () => {
    expect(findLine(at('missing.js'), /x/)).toBeUndefined();
  });
});

test.each([
  ['own.py', true],
  ['api/app.py', false],
  ['below.py', false],
])('Of http.server is told who listens by it: %s, %s', (file, uses) => {
  expect(usesHttpServer(at(file))).toBe(uses);
  expect(usesHttpServer(undefined)).toBe(false);
});

test('What is a cure in this kind of program alone is said there alone', () => {
  expect(kindOfProgram(['/usr/bin/python3.11', 'x'], '')).toBe('Python');
  expect(kindOfProgram(['next-server'], 'server.mts')).toBe('Node');
  // A framework's program shows no source file, and may call itself what it likes.
  for (const program of ['next-server', 'next', 'nuxt', 'astro', 'vite', 'react-router-serve'])
    expect([program, kindOfProgram([`/app/node_modules/.bin/${program}`], '')]).toEqual([
      program,
      'Node',
    ]);
  for (const rule of ['held', 'no handler'])
    expect(cureOf(rule, 'Node')).toMatch(/Where a framework makes the server: .*\/preload/);
  expect(kindOfProgram(['/usr/sbin/nginx'], undefined)).toBeNull();
  const { cure } = rules['port kept'];
  expect(cureOf('port kept', null)).toBe(cure);
  expect(cureOf('port kept', 'Python')).toMatch(/^Close .* Call it in a thread of its own\.$/);
});
