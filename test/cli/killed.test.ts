import { mkdtempDisposableSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBrowser } from '../../code/lab/clients/find-browser.ts';
import { needs } from '../helpers/needs.ts';
import { type RunningCli, startCli } from '../helpers/run-cli.ts';

/** To the command alone: what it started must notice by itself. */
const toItAlone = ({ pid }: RunningCli, signal: NodeJS.Signals) => process.kill(pid, signal);
const nothingIsLeft = ({ leftovers }: RunningCli) =>
  expect.poll(leftovers, { timeout: 5_000, interval: 50 }).toEqual([]);

describe('a lesson that is killed leaves nothing', () => {
  test.for(['Lesson 1', 'App 1 answers', 'App 1 stops', 'Two clients ask'])(
    'SIGKILL in “%s”: not the stand-in either',
    async (scene) => {
      await using cli = await startCli(['lesson', '1', '--port', '0']);
      await cli.until(scene);
      toItAlone(cli, 'SIGKILL');
      await cli.ended;
      await nothingIsLeft(cli);
      expect(cli.stderr).toBe('');
    },
  );
});

describe.each(['chromium', 'firefox'] as const)('a lesson with a real %s', (browser) => {
  test('SIGKILL in the story: no process, no profile', async (ctx) => {
    needs(ctx, browser, findBrowser(browser));
    await using cli = await startCli(['lesson', '1', browser, '--port', '0']);
    await cli.until('App 1 stops');
    toItAlone(cli, 'SIGKILL');
    await cli.ended;
    await nothingIsLeft(cli);
  });

  test.for([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGKILL', null],
  ] as const)(
    '%s while it starts: status %s, not a word, nothing left',
    async ([signal, status], ctx) => {
      needs(ctx, browser, findBrowser(browser));
      await using cli = await startCli(['lesson', '1', browser, '--port', '0']);
      // Its home is made right before it is started.
      await expect
        .poll(cli.leftovers, { timeout: 10_000, interval: 20 })
        .toContainEqual(expect.stringMatching(/^still-answering-/));
      toItAlone(cli, signal);
      expect(await cli.ended).toBe(status);
      expect(cli.stderr).toBe('');
      await nothingIsLeft(cli);
    },
  );
});

// What Firefox writes lies there, too; looking at both would take as long again.
test('a real chromium writes into no home but its own', async (ctx) => {
  needs(ctx, 'chromium', findBrowser('chromium'));
  using home = mkdtempDisposableSync(join(tmpdir(), 'sa-'));
  const env = { HOME: home.path, XDG_CONFIG_HOME: '', XDG_CACHE_HOME: '' };
  await using cli = await startCli(['lesson', '1', 'chromium', '--port', '0'], { env });
  expect(await cli.ended).toBe(0);
  expect(readdirSync(home.path)).toEqual([]);
  expect(await cli.leftovers()).toEqual([]);
});
