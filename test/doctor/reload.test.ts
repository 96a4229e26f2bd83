import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { endProcesses } from '../../code/base/end-processes.ts';
import { isAlive, listProcesses, processOf } from '../../code/base/processes.ts';
import { until } from '../../code/base/until.ts';
import { measureReload, type ReloadOptions } from '../../code/doctor/reload/measure-reload.ts';
import type { Reload } from '../../code/doctor/reload/reload.ts';
import { reloadText, reloadVerdict } from '../../code/doctor/reload/text.ts';
import { findProgram } from '../../code/lab/find-program.ts';
import { needs } from '../helpers/needs.ts';
import { callCli } from '../helpers/run-cli.ts';
import { allSpecimens } from '../specimens/servers/all.ts';
import { isInstalled, stage } from '../specimens/servers/specimen.ts';

const file = fileURLToPath(new URL('../specimens/faulty/reloads.ts', import.meta.url));
const server = (...args: string[]) => [process.execPath, file, ...args];

const reload = (args: string[], options: Partial<ReloadOptions> = {}) =>
  measureReload({ command: server(...args), reload: 'HUP', paths: { slow: '/slow' }, ...options });

const levels = ({ findings }: Reload) =>
  Object.fromEntries(findings.map(({ what, level }) => [what, level]));
const seenOf = ({ findings }: Reload, what: string) =>
  findings.find((each) => each.what === what)?.seen ?? '';

describe.concurrent('A reload is not a stop', () => {
  test('well done: newcomers get the new one, a kept connection is told to go, nothing is lost', async () => {
    const found = await reload(['well']);
    expect(levels(found)).toEqual({
      ...{ 'new generation': 'pass', newcomers: 'pass', 'kept and idle': 'pass' },
      ...{ 'kept and busy': 'pass', 'slow answer': 'pass', 'old processes': 'pass' },
    });
    expect(reloadVerdict(found)).toBe('NOTHING LOST');
    expect(seenOf(found, 'kept and idle')).toMatch(/^told to go/);
    expect(found.newcomers.length).toBeGreaterThan(3); // as many as the machine lets come
    expect(found.newcomers.every(({ sentMs }) => sentMs >= 0)).toBe(true);
    expect(found.busy.connections).toBe(2);
    expect(found.goneMs).toBeNull();
  });

  test('a kept connection that is not told to go stays with the old one', async () => {
    const found = await reload(['pins'], { generation: '/version' });
    expect(found.idle?.again).toMatchObject({ by: 'old', close: false, lost: null });
    expect(levels(found)).toMatchObject({ 'kept and idle': 'warning', newcomers: 'pass' });
  });

  test('answers alike: the process that holds the connection tells the generation', async () => {
    const found = await reload(['pins', 'the same']);
    expect(found.newMs).not.toBeNull();
    expect(found.idle?.again?.by).toBe('old');
  });

  test('the same process with new settings: kept connections are moved', async () => {
    const found = await reload(['rereads'], { reload: 'USR2' });
    expect(seenOf(found, 'kept and idle')).toMatch(/^moved/);
  });

  test('the old one is ended too soon: work is cut', async () => {
    // So slow that it is not whole before a busy machine has started the new one.
    const found = await reload(['cuts'], { env: { SLOW_MS: '6000' } });
    expect(found.work).toMatchObject([{ what: 'slow', outcome: 'cut' }]);
    expect(levels(found)).toMatchObject({ 'slow answer': 'fault', 'new generation': 'pass' });
  });

  test('the old one is ended before the new one listens: newcomers are refused', async () => {
    const found = await reload(['gap']);
    expect(seenOf(found, 'newcomers')).toMatch(/\d+ of \d+ were lost \(.*ECONNREFUSED/);
    expect(reloadVerdict(found)).toBe('IT LOSES REQUESTS');
  });

  test('no handler: it was a stop', async () => {
    const found = await reload(['dies']);
    expect(levels(found)).toEqual({ 'the server': 'fault' });
    expect(reloadVerdict(found)).toBe('A STOP');
  });

  test('nothing changed: nobody can tell, exit 2, with what to do', async () => {
    const flags = ['--reload', 'HUP', '--cap', '1s'];
    const { status, stdout } = await callCli(['doctor', ...flags, '--', ...server('ignores')]);
    expect(status).toBe(2);
    expect(stdout).toMatch(/^Reload: CANNOT TELL$/m);
    expect(stdout).toContain('--generation /version');
  });

  test('with nothing in progress the verdict says so', async () => {
    const found = await reload(['well'], { paths: {} });
    expect(reloadText(found, { color: false, width: 200 })).toMatch(
      /^Reload: NOTHING LOST, with nothing in progress$/m,
    );
  });
});

describe.concurrent('By a command', () => {
  test('it has PORT and PID; what it prints is told when it fails', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-'));
    const note = join(folder.path, 'note');
    const found = await reload(['well'], { reload: `echo $PID $PORT > ${note}; kill -HUP $PID` });
    expect(await readFile(note, 'utf8')).toBe(`${found.target.pid} ${found.target.port}\n`);
    expect(levels(found)['new generation']).toBe('pass');

    const failing = reload(['well'], { reload: 'echo it broke >&2; exit 3' });
    await expect(failing).rejects.toMatchObject({
      message: 'the reload command ended with status 3',
      remedy: expect.stringContaining('it broke'),
    });
  });

  test('that does not end is ended', async () => {
    await expect(reload(['well'], { reload: 'sleep 60', capMs: 300 })).rejects.toThrow(
      'the reload command had not ended after 0.3 s',
    );
  });
});

describe.concurrent('nginx', () => {
  const nginx = allSpecimens().find(({ id }) => id === 'nginx-quit');
  const staged = async () => {
    if (!nginx) throw new Error('no nginx among the specimens');
    const place = await stage(nginx);
    const { command = [], port, env, cwd = '', paths } = place.options;
    return { place, command, options: { port, env, cwd, paths: { slow: paths?.slow } } };
  };

  test('HUP: new workers, old ones finish and end their idle connections', async (ctx) => {
    needs(ctx, 'nginx', nginx && isInstalled(nginx));
    const { place, command, options } = await staged();
    await using _ = place;
    const found = await measureReload({ ...options, command, reload: 'HUP' });
    expect(levels(found)).toMatchObject({ 'new generation': 'pass', 'slow answer': 'pass' });
    expect(seenOf(found, 'kept and idle')).toMatch(/^told to go: ended/);
    expect(found.newcomers.filter(({ lost }) => lost !== null)).toEqual([]);
  });

  // It takes USR2 only when its parent has ended (ngx_signal_handler), as a daemon's has.
  test('USR2 starts a second master beside the first, which stays, and nothing is lost', async (ctx) => {
    needs(ctx, 'nginx', nginx && isInstalled(nginx));
    const { place, command, options } = await staged();
    await using _ = place;
    const [name = '', ...flags] = command;
    const settings = flags.at(-1) ?? '';
    await writeFile(settings, (await readFile(settings, 'utf8')).replace('daemon off;', ''));
    // It runs itself anew by the name that it was run by.
    execFileSync(findProgram([name], process.env) ?? name, flags, { stdio: 'ignore' });
    const pidIn = (file: string): number => {
      const path = join(options.cwd, file);
      return existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
    };
    const pid = await until('the pid of nginx', () => pidIn('pid') || undefined);
    try {
      const found = await measureReload({ ...options, pid, reload: 'USR2' });
      expect(levels(found)).toMatchObject({ 'new generation': 'pass', 'slow answer': 'pass' });
      expect(found.oldLeft).toBe(found.oldBefore);
      // Which of the two accepts a newcomer is the kernel's choice.
      expect(seenOf(found, 'newcomers')).toMatch(/^none of \d+ lost/);
      expect(found.goneMs).toBeNull();
    } finally {
      const masters = [pid, pidIn('pid')].flatMap((each) => processOf(each) ?? []);
      const all = listProcesses();
      await endProcesses(() =>
        all
          .filter(({ pid, parent }) => masters.some((one) => one.pid === pid || one.pid === parent))
          .filter(isAlive),
      );
    }
  });
});

describe.concurrent('Flags', () => {
  test.for([
    [['--reload', 'HUP', '--signal', 'INT'], /--reload and --signal are two examinations/],
    [['--reload', 'HUP', '--ready-path', '/r'], /--ready-path/],
    [['--generation', '/version'], /add --reload HUP/],
    [['--reload', 'KILL'], /no server can handle KILL/],
  ] as const)('%s', async ([flags, told]) => {
    const { status, stderr } = await callCli(['doctor', ...flags, '--', ...server('well')]);
    expect(status).toBe(2);
    expect(stderr).toMatch(told);
  });

  test('a path that answers differently each time names no generation', async () => {
    await expect(reload(['well', 'counts'], { generation: '/v' })).rejects.toThrow(
      '/v answers differently each time',
    );
  });

  test('--explain reload', async () => {
    expect((await callCli(['doctor', '--explain', 'reload'])).stdout).toContain('--generation');
  });
});
