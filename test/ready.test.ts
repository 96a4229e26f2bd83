import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { look } from '../code/course/cli/ready.ts';
import { callCli } from './run-cli.ts';

const verdictOn = async (what: string, env: NodeJS.ProcessEnv) =>
  (await look(env)).find((finding) => finding.what === what);

test('says what is there, and exits 0', async () => {
  const { status, stdout } = await callCli(['ready'], { env: process.env });
  expect(stdout).toMatch(/^ok {7}Node: 26\./m);
  expect(stdout).toMatch(/\nReady\.\n$/);
  expect(status).toBe(0);
});

test('without curl a lesson cannot be played: MISSING, what for, how to get it, exit 1', async () => {
  const { status, stdout } = await callCli(['ready'], { env: { PATH: '/nowhere' } });
  expect(stdout).toMatch(
    /^MISSING {2}curl: not on PATH; lessons 4 and 6 run it\n {9}Debian: apt-get install curl$/m,
  );
  expect(stdout).toMatch(/Not ready/);
  expect(status).toBe(1);
});

test('a browser that is not there is a note: a stand-in plays', async () => {
  const env = { ...process.env, FIREFOX: '/nowhere/firefox' };
  expect(await verdictOn('Firefox', env)).toMatchObject({ verdict: 'note', found: /stand-in/ });
});

test('a taken port is named with its owner', async () => {
  const stranger = createServer();
  await using _ = stranger;
  await once(stranger.listen(7888, '127.0.0.1'), 'listening');
  expect(await verdictOn('port 7888', process.env)).toMatchObject({
    verdict: 'note',
    found: `is taken by node (pid ${process.pid})`,
  });
});

test.for([
  [{ http_proxy: 'http://proxy.example:3128' }, 'note'],
  [{ http_proxy: 'http://proxy.example:3128', no_proxy: 'localhost,127.0.0.1' }, 'ok'],
  [{}, 'ok'],
] as const)('proxy variables %o: %s', async ([env, verdict]) => {
  expect((await verdictOn('proxy', { PATH: process.env.PATH, ...env }))?.verdict).toBe(verdict);
});

test('--json prints the findings', async () => {
  const { stdout } = await callCli(['ready', '--json'], { env: process.env });
  expect(JSON.parse(stdout)).toContainEqual({
    what: 'Node',
    verdict: 'ok',
    found: process.versions.node,
  });
});
