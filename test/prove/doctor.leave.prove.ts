import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { measureLeave } from '../../code/course/measure/leave.ts';
import { examine } from '../../code/doctor/examine.ts';

const good = 'not ready, say close, 2 s later drain (careful.ts, serveOn)';
const program = fileURLToPath(
  new URL('../../code/course/measure/leave.process.ts', import.meta.url),
);

/** An init that passes the signal on: the program is told by its parent that it is measured. */
const init = `
  const { fork } = require('node:child_process');
  const child = fork(process.argv[1], ['--port', process.env.PORT, process.argv[2]]);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code) => process.exit(code));`;

test('The order that the doctor calls good says that it leaves, and serves on until it stops', async () => {
  const found = await examine({
    command: [process.execPath, '-e', init, program, good],
    ...{ paths: { slow: '/slow' }, readyPath: '/ready' },
  });
  expect(found.diagnoses).toEqual(['graceful']);
  expect(found.findings.map(({ rule }) => rule)).toContain('drained');
  expect(found.phases.readyTurnedMs).not.toBeNull();
});

const { signal } = new AbortController();

test.each(['a balancer', 'HAProxy'] as const)(
  'Behind %s it loses none of 1,000 requests, ten times',
  async (route) => {
    const { lost, why } = await measureLeave(route, good, 10, signal);
    expect({ lost, why }).toEqual({ lost: Array(10).fill(0), why: {} });
  },
);

test('Who stops listening first loses some, each time', async () => {
  const first = await measureLeave('a balancer', 'stop listening first (careful.ts)', 5, signal);
  expect(first.lost.filter((each) => each === 0)).toEqual([]);
});
