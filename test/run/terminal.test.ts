import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findProgram } from '../../code/lab/find-program.ts';
import { mayUnshare, needs, needsGrant } from '../helpers/needs.ts';
import { runCli, startCli } from '../helpers/run-cli.ts';

const script = ['/usr/bin/script', '/bin/script'].find(existsSync);
const down = '\x1b[B';
const enter = '\r';
const ctrlC = '\x03';

/** What stood on the screen, without the sequences that put it there. */
const plain = (screen: string) => screen.replace(/\x1b\[[\d;?]*[A-Za-z]/g, '');

describe('on a terminal', () => {
  test('asks for a prediction and how sure, and judges it once the run has shown', async (ctx) => {
    needs(ctx, 'script', script);
    await using cli = await startCli(['lesson', '1', '--port', '0'], { terminal: true });
    await cli.until('to navigate');
    cli.write(enter); // the first option: App 2's page
    await cli.until('How sure are you?');
    cli.write(down + down + enter); // I am sure
    expect(await cli.ended).toBe(0);

    const screen = plain(cli.stdout).replace(/\r?\n/g, ' ');
    const shown = screen.indexOf('304  ● Hello, world!', screen.indexOf('How sure are you?'));
    const judged = screen.indexOf(
      'You said “Hello, world2!, the page of App 2”, and you were sure.',
    );
    expect(shown).toBeGreaterThan(0);
    expect(judged).toBeGreaterThan(shown);
    expect(cli.stdout).toContain('\x1b[33m● Hello, world!'); // App 1 in its colour
    expect(await cli.leftovers()).toEqual([]);
  });

  test('Ctrl-C at the prompt: exit 130, nothing left', async (ctx) => {
    needs(ctx, 'script', script);
    await using cli = await startCli(['lesson', '1', '--port', '0'], { terminal: true });
    await cli.until('to navigate');
    cli.write(ctrlC);
    expect(await cli.ended).toBe(130);
    expect(plain(cli.stdout)).not.toContain('Two clients ask');
    expect(await cli.leftovers()).toEqual([]);
  });

  test('--no-pause asks nothing', async (ctx) => {
    needs(ctx, 'script', script);
    const { status, stdout } = await runCli(['lesson', '1', '--port', '0', '--no-pause'], {
      terminal: true,
    });
    expect(stdout).not.toContain('How sure');
    expect(status).toBe(0);
  });

  test.for([
    ['CI=true', { CI: 'true' }],
    ['TERM=dumb', { TERM: 'dumb' }],
  ] as const)('%s: asks nothing, as in a pipe', async ([, env], ctx) => {
    needs(ctx, 'script', script);
    const { status, stdout } = await runCli(['lesson', '1', '--port', '0'], {
      terminal: true,
      env,
    });
    expect(stdout).not.toContain('How sure');
    expect(status).toBe(0);
  });

  test.for([
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['TERM=dumb', { TERM: 'dumb' }],
  ] as const)('%s: no colour, the same shapes', async ([, env], ctx) => {
    needs(ctx, 'script', script);
    const { stdout } = await runCli(['lesson', '1', '--port', '0', '--no-pause'], {
      terminal: true,
      env,
    });
    expect(stdout).not.toContain('\x1b[');
    expect(stdout).toContain('● Hello, world!');
    expect(stdout).toContain('■ Hello, world2!');
  });
});

test('without /proc: the lesson plays, its rows left out, exit 0', async (ctx) => {
  needs(ctx, 'unshare', findProgram(['unshare'], process.env));
  needsGrant(ctx, 'namespaces', mayUnshare());
  const { status, stdout } = await runCli(['lesson', '1', '--json', '--port', '0'], {
    noProc: true,
  });
  expect(stdout).toContain('"kind":"finding","id":"two-answers"');
  expect(stdout).not.toContain('"kind":"sockets"');
  expect(stdout).toMatch(/"kind":"note","text":"[^"]*\/proc\/net\/tcp/);
  expect(status).toBe(0);
});
