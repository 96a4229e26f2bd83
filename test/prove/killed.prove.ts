import { mkdtempDisposableSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBrowser } from '../../code/lab/clients/find-browser.ts';
import { killedWith } from '../helpers/killed-with.ts';
import { needs } from '../helpers/needs.ts';
import { startCli } from '../helpers/run-cli.ts';

killedWith('chromium');
killedWith('firefox');

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
