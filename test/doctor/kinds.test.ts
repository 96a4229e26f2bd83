import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, type TestContext, test } from 'vitest';
import { listProcesses } from '../../code/base/processes.ts';
import { until } from '../../code/base/until.ts';
import type { Examination } from '../../code/doctor/examination.ts';
import { examine } from '../../code/doctor/examine.ts';
import type { Progress } from '../../code/doctor/report/progress.ts';
import { findProgram } from '../../code/lab/find-program.ts';
import { needs } from '../helpers/needs.ts';
import { callCli } from '../helpers/run-cli.ts';

const at = (file: string) => fileURLToPath(new URL(`../specimens/faulty/${file}`, import.meta.url));
const server = (way: string) => [process.execPath, at('node-http.ts'), way];
const oneAtATime = [process.execPath, at('bad.ts'), 'one-at-a-time'];
const paths = { slow: '/slow' };
const rules = ({ findings }: Examination) => findings.map(({ rule }) => rule);

describe.concurrent('A server that serves one connection at a time', () => {
  test('is recognised, said, and examined probe by probe', async () => {
    const steps: Progress[] = [];
    const found = await examine({
      command: oneAtATime,
      paths,
      onProgress: (step) => steps.push(step),
    });
    expect(rules(found)).toContain('one at a time');
    expect(found.diagnoses).toEqual(['abrupt']);
    const levels = Object.fromEntries(found.probes.map(({ id, level }) => [id, level]));
    expect(levels).toMatchObject({ P1: 'pass', P2: 'pass', P3: 'fault', P5: 'note' });
    expect(found.unseen).toEqual([]);
    expect(steps).toContainEqual({ at: 'blocked', by: 'one' });
    expect(steps.filter((step) => step.at === 'by itself').map(({ id }) => id)).toEqual([
      ...['P1', 'P2', 'P3', 'P5'],
    ]);
    expect(steps.some((step) => step.at === 'bound')).toBe(true);
  });
});

test.concurrent('Ours together may take all workers: each probe has a run of its own', async () => {
  const steps: Progress[] = [];
  const found = await examine({
    command: [process.execPath, at('bad.ts'), 'three-at-a-time'],
    onProgress: (step) => steps.push(step),
  });
  expect(steps).toContainEqual({ at: 'blocked', by: 'crowd' });
  expect(rules(found)).toContain('all workers taken');
  expect(found.unseen).toEqual([]);
});

test.concurrent('what was asked for and not seen is “cannot tell”, exit 2, with what to do', async () => {
  const quick = ['--slow', '/', '--', ...server('close-all')];
  const { status, stdout } = await callCli(['doctor', ...quick]);
  expect(stdout).toMatch(/^Diagnosis: CANNOT TELL$/m);
  expect(stdout).toMatch(/^\? P3 not seen: its answer was whole before the signal/m);
  expect(status).toBe(2);
});

test.concurrent('a fault found and something unseen: exit 1, and both are said', async () => {
  const line = ['--slow', '/', '--upload', '/upload', '--', ...server('close-all')];
  const { status, stdout } = await callCli(['doctor', ...line]);
  expect(stdout).toMatch(/^Diagnosis: ABRUPT, CANNOT TELL$/m);
  expect(stdout).toMatch(/^\? P3 not seen/m);
  expect(status).toBe(1);
});

/** A drain that outlasts the cap, by more than a busy machine is late. */
const longer = { capMs: 2_000, env: { DRAIN_MS: '4000' } };

describe.concurrent('A drain is no fault', () => {
  test('it says that it leaves, serves on, and stops', async () => {
    const found = await examine({ command: server('drain'), paths });
    expect(found.diagnoses).toEqual(['graceful']);
    expect(rules(found)).toEqual(['drained', 'fine']);
    expect(found.portFreeMs).toBeGreaterThan(1_400);
    expect(found.phases.leaving?.what).toBe('an answer with close');
  });

  test('behind an init that passes the signal on, and longer than the cap', async () => {
    const line = `${server('drain').join(' ')} & P=$!; trap 'kill -TERM $P' TERM; wait $P; wait $P`;
    const found = await examine({ command: ['sh', '-c', line], paths, capMs: 1_000 });
    expect(found.signalArrived).toBe(true);
    expect(rules(found)).toContain('drained');
  });

  test('it tells nobody but the path that is asked for it, for longer than the cap', async () => {
    const found = await examine({
      ...{ command: server('drain-mute'), paths, only: ['P3', 'P11'] },
      ...{ readyPath: '/ready', ...longer },
    });
    expect(rules(found)).toContain('drained');
    expect(found.phases.leaving).toEqual({
      ...{ ms: found.phases.readyTurnedMs, what: 'the ready path turned' },
    });
  });

  test('it tells nobody, and --drain is waited for', async () => {
    const command = server('drain-mute');
    const found = await examine({ command, only: ['P11'], ...longer, drainMs: 20_000 });
    expect(rules(found)).toContain('drained');
    expect(found.phases.leaving?.ms ?? 2_000).toBeGreaterThan(1_400); // with its listener, not before
  });

  test('but one that ends with its newest clients half served is', async () => {
    const { diagnoses, probes } = await examine({ command: server('exit-later'), paths });
    const newcomers = probes.find(({ id }) => id === 'P11');
    const found = newcomers?.findings.map(({ rule }) => rule);
    expect(found, newcomers?.reason).toEqual(['newcomer lost']);
    expect(diagnoses).toContain('abrupt');
  });

  test('it says 503 to everybody: a warning, and it is waited for', async () => {
    const found = await examine({ command: server('drain-503'), only: ['P11'], ...longer });
    expect(rules(found)).toContain('turned away');
    expect(found.phases.leaving?.what).toBe('an answer 503');
  });

  test('a path that does not say before the signal that it is ready is refused', async () => {
    const asked = examine({ command: server('drain'), readyPath: '/gone' });
    await expect(asked).rejects.toThrow('/gone answers with status 404 before the signal');
  });

  test('an init that waits before it passes the signal on has heard it', async () => {
    const pass = `sleep 4; kill -TERM $P`;
    const line = `${server('close-all').join(' ')} & P=$!; trap '${pass}' TERM; wait $P; wait $P`;
    const found = await examine({ command: ['sh', '-c', line], only: ['P11'], capMs: 2_000 });
    expect(found.signalArrived).toBe(true);
    expect(rules(found)).toContain('drained');
  });

  test('an init behind which it says that it leaves, and does not in time, has passed it on', async () => {
    const line = `${server('drain').join(' ')} & P=$!; trap 'kill -TERM $P' TERM; wait $P; wait $P`;
    const options = { only: ['P11'] as const, ...longer, drainMs: 2_000 };
    const found = await examine({ command: ['sh', '-c', line], ...options });
    expect(found.signalArrived).toBe(true);
    expect(rules(found)).toContain('port kept');
  });

  test('errors are no answers: work and newcomers that get 500 make a fault', async () => {
    const found = await examine({ command: server('pool-first'), paths, only: ['P3', 'P11'] });
    expect(found.diagnoses).toEqual(['abrupt', 'stubborn']);
    const faults = found.probes.map(({ id, findings }) => [id, findings[0]?.rule]);
    expect(faults).toEqual([
      ['P3', 'work refused'],
      ['P11', 'newcomer refused'],
    ]);
  });

  test('longer than was said is a fault', async () => {
    const found = await examine({ command: server('drain'), only: ['P11'], drainMs: 200 });
    expect(rules(found)).toContain('port kept');
  });
});

describe.concurrent('Who got the signal, who holds', () => {
  test('it arrived and meant reload', async () => {
    const found = await examine({ command: server('reload'), paths, capMs: 4_000 });
    expect(rules(found)).toEqual(['meant reload']);
  });

  test('the process is held by nothing of HTTP', async () => {
    const options = { only: ['P1', 'P2'] as const, solo: true, capMs: 1_000 };
    const found = await examine({ command: server('timer'), ...options });
    expect(found.solo.map(({ id, open }) => [id, open])).toEqual([
      ['P1', false],
      ['P2', false],
    ]);
    expect(rules(found)).toEqual(['held by nothing of HTTP']);
  });

  test('HUP is questioned: exit 2', async () => {
    const found = await examine({
      command: server('rereads'),
      only: ['P11'],
      signal: 'SIGHUP',
      capMs: 1_000,
    });
    expect(rules(found)).toEqual(['is it a stop']);
    expect(found.diagnoses).toEqual(['cannot tell']);
  });
});

test.concurrent('killed by SIGKILL itself, it leaves no server behind', async () => {
  const token = `killed-${process.pid}`;
  const door = fileURLToPath(new URL('../../code/cli/still-answering.cjs', import.meta.url));
  const doctor = spawn(process.execPath, [door, 'doctor', '--', ...server('ignore'), token]);
  let said = '';
  doctor.stdout.on('data', (bytes) => {
    said += bytes;
  });
  await until('the signal', () => said.includes('sent SIGTERM') || undefined, { seen: () => said });
  const left = () =>
    listProcesses().filter(({ pid, line }) => pid !== doctor.pid && line.includes(token));
  expect(left()).toHaveLength(1);

  doctor.kill('SIGKILL');
  await once(doctor, 'exit');

  await until('the server to be gone', () => left().length === 0 || undefined);
});

describe.concurrent('TLS', () => {
  /** A folder with a server that leaves in this way, and its certificate. */
  async function folderWith(ctx: TestContext, leave: string) {
    needs(ctx, 'openssl', findProgram(['openssl'], process.env));
    const folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
    const make = 'req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -days 2 -subj /CN=x';
    execFileSync('openssl', make.split(' '), { cwd: folder.path, stdio: 'ignore' });
    await writeFile(
      join(folder.path, 'tls.mjs'),
      `import { readFileSync } from 'node:fs';
       import { createServer } from 'node:https';
       import { careful } from '${at('../../../code/doctor/careful.ts')}';
       const server = createServer(
         { key: readFileSync('k.pem'), cert: readFileSync('c.pem') },
         (request, answer) => setTimeout(() => answer.end('ok'), request.url === '/slow' ? 1500 : 0),
       );
       server.listen(process.env.PORT, '127.0.0.1');
       ${leave}`,
    );
    return folder;
  }

  test.for([
    ['careful()', 'careful(server, { limit: 3_000 });', [], /^FIN after 3/],
    ['preload.ts', '', ['--import', at('../../../code/doctor/preload.ts')], /^FIN after 8/],
  ] as const)(
    '%s ends whoever has not shaken hands at its limit',
    async ([, leave, args, silent], ctx) => {
      await using folder = await folderWith(ctx, leave);
      const command = [process.execPath, ...args, 'tls.mjs'];
      const options = { command, cwd: folder.path, paths, tls: true };
      const found = await examine({ ...options, solo: 'never' });
      expect(found.diagnoses).toEqual(['graceful']);
      expect(found.probes.find(({ id }) => id === 'P2')?.reason).toMatch(silent);
    },
  );

  test('is recognised at once, and examined when told', async (ctx) => {
    const leave = `process.on('SIGTERM', () => { server.close(); server.closeAllConnections(); });`;
    await using folder = await folderWith(ctx, leave);
    const options = { command: [process.execPath, 'tls.mjs'], cwd: folder.path, paths };

    // At once: it would never be ready, and wait for that for a minute.
    await expect(examine({ ...options, readyMs: 60_000 })).rejects.toMatchObject({
      message: expect.stringMatching(/^the server speaks TLS on port \d+$/),
      remedy: expect.stringContaining('--tls'),
    });

    const found = await examine({ ...options, tls: true, capMs: 3_000 });
    expect(found.diagnoses).toEqual(['abrupt', 'stubborn']);
    expect(found.probes.find(({ id }) => id === 'P3')?.findings[0]?.rule).toBe('work cut');
    // closeAllConnections() knows nobody who has not shaken hands.
    const [held] = found.findings;
    expect(held).toMatchObject({ rule: 'held', reason: expect.stringMatching(/held by P2$/) });
    expect(held?.cure).toContain('With https');
  });

  test('--tls for a server that speaks none', async () => {
    await expect(
      examine({ command: server('close'), tls: true, readyMs: 1_000 }),
    ).rejects.toMatchObject({ remedy: 'leave out --tls' });
  });
});
