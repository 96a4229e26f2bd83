import { once } from 'node:events';
import { globSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { basename, dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { areProcesses } from '../../code/course/lessons.ts';
import {
  fresh,
  isOurs,
  longOnes,
  programs,
  root,
  runsToItsEnd,
  snippets,
  start,
  storyPortIfFree,
} from '../helpers/as-a-reader.ts';
import { rawClient } from '../helpers/raw-client.ts';

/** In Part I one program is both apps; in Part II it is one of them, and another terminal tells it to stop. */
const isAlone = (program: string) => isOurs(program) && areProcesses(basename(dirname(program)));
const isSwap = (program: string) => isOurs(program) && !isAlone(program);

test('Every program of a lesson is one that a page tells you to run, and no page names another', () => {
  const there = globSync('code/[0-9]*/*.ts', { cwd: root }).filter(
    (file) => !/^(story|exercise\.[\w-]+)\.ts$/.test(basename(file)),
  );
  expect(programs).toEqual(there.sort());
  expect(programs.filter(isSwap).length).toBeGreaterThanOrEqual(6);
});

describe('Told to run it, you type npx tsx', () => {
  test.for(programs.filter(isSwap))('%s: open, press Enter, reload', async (program) => {
    using port = await storyPortIfFree();
    await using running = start(program, port.args);
    await running.until(`App 1 answers: open http://127.0.0.1:${port.number}/`);
    await using kept = await rawClient(port.number);
    kept.send('GET / HTTP/1.1', 'Host: 127.0.0.1', '');
    await kept.until('Hello, world!\n');
    expect(await fresh(port.number)).toBe('Hello, world!\n');

    running.child.stdin?.write('\n');
    await running.until('App 1 was stopped, App 2 listens');
    kept.received = '';
    kept.send('GET / HTTP/1.1', 'Host: 127.0.0.1', '');
    if (basename(program) === 'buggy.ts') await kept.until('Hello, world!\n');
    else expect(await kept.end()).toBe('');
    expect(await fresh(port.number)).toBe('Hello, world2!\n');

    running.child.kill('SIGINT');
    expect({ status: await running.ended, complaint: running.stderr }).toEqual({
      status: 130,
      complaint: '',
    });
  });

  // The others ask for more than a word to end; their lessons' tests give it.
  const endsWhenTold = (program: string) => isAlone(program) && program.includes('/10-half-fixed/');
  test.for(programs.filter(endsWhenTold))(
    '%s: it answers, and ends when it is told to',
    async (program) => {
      using port = await storyPortIfFree();
      await using running = start(program, port.args);
      await running.until('To stop it, type in another terminal: kill ');
      expect(running.stdout).toContain(`answers on http://127.0.0.1:${port.number}/`);
      expect(await fresh(port.number)).toBe('Hello, world!\n');
      process.kill(Number(/kill (\d+)/.exec(running.stdout)?.[1]), 'SIGTERM');
      expect({ status: await running.ended, complaint: running.stderr }).toEqual({
        status: 0,
        complaint: '',
      });
    },
  );

  // By Node itself, in a third of the time; by tsx, and the long ones: `npm run prove snippets`.
  test.for(snippets.filter((program) => !longOnes.includes(program)))(
    '%s: it runs to its end and prints what is recorded',
    { timeout: 70_000 },
    (program, ctx) => runsToItsEnd(program, ctx, process.execPath),
  );

  test.for(programs.filter(isOurs))(
    '%s, on a port that is taken: one line that names the port, exit 2',
    async (program) => {
      await using stranger = createServer();
      await once(stranger.listen(0, '127.0.0.1'), 'listening');
      const { port } = stranger.address() as AddressInfo;
      // The line is the program’s own, whatever strips its types; Node is there in a quarter of the time.
      await using running = start(program, [String(port)], process.execPath);
      expect(await running.ended).toBe(2);
      expect(running.stderr).toMatch(
        new RegExp(`^listen EADDRINUSE: .* 127\\.0\\.0\\.1:${port}\n$`),
      );
    },
  );
});
