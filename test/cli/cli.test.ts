import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { findBrowser } from '../../code/lab/clients/find-browser.ts';
import { storyPort } from '../../code/lab/port.ts';
import { parseRecording } from '../../code/run/recording.ts';
import { needs } from '../helpers/needs.ts';
import { callCli, runCli, startCli } from '../helpers/run-cli.ts';
import { storyPortAlone, taken } from '../helpers/story-port.ts';

describe('npm run lesson', () => {
  test('without a number lists all eighteen lessons, written or planned', async () => {
    const { status, stdout, stderr } = await callCli(['lesson']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ 1 {4}8 min {2}The swap$/m);
    expect(stdout).toMatch(/^ 8 .* · fixed\.ts$/m);
    expect(stdout).toMatch(/^18 {2}planned {2}Examine your own server$/m);
    expect(stderr).toBe('');
  });

  test('1, piped: runs straight through, App 1 to the browser after App 2 listens, exit 0', async () => {
    const { status, stdout, stderr, leftovers } = await runCli(['lesson', '1', '--port', '0']);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const story = stdout.slice(stdout.indexOf('App 2         listens'));
    expect(story).toMatch(/fresh client {2}GET \/ {2}200 {2}■ Hello, world2!/);
    expect(story).toMatch(/browser {7}GET \/ {2}304 {2}● Hello, world!/);
    // The last line says where to go on, and nothing of another ending.
    expect(story).toMatch(
      /\nAs recorded on \d{4}-\d\d-\d\d with Node 26[\d.]+\. Next: npm run lesson 2\n$/,
    );
    expect(stdout).not.toContain('fixed');
    expect(stdout).not.toContain('\x1b'); // no colour into a pipe
    expect(stdout).not.toMatch(/ESTABLISHED|connection/); // the lens: only what the author saw
    expect(leftovers).toEqual([]);
  });

  test('1 fixed: both clients get App 2, exit 0', async () => {
    const { status, stdout } = await callCli(['lesson', '1', 'fixed', '--port', '0']);
    expect(stdout).toMatch(/browser {7}GET \/ {2}200 {2}■ Hello, world2!/);
    expect(status).toBe(0);
  });

  test.for([
    ['8', 'fixed.ts', '■ Hello, world2!', /Next: npm run exercise 8\n$/],
    ['8 buggy', 'buggy.ts', '● Hello, world!', /Next: npm run exercise 8\n$/],
  ] as const)('%s: %s, whoever it is that plays it', async ([words, program, page, last]) => {
    const { status, stdout } = await callCli(['lesson', ...words.split(' '), '--port', '0']);
    expect(stdout).toContain(`\n${program}, a stand-in for the browser\n`);
    expect(stdout.split('\n').findLast((line) => line.includes('browser      '))).toContain(page);
    expect(stdout).toMatch(last);
    expect(status).toBe(0);
  });

  test('1 --json: prints a recording and nothing else', async () => {
    const { stdout, status } = await callCli(['lesson', '1', '--json', '--port', '0']);
    const kinds = new Set(parseRecording(stdout).map(({ kind }) => kind));
    expect(kinds).toContain('sockets');
    expect(kinds).toContain('answer');
    expect(status).toBe(0);
  });

  test('1, on 40 columns without colours: no line is longer, the story is whole', async () => {
    const env = { COLUMNS: '40', NO_COLOR: '1' };
    const { stdout } = await runCli(['lesson', '1', '--port', '0'], { env });
    const longest = Math.max(...stdout.split('\n').map((line) => [...line].length));
    expect(longest).toBeLessThanOrEqual(40);
    expect(stdout).toContain('browser 304 ● Hello, world!');
  });
});

/** One clear sentence, the remedy on the next line, exit 2, no stack. */
const refused: ReadonlyArray<[args: string[], says: RegExp, remedy: RegExp]> = [
  [['lesson', '0'], /there is no lesson 0: the course has 1 to 18/, /npm run lesson/],
  [['lesson', '99'], /there is no lesson 99/, /npm run lesson/],
  [['lesson', '18'], /lesson 18, “.*”, is planned and not written yet/, /npm run lesson \d/],
  [['lesson', 'abc'], /“abc” is neither a lesson's number nor one of/, /npm run lesson/],
  [['lesson', '-1'], /there is no lesson -1/, /npm run lesson/],
  [['lesson', '1.5'], /there is no lesson 1\.5/, /npm run lesson/],
  [['lesson', '1', '2'], /one lesson at a time, not 1 and 2/, /npm run lesson 1/],
  [['lesson', 'fixed'], /which lesson\?/, /npm run lesson 1 fixed/],
  [['lesson', '1', '--fixd'], /unknown option '--fixd' \(Did you mean --fixed\?\)/, /--help/],
  [['lesson', '1', 'fixed', 'original'], /two programs/, /npm run lesson 1 fixed/],
  [['lesson', '1', '--browser', 'opera'], /no browser “opera”/, /--browser chromium/],
  [['lesson', '1', 'node18'], /lesson 1 is told on one Node alone/, /npm run lesson 1/],
  [['lesson', '1', '--node', '17'], /no Node “17” is known here/, /name one of 12, 14/],
  [['lesson', '1', 'nginx'], /nobody stands between clients and apps in lesson 1/, /lesson 1/],
  [['lesson', '1', '--port', '70000'], /'70000' is invalid.*whole number/, /--help/],
  [['lesson', '1', '--port', '78;id'], /'78;id' is invalid/, /--help/],
  [['lesson', '1\x1b[2J'], /1\\x1b\[2J/, /npm run lesson/],
  [['lesso', '1'], /unknown command 'lesso' \(Did you mean lesson\?\)/, /--help/],
];

describe('bad input: one sentence, the remedy, exit 2', () => {
  test.for(refused)('%j', async ([args, says, remedy]) => {
    const { status, stdout, stderr } = await callCli(args);
    const [sentence = '', next = ''] = stderr.split('\n');
    expect(sentence).toMatch(says);
    expect(next).toMatch(remedy);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  test('the same through the door, as a process', async () => {
    const { status, stdout, stderr } = await runCli(['lesson', '99']);
    expect(stderr).toBe(
      'still-answering: there is no lesson 99: the course has 1 to 18\n  npm run lesson lists them\n',
    );
    expect([status, stdout]).toEqual([2, '']);
  });

  test.for(['port', 'browser', 'buggy', 'fixed', 'original'])(
    '--%s kept by npm changes the run: refused',
    async (option) => {
      const env = { npm_lifecycle_event: 'lesson', [`npm_config_${option}`]: 'true' };
      const { status, stderr } = await callCli(['lesson', '1'], { env });
      expect(stderr).toMatch(
        new RegExp(`npm kept --${option} for itself\\n {2}write npm run lesson -- 1 --${option}`),
      );
      expect(status).toBe(2);
    },
  );

  test('--json kept by npm changes only the looks: a hint, and the lesson plays', async () => {
    const env = { npm_lifecycle_event: 'lesson', npm_config_json: 'true' };
    const { status, stdout, stderr } = await callCli(['lesson', '1', '--port', '0'], { env });
    expect(stderr).toMatch(/npm kept --json for itself: write npm run lesson -- 1 --json/);
    expect(stdout).toContain('Two clients ask');
    expect(status).toBe(0);
  });

  test('--json kept from a command without a number: the hint has none', async () => {
    const env = { npm_lifecycle_event: 'lesson', npm_config_json: 'true' };
    const { stderr } = await callCli(['lesson'], { env });
    expect(stderr).toMatch(/write npm run lesson -- --json\n/);
  });

  test.for([
    ['doctor', 20, ['json']],
    ['lesson', 4, ['json', 'pause']],
    ['exercise', 3, ['watch', 'yes']],
    ['sockets', 1, ['owners', 'watch', 'json']],
    ['start', 1, []],
    ['measure', 1, []],
  ] as const)(
    'every option of %s that npm kept is refused, but those for the looks',
    async ([name, atLeast, looks]) => {
      const options = (await optionsInHelp(name)).filter(
        (option) => !looks.some((look) => look === option),
      );
      expect(options.length).toBeGreaterThanOrEqual(atLeast);
      for (const option of options) {
        const env = {
          npm_lifecycle_event: name,
          [`npm_config_${option.replaceAll('-', '_')}`]: 'true',
        };
        const { status, stderr } = await callCli([name, '1'], { env });
        expect([option, status]).toEqual([option, 2]);
        expect(stderr).toContain(`npm kept --${option} for itself`);
      }
    },
  );

  test('--no-pause kept by npm, which writes it as an empty pause: a hint that names it', async () => {
    const env = { npm_lifecycle_event: 'lesson', npm_config_pause: '' };
    const { stderr } = await callCli(['lesson', '99'], { env });
    expect(stderr).toMatch(/npm kept --no-pause for itself: write npm run lesson -- 99 --no-pause/);
  });

  test('--no-solo kept by npm is told from --solo', async () => {
    const kept = async (npm_config_solo: string) => {
      const env = { npm_lifecycle_event: 'doctor', npm_config_solo };
      return (await callCli(['doctor', 'node', 'server.js'], { env })).stderr;
    };
    expect(await kept('')).toContain('npm kept --no-solo for itself');
    expect(await kept('true')).toContain('npm kept --solo for itself');
  });

  test('what npm keeps for another script is none of ours', async () => {
    const env = { npm_lifecycle_event: 'test', npm_config_port: '8000' };
    expect(await callCli(['lesson'], { env })).toMatchObject({ status: 0, stderr: '' });
  });

  test('a setting of npm’s own that is off was typed by nobody', async () => {
    const env = { npm_lifecycle_event: 'doctor', npm_config_yes: '' };
    const { status, stderr } = await callCli(['doctor', '--explain', 'P1'], { env });
    expect([status, stderr]).toEqual([0, '']);
  });

  test('a path kept from the doctor: refused, with both --', async () => {
    const env = { npm_lifecycle_event: 'doctor', npm_config_slow: '/slow' };
    const { status, stderr } = await callCli(['doctor', 'node', 'server.js'], { env });
    expect(stderr).toMatch(
      /npm kept --slow \/slow for itself\n {2}write npm run doctor -- --slow \/slow -- node server.js/,
    );
    expect(status).toBe(2);
  });

  test('a Node that the course does not describe: says which, and how to get the right one', async () => {
    const { execFile } = await import('node:child_process');
    const { promise, resolve } = Promise.withResolvers<{ code: unknown; stderr: string }>();
    // The door reads the version from the process, so a preloaded line can play an older Node.
    const older =
      'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.20.2"})';
    const door = new URL('../../code/cli/still-answering.cjs', import.meta.url).pathname;
    execFile(process.execPath, ['--import', older, door, 'lesson', '1'], (error, _, stderr) =>
      resolve({ code: error?.code, stderr }),
    );
    const { code, stderr } = await promise;
    expect(stderr).toMatch(/this course shows what Node 26 does, and this is Node 20\.20\.2/);
    expect(stderr).toMatch(/npm ci --include=optional/);
    expect(code).toBe(2);
  });
});

describe('what this machine lacks', () => {
  test('a browser that $CHROMIUM names and that is not there: exit 2 and how to get one', async () => {
    const env = { CHROMIUM: '/nowhere/chromium' };
    const { status, stdout, stderr } = await runCli(['lesson', '1', 'chromium', '--port', '0'], {
      env,
    });
    expect(stderr).toMatch(/no Chromium or Chrome was found\n {2}install one .*CHROMIUM=/);
    expect(status).toBe(2);
    expect(stdout).toMatch(
      /Not played here: no Chromium or Chrome was found\. This was recorded on/,
    );
    expect(stdout).toMatch(/browser +GET \/ +304 +● Hello, world!/);
  });

  test('a program that is no browser: exit 2, no stack, nothing left', async () => {
    const env = { CHROMIUM: '/bin/false' };
    const { status, stderr, leftovers } = await runCli(['lesson', '1', 'chromium', '--port', '0'], {
      env,
    });
    expect(stderr).toMatch(/\/bin\/false did not start as a browser/);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(status).toBe(2);
    expect(leftovers).toEqual([]);
  });

  test.for([
    ['no such Python', '/nowhere/python3'],
    ['a Python without Tornado', '/bin/false'],
  ])('%s: exit 2 and how to install Tornado', async ([, PYTHON]) => {
    const { status, stderr } = await runCli(['lesson', '1', 'original', '--port', '0'], {
      env: { PYTHON },
    });
    expect(stderr).toMatch(/no Python here can import Tornado\n {2}install it .*python3-tornado/);
    expect(status).toBe(2);
  });

  test('no netstat: the lesson plays, on ss or our own table', async () => {
    const { status, stdout } = await runCli(['lesson', '1', '--json', '--port', '0'], {
      env: { PATH: '/nowhere' },
    });
    expect(stdout).toContain('"tool":"course"');
    expect(status).toBe(0);
  });
});

describe('the port', () => {
  test('7888 taken: says by whom, goes on with the next free one, exit 0', async () => {
    using _alone = await storyPortAlone();
    const stranger = createServer();
    await using _ = stranger;
    (await taken(storyPort))[Symbol.dispose]();
    await once(stranger.listen(storyPort, '127.0.0.1'), 'listening');
    const { status, stdout } = await runCli(['lesson', '1']);
    expect(stdout).toMatch(
      new RegExp(`port 7888 is taken by node \\(pid ${process.pid}\\); this run uses 78\\d\\d`),
    );
    expect(status).toBe(0);
  });

  test('an explicit port taken: says by whom, exit 2', async () => {
    const stranger = createServer();
    await using _ = stranger;
    await once(stranger.listen(0, '127.0.0.1'), 'listening');
    const port = String((stranger.address() as { port: number }).port);
    const { status, stderr } = await runCli(['lesson', '1', '--port', port]);
    expect(stderr).toMatch(new RegExp(`port ${port} is taken by node \\(pid ${process.pid}\\)`));
    expect(status).toBe(2);
  });

  test('two runs at once keep off each other’s port', async () => {
    const [one, two] = await Promise.all([
      runCli(['lesson', '1', '--json']),
      runCli(['lesson', '1', '--json']),
    ]);
    const ports = [one, two].map(({ stdout }) => /"port":(\d+)/.exec(stdout)?.[1]);
    expect(ports[0]).not.toBe(ports[1]);
    expect([one.status, two.status]).toEqual([0, 0]);
  });
});

describe('ended from outside, nothing is left', () => {
  test.for(['App 1 answers', 'App 1 stops', 'Two clients ask'])(
    'Ctrl-C in “%s”: exit 130',
    async (scene) => {
      await using cli = await startCli(['lesson', '1', '--port', '0']);
      await cli.until(scene);
      cli.kill('SIGINT');
      expect(await cli.ended).toBe(130);
      expect(cli.stderr).toBe('');
      expect(await cli.leftovers()).toEqual([]);
    },
  );

  test('SIGTERM: exit 143', async () => {
    await using cli = await startCli(['lesson', '1', '--port', '0']);
    await cli.until('App 1 answers');
    cli.kill('SIGTERM');
    expect(await cli.ended).toBe(143);
    expect(await cli.leftovers()).toEqual([]);
  });

  test('Ctrl-C with a real Chromium: exit 130, no process, no profile', async (ctx) => {
    needs(ctx, 'chromium', findBrowser('chromium'));
    await using cli = await startCli(['lesson', '1', 'chromium', '--port', '0']);
    await cli.until('App 1 stops');
    cli.kill('SIGINT');
    expect(await cli.ended).toBe(130);
    expect(await cli.leftovers()).toEqual([]);
  });

  test('the reader of the pipe leaves after the first line: exit 0, not a word', async () => {
    await using cli = await startCli(['lesson', '1', '--port', '0']);
    await cli.until('Lesson 1');
    cli.closeStdout();
    expect(await cli.ended).toBe(0);
    expect(cli.stderr).toBe('');
    expect(await cli.leftovers()).toEqual([]);
  });
});

async function optionsInHelp(command: string): Promise<string[]> {
  const { stdout } = await callCli([command, '--help']);
  const named = stdout.matchAll(/^ {2}(?:-\w, )?--(?:no-)?([\w-]+)/gm);
  return [...new Set([...named].map(([, name = '']) => name))].filter((name) => name !== 'help');
}
