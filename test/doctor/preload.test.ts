import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { examine } from '../../code/doctor/examine.ts';
import { rawClient } from '../helpers/raw-client.ts';
import { refused } from '../helpers/refused.ts';
import { faultsOf } from './verdicts-of-servers.ts';

const preload = new URL('../../code/doctor/preload.ts', import.meta.url).href;
const unhandled = new URL('../specimens/servers/node/none.mjs', import.meta.url);

test('a program that handles no signal and shows its server to nobody leaves politely', async () => {
  const command = [process.execPath, '--import', preload, fileURLToPath(unhandled)];
  const paths = { slow: '/slow', big: '/big', upload: '/upload' };
  const found = await examine({ command, paths, solo: 'never' });
  expect([found.diagnoses, faultsOf(found)]).toEqual([['graceful'], []]);
});

test('a program with two servers ends when the busy one has answered', async () => {
  const program = `
    import { createServer } from 'node:http';
    const busy = createServer((_, response) => {
      process.once('message', () => response.end('done'));
      process.send('asked');
    });
    createServer().listen(0, '127.0.0.1');
    busy.listen(0, '127.0.0.1', () => process.send(busy.address().port));`;
  const args = ['--import', preload, '--input-type=module', '--eval', program];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = once(child, 'exit');
  const [port] = await once(child, 'message');
  await using client = await rawClient(Number(port));
  client.send('GET / HTTP/1.1', 'Host: x', '');
  await once(child, 'message');

  child.kill('SIGTERM');
  await refused(Number(port));
  child.send('answer');

  expect(await client.end()).toMatch(/Connection: close.*done$/s);
  expect(await exit).toEqual([0, null]);
});
