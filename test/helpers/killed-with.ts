import { describe, expect, test } from 'vitest';
import { findBrowser } from '../../code/lab/clients/find-browser.ts';
import { needs } from './needs.ts';
import { type RunningCli, startCli } from './run-cli.ts';

/** To the command alone: what it started must notice by itself. */
export const toItAlone = ({ pid }: RunningCli, signal: NodeJS.Signals) => process.kill(pid, signal);
export const nothingIsLeft = ({ leftovers }: RunningCli) =>
  expect.poll(leftovers, { timeout: 5_000, interval: 50 }).toEqual([]);

const signals = [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGKILL', null],
] as const;

/** A lesson with a real browser, killed in its story, and while the browser starts. */
export function killedWith(browser: 'chromium' | 'firefox', only: number = signals.length): void {
  describe(`a lesson with a real ${browser}`, () => {
    test('SIGKILL in the story: no process, no profile', async (ctx) => {
      needs(ctx, browser, findBrowser(browser));
      await using cli = await startCli(['lesson', '1', browser, '--port', '0']);
      await cli.until('App 1 stops');
      toItAlone(cli, 'SIGKILL');
      await cli.ended;
      await nothingIsLeft(cli);
    });

    test.for(signals.slice(0, only))(
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
}
