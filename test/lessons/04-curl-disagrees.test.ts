import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import * as buggy from '../../code/01-the-swap/buggy.ts';
import { findProgram } from '../../code/lab/find-program.ts';
import { ending, only, portOf } from '../helpers/lesson.ts';
import { needs } from '../helpers/needs.ts';
import { toldAsRecorded, toldByAll } from '../helpers/told.ts';

const slug = '04-curl-disagrees';

toldByAll(slug, ({ answers, findings, events }) => {
  expect(answers).toEqual([
    'browser 200 App 1',
    'curl 200 App 1',
    'browser 304 App 1',
    'curl 200 App 2',
    'browser 304 App 1',
  ]);
  expect(findings).toEqual(['curl-disagrees']);
  // The planted clue is curl's own line.
  const [first] = only('command', events).filter(({ tool }) => tool === 'curl');
  expect(first?.output).toMatch(/^\* Connection #0 to host 127\.0\.0\.1 left intact/m);
});

toldAsRecorded(slug, { program: 'fixed', browser: 'stand-in' }, ({ answers, findings }) => {
  expect(answers.slice(2)).toEqual(['browser 200 App 2', 'curl 200 App 2', 'browser 304 App 2']);
  expect(findings).toEqual(['curl-agrees']);
});

test('one curl with the address twice, begun after the swap, gets App 2 twice', async (ctx) => {
  needs(ctx, 'curl', findProgram(['curl'], process.env));
  const app1 = await buggy.start('Hello, world!', 0);
  await using _1 = ending(app1);
  const url = `http://127.0.0.1:${portOf(app1)}/`;
  const curl = async (...urls: string[]) =>
    (await promisify(execFile)('curl', ['-s', '--noproxy', '*', ...urls])).stdout;
  expect(await curl(url)).toBe('Hello, world!\n');
  await buggy.stop(app1);
  await using _2 = ending(await buggy.start('Hello, world2!', Number(new URL(url).port)));
  expect(await curl(url, url)).toBe('Hello, world2!\n'.repeat(2));
});
