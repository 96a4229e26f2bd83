import { describe, expect, test } from 'vitest';
import { symptomIds } from '../../lessons/symptoms/ids.ts';
import { callCli, startCli } from '../helpers/run-cli.ts';

describe('npm run symptom', () => {
  test('with a line: the symptoms that fit, the best first, with when, first command and page', async () => {
    const { status, stdout, stderr } = await callCli(['symptom', 'Error: read ECONNRESET']);
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect([...stdout.matchAll(/^\d\. ([\w-]+):/gm)].map(([, id]) => id)).toEqual([
      'reset-on-reuse',
      '502-during-deploys',
      'upload-refused',
      'first-after-quiet',
    ]);
    const [best = ''] = stdout.split('\n\n');
    expect(best).toMatch(/when {5}the connection had carried a request before/);
    expect(best).toMatch(/seen as {2}Error: read ECONNRESET \(Node 26\.10\.0\)/);
    expect(best).toMatch(/first {4}curl -sv/);
    expect(best).toMatch(/page {5}\/symptoms\/reset-on-reuse\//);
  });

  test('takes words without quotes, and what npm leaves of them', async () => {
    const { status, stdout } = await callCli(['symptom', 'socket', 'hang', 'up']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^1\. reset-on-reuse:/);
  });

  test('reads what is piped in, a stack trace around it', async () => {
    await using cli = await startCli(['symptom']);
    cli.write(
      'node:internal/x\nError: listen EADDRINUSE: address already in use :::3000\n    at f (x.js:1)\n',
    );
    cli.end();
    expect(await cli.ended).toBe(0);
    expect(cli.stdout).toMatch(/^1\. port-in-use:/);
  });

  test('a line that nobody has listed: by what its words mean, and says so', async () => {
    const { status, stdout } = await callCli(['symptom', 'web.1: Process exited with status 137']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^1\. killed-137:/);
    expect(stdout).toMatch(/by words a process was ended from outside \(this line itself is not/);
  });

  test('without a line, where somebody sits: lists them all', async () => {
    await using cli = await startCli(['symptom'], { terminal: true });
    expect(await cli.ended).toBe(0);
    const rows = cli.stdout.trim().split(/\r?\n/);
    expect(rows.map((row) => row.split(' ')[0])).toEqual(symptomIds);
  });

  test('--json: the same as data, and nothing else', async () => {
    const { status, stdout } = await callCli(['symptom', '--json', 'GOAWAY']);
    expect(status).toBe(0);
    const [first] = JSON.parse(stdout).symptoms;
    expect(first).toMatchObject({ id: 'goaway', page: '/symptoms/goaway/' });
    expect(Object.keys(first)).toEqual([
      'id',
      'title',
      'when',
      'first',
      'page',
      'seenAs',
      'byItsWords',
    ]);
  });

  test('what nothing fits: says so, leads to the first question, exit 1', async () => {
    const { status, stdout } = await callCli(['symptom', 'Segmentation fault']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^No symptom knows this line\.\nElse begin with the first question/);
  });

  test('what is not this course’s: says what it is, exit 1', async () => {
    const { status, stdout } = await callCli(['symptom', 'getaddrinfo ENOTFOUND api.example.com']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Not this course’s\. The name could not be looked up\./);
  });

  test('a blank line and an unknown flag are bad usage, exit 2, without a stack', async () => {
    const blank = await callCli(['symptom', '  ']);
    expect(blank.status).toBe(2);
    expect(blank.stderr).toMatch(/there is no line\n {2}write one/);
    const flag = await callCli(['symptom', '--bogus']);
    expect(flag.status).toBe(2);
    expect(flag.stderr).not.toMatch(/\n {4}at /);
  });

  test('what would act on a terminal is written out', async () => {
    const { stdout } = await callCli([
      'symptom',
      '--json',
      '\u001b[2JError: socket hang up\u001b[0m',
    ]);
    expect(stdout).not.toContain('\u001b');
  });
});
