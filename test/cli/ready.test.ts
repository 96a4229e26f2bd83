import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Interrupted } from '../../code/cli/io.ts';
import { listLessons } from '../../code/course/lessons.ts';
import type { Check, Machine } from '../../code/course/ready/check.ts';
import { realBrowsers } from '../../code/course/ready/checks/browser.ts';
import { curl } from '../../code/course/ready/checks/curl.ts';
import { loopback } from '../../code/course/ready/checks/loopback.ts';
import { managed } from '../../code/course/ready/checks/managed.ts';
import { netstat } from '../../code/course/ready/checks/netstat.ts';
import { nginx } from '../../code/course/ready/checks/nginx.ts';
import { node } from '../../code/course/ready/checks/node.ts';
import { port } from '../../code/course/ready/checks/port.ts';
import { proxy } from '../../code/course/ready/checks/proxy.ts';
import { relay } from '../../code/course/ready/checks/relay.ts';
import { socketTable } from '../../code/course/ready/checks/socket-table.ts';
import { tornado } from '../../code/course/ready/checks/tornado.ts';
import { examineMachine } from '../../code/course/ready/examine-machine.ts';
import { findProgram } from '../../code/lab/find-program.ts';
import { holdPort } from '../../code/lab/port.ts';
import { mayUnshare, needs, needsGrant } from '../helpers/needs.ts';
import { callCli, runCli } from '../helpers/run-cli.ts';

/** A Linux machine that has nothing, but for what is said. */
function machine(changes: Partial<Machine> = {}): Machine {
  return {
    env: { PATH: '/nowhere' },
    platform: 'linux',
    node: process.versions.node,
    root: '/nowhere/',
    signal: AbortSignal.timeout(20_000),
    ...changes,
  };
}

const look = async (check: Check, changes?: Partial<Machine>) => check.look(machine(changes));

/** A folder with these files, each of them a program. */
async function folderWith(files: Record<string, string>) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder.path, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    await chmod(file, 0o755);
  }
  return { ...folder, root: `${folder.path}/`, env: { PATH: folder.path } };
}

describe('Node', () => {
  test.for([
    ['26.10.0', 'ok'],
    ['26.9.1', 'note'],
    ['20.20.2', 'missing'],
    ['2.6.10', 'missing'],
  ] as const)('%s: %s', async ([version, verdict]) => {
    expect(await look(node, { node: version })).toMatchObject({ verdict });
  });
});

describe('a port', () => {
  test('is free, and free again afterwards', async () => {
    await using server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port: number } = server.address() as { port: number };
    server.close();
    await once(server, 'close');
    expect(await look(port(number, 'a test'))).toEqual({ verdict: 'ok', found: 'free' });
    expect(await look(port(number, 'a test'))).toEqual({ verdict: 'ok', found: 'free' });
  });

  test('is taken, and by whom', async () => {
    await using stranger = createServer();
    await once(stranger.listen(0, '127.0.0.1'), 'listening');
    const { port: number } = stranger.address() as { port: number };
    expect(await look(port(number, 'a test'))).toMatchObject({
      verdict: 'note',
      found: `is taken by node (pid ${process.pid})`,
    });
  });

  test('is held by a run that has stopped App 1: it is not touched', async () => {
    using held = await holdPort();
    expect(await look(port(held.port, 'a test'))).toMatchObject({
      verdict: 'note',
      found: 'is held by another run of this course',
    });
  });
});

describe('the socket table', () => {
  test('is read where /proc is', async () => {
    const seen = await look(socketTable, { root: '/' });
    expect(seen).toMatchObject({ verdict: 'ok', found: expect.stringMatching(/^readable, \d+/) });
  });

  test('is missing without /proc, since lessons 3 and 7 then end otherwise than recorded', async () => {
    expect(await look(socketTable)).toMatchObject({
      verdict: 'missing',
      found: expect.stringMatching(/nowhere\/proc\/net\/tcp cannot be read/),
      remedy: expect.stringMatching(/^mount \/proc/),
    });
  });
});

describe('netstat', () => {
  const works = '#!/bin/sh\n[ "$1" = -ano ]';
  const refuses = '#!/bin/sh\nexit 1';
  test.for([
    [{ netstat: works }, 'ok', /netstat$/],
    [{ netstat: works, ss: works }, 'ok', /netstat$/],
    [{ ss: works }, 'note', /^not installed; lessons run \S+\/ss instead$/],
    [{ netstat: refuses, ss: works }, 'note', /netstat does not know -ano; lessons run \S+\/ss/],
    [{}, 'note', /^not installed; lessons print a table of their own instead$/],
  ] as const)('with %o: %s', async ([programs, verdict, found]) => {
    await using folder = await folderWith(programs);
    const seen = await look(netstat, { env: folder.env });
    expect(seen).toMatchObject({ verdict, found: expect.stringMatching(found) });
  });
});

describe('curl', () => {
  test('is there, with its version', async () => {
    await using folder = await folderWith({ curl: '#!/bin/sh\necho curl 8.1.2 \\(other\\)' });
    const seen = await look(curl, { env: folder.env });
    expect(seen).toEqual({ verdict: 'ok', found: `8.1.2, ${folder.path}/curl` });
  });

  test('is not there: lessons 4 and 6 cannot be played', async () => {
    expect(await look(curl)).toMatchObject({ verdict: 'missing', found: 'not on PATH' });
  });

  test('is there and broken', async () => {
    await using folder = await folderWith({ curl: '#!/bin/sh\nexit 127' });
    const seen = await look(curl, { env: folder.env });
    expect(seen).toMatchObject({
      verdict: 'missing',
      found: expect.stringMatching(/does not run/),
    });
  });

  test('does not answer in time: it cannot be told, and nothing is left running', async () => {
    await using folder = await folderWith({ curl: '#!/bin/sh\necho $$ > "$0.pid"; exec sleep 60' });
    const limit = new AbortController();
    const examined = examineMachine(
      machine({ env: { PATH: `${folder.path}:/bin` }, signal: limit.signal }),
      [curl],
    );
    const pidFile = join(folder.path, 'curl.pid');
    await expect.poll(() => readFile(pidFile, 'utf8').catch(() => '')).toMatch(/\d\n/);
    limit.abort(new Error('no answer in time'));
    expect(await examined).toMatchObject([
      { what: 'curl', verdict: 'unknown', found: 'cannot be told: no answer in time' },
    ]);
    const pid = Number(await readFile(pidFile, 'utf8'));
    await expect.poll(() => isAlive(pid)).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a browser', () => {
  test.for(realBrowsers.map((check) => [check.what, check] as const))(
    '%s: found, or a stand-in plays',
    async ([, check]) => {
      const variable = check.what === 'Firefox' ? 'FIREFOX' : 'CHROMIUM';
      const [there, gone] = [process.execPath, '/nowhere/browser'];
      expect(await look(check, { env: { [variable]: there } })).toEqual({
        verdict: 'ok',
        found: there,
      });
      expect(await look(check, { env: { [variable]: gone } })).toMatchObject({
        verdict: 'note',
        found: `$${variable} names no program; a stand-in plays the browser`,
      });
      // Where installers put it on Windows, there is nothing on this machine.
      expect(await look(check, { platform: 'win32' })).toMatchObject({
        verdict: 'note',
        found: 'not found; a stand-in plays the browser',
        remedy: `install it, or say where it is: ${variable}=/path/to/it`,
      });
    },
  );
});

test('nginx is found where only root looks, and nobody must have it', async () => {
  await using folder = await folderWith({ 'usr/sbin/nginx': '' });
  expect(await look(nginx, { root: folder.root })).toEqual({
    verdict: 'ok',
    found: join(folder.path, 'usr/sbin/nginx'),
  });
  expect(await look(nginx)).toMatchObject({
    verdict: 'note',
    remedy: expect.stringContaining('apt-get install nginx-light'),
  });
});

describe('Tornado', () => {
  test.for([
    ['exit 0', 'ok', /^by \S+python$/],
    ['exit 1', 'note', /^no Python here can import it$/],
  ] as const)('a Python that does “%s”: %s', async ([does, verdict, found]) => {
    await using folder = await folderWith({ python: `#!/bin/sh\n${does}` });
    const env = { ...folder.env, PYTHON: join(folder.path, 'python') };
    const seen = await look(tornado, { env });
    expect(seen).toMatchObject({ verdict, found: expect.stringMatching(found) });
  });

  test('a Python that does not answer is a note: a lesson needs it only when asked', {
    timeout: 5_000,
  }, async () => {
    await using folder = await folderWith({ python: '#!/bin/sh\nexec sleep 60' });
    const env = { PATH: '/bin', PYTHON: join(folder.path, 'python') };
    const signal = AbortSignal.timeout(100);
    expect(await look(tornado, { env, signal })).toEqual({
      verdict: 'note',
      found: 'Python did not answer in time',
    });
  });
});

describe('a proxy', () => {
  const there = 'http://127.0.0.1:1';
  const cases: ReadonlyArray<[env: Record<string, string>, inTheWay: boolean]> = [
    [{}, false],
    [{ http_proxy: there }, true],
    [{ HTTP_PROXY: there }, false],
    [{ https_proxy: there }, false],
    [{ all_proxy: there }, true],
    [{ ALL_PROXY: there }, true],
    [{ http_proxy: '', ALL_PROXY: there }, true],
    [{ http_proxy: there, no_proxy: '127.0.0.1' }, false],
    [{ http_proxy: there, NO_PROXY: 'example.org, 127.0.0.1' }, false],
    [{ http_proxy: there, no_proxy: '', NO_PROXY: '127.0.0.1' }, false],
    [{ http_proxy: there, no_proxy: 'example.org', NO_PROXY: '127.0.0.1' }, true],
    [{ http_proxy: there, no_proxy: ',127.0.0.1' }, false],
    [{ http_proxy: there, no_proxy: '127.0.0.0/8' }, false],
    [{ http_proxy: there, no_proxy: '127.0.0.2/31' }, true],
    [{ http_proxy: there, no_proxy: '127.0.0.1/99' }, true],
    [{ http_proxy: there, no_proxy: '127.0.0.10' }, true],
    [{ http_proxy: there, no_proxy: '127.*' }, true],
    [{ http_proxy: there, no_proxy: 'localhost' }, true],
    [{ http_proxy: there, no_proxy: '*' }, false],
    [{ http_proxy: there, no_proxy: '*,example.org' }, true],
  ];

  test.for(cases)('%o: in the way of curl? %s', async ([env, inTheWay]) => {
    const { verdict } = await look(proxy, { env });
    expect(verdict).toBe(inTheWay ? 'note' : 'ok');
  });

  test.for(cases)('%o: the real curl says the same', async ([env, inTheWay], ctx) => {
    const program = findProgram(['curl'], process.env);
    needs(ctx, 'curl', program);
    // Nobody listens on port 1, nor on port 9: curl tells which of them it has tried.
    expect(await complaintOf(program ?? '', env)).toMatch(inTheWay ? /port 1\b/ : /port 9\b/);
  });

  test('the remedy adds to the list that is there, and keeps the proxy’s password to itself', async () => {
    const env = { http_proxy: 'http://ann:secret@proxy.example:3128', NO_PROXY: 'example.org' };
    const seen = await look(proxy, { env });
    expect(seen.remedy).toBe('type: export NO_PROXY="$NO_PROXY,127.0.0.1"');
    expect(JSON.stringify(seen)).not.toContain('secret');
    const { remedy } = await look(proxy, { env, platform: 'win32' });
    expect(remedy).toBe('type: $env:NO_PROXY = "$env:NO_PROXY,127.0.0.1"');
  });
});

function complaintOf(program: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve) => {
    const args = ['-q', '-sS', '-m', '5', 'http://127.0.0.1:9/'];
    execFile(program, args, { env }, (_error, _stdout, stderr) => resolve(stderr));
  });
}

describe('policies of an organisation', () => {
  test.for([
    ['etc/chromium/policies/managed/forbid.json', 'note'],
    ['etc/opt/chrome/policies/managed/forbid.json', 'note'],
    ['etc/firefox/policies/policies.json', 'note'],
    ['etc/chromium/policies/managed/README', 'ok'],
    ['etc/chromium', 'ok'],
  ] as const)('%s: %s', async ([file, verdict]) => {
    await using folder = await folderWith({ [file]: '{}' });
    expect(await look(managed, { root: folder.root })).toMatchObject({ verdict });
  });

  test('on macOS and Windows it says that it has not looked, and where to', async () => {
    expect(await look(managed, { platform: 'darwin' })).toEqual({
      verdict: 'note',
      found: 'not looked for on darwin',
      remedy: 'open chrome://policy, edge://policy or about:policies',
    });
  });
});

describe('a system with a table that is not the whole computer’s', () => {
  test.for([
    [{ 'proc/version': 'Linux version 5.15.90.1-microsoft-standard-WSL2' }, 'note', /^This is WSL/],
    [{ '.dockerenv': '' }, 'note', /^This is a container/],
    [{ 'proc/version': 'Linux version 6.1.0' }, 'ok', /^no WSL/],
  ] as const)('%o: %s', async ([files, verdict, found]) => {
    await using folder = await folderWith(files);
    const seen = await look(relay, { root: folder.root });
    expect(seen).toMatchObject({ verdict, found: expect.stringMatching(found) });
  });
});

describe('what the lessons do is what is looked for', () => {
  const stories = listLessons().filter(({ page }) => page);
  test.for([
    ['curl', curl, /lab\.curl/],
    ['netstat', netstat, /lab\.netstat/],
  ] as const)('%s: the lessons that run it are named', async ([, { use }, call]) => {
    const numbers: number[] = [];
    for (const { number, slug } of stories) {
      const story = new URL(`../../code/${slug}/story.ts`, import.meta.url);
      if (call.test(await readFile(story, 'utf8'))) numbers.push(number);
    }
    expect(use.match(/\d+/g)?.map(Number)).toEqual(numbers);
  });
});

describe('npm run ready', () => {
  test('says for each thing what was found and what for, within two seconds, and leaves nothing', async () => {
    const began = performance.now();
    const { status, stdout, stderr, leftovers } = await runCli(['ready']);
    expect(stdout).toMatch(/^ok {7}Node: 26\.\S+ · for every lesson$/m);
    expect(stdout).toMatch(/^(ok|note) {5,7}port 7888: .+ · for the apps of the lessons$/m);
    expect(stdout).toMatch(/\n\nReady\.\n$/);
    expect(stdout).not.toContain('\x1b'); // no colour into a pipe
    expect([status, stderr, leftovers]).toEqual([0, '', []]);
    // Twice what it may take, since tests run on slow machines too.
    expect(performance.now() - began).toBeLessThan(4000);
  });

  test('without curl: MISSING, the remedy on the next line, exit 1', async () => {
    const { status, stdout } = await callCli(['ready'], { env: { PATH: '/nowhere' } });
    expect(stdout).toMatch(
      /^MISSING {2}curl: not on PATH · for lessons 4 and 6\n {9}→ Debian: apt-get install curl/m,
    );
    expect(stdout).toMatch(/\n\nNot ready: see what is missing, above\.\n$/);
    expect(status).toBe(1);
  });

  test('a curl that never answers: UNKNOWN after the limit, exit 2', async () => {
    await using folder = await folderWith({ curl: '#!/bin/sh\nexec sleep 60' });
    const env = { PATH: `${folder.path}:${process.env.PATH}` };
    const { status, stdout, leftovers } = await runCli(['ready'], { env });
    expect(stdout).toMatch(/^UNKNOWN {2}curl: cannot be told: .*timeout.* · for lessons 4 and 6$/m);
    expect(stdout).toMatch(/\n\nPerhaps ready: /);
    expect([status, leftovers]).toEqual([2, []]);
  });

  test('Ctrl-C while it looks: exit 130, not a word', async () => {
    const ending = new AbortController();
    const ended = callCli(['ready'], { signal: ending.signal, env: process.env });
    ending.abort(new Interrupted(130));
    expect(await ended).toMatchObject({ status: 130, stdout: '', stderr: '' });
  });

  test('--json: the same as data, exit status too', async () => {
    const { status, stdout } = await callCli(['ready', '--json'], { env: { PATH: '/nowhere' } });
    expect(JSON.parse(stdout)).toContainEqual({
      what: 'curl',
      use: 'lessons 4 and 6',
      verdict: 'missing',
      found: 'not on PATH',
      remedy: expect.any(String),
    });
    expect(status).toBe(1);
  });

  test('on a narrow terminal: no line is longer, and colour comes beside the word', async () => {
    const io = { isTTY: true, color: true, columns: 50, env: { PATH: '/nowhere' } };
    const { stdout } = await callCli(['ready'], io);
    expect(stdout).toContain('\x1b[31mMISSING');
    const plain = stdout.replace(/\x1b\[\d+m/g, '');
    expect(Math.max(...plain.split('\n').map((line) => line.length))).toBeLessThanOrEqual(50);
  });

  test('127.0.0.1 is down: no lesson can be played', async (ctx) => {
    const door = new URL('../../code/cli/still-answering.cjs', import.meta.url).pathname;
    needs(ctx, 'unshare', findProgram(['unshare'], process.env));
    needsGrant(ctx, 'namespaces', mayUnshare());
    const line = ['--net', process.execPath, door, 'ready', '--json'];
    const stdout = await new Promise<string>((resolve) => {
      execFile('unshare', line, (_error, stdout) => resolve(stdout));
    });
    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({ what: loopback.what, verdict: 'missing' }),
    );
  });
});
