import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryHome } from '../../code/base/temporary-home.ts';
import { until } from '../../code/base/until.ts';
import type { Heard } from '../../code/lab/clients/driver.ts';
import { standIn } from '../../code/lab/clients/stand-in.ts';
import { freePort } from '../../code/lab/middlemen/open-middleman.ts';

const program = fileURLToPath(new URL('../../code/14-not-on-the-list/feed.ts', import.meta.url));

/**
 * Deploys lesson 14's feed again and again under real EventSources, while somebody else writes an event each
 * 10 ms: how many did the clients lose, or get twice? Each new process is started before the old one is told.
 */
export async function deployFeed(deploys: number, clients: number) {
  await using opened = new AsyncDisposableStack();
  const { folder, env } = opened.use(await temporaryHome());
  const log = join(folder, 'feed.log');
  writeFileSync(log, '');
  let written = 0;
  const write = () => appendFileSync(log, `${written++} ü\n`);
  const writer = setInterval(write, 10);
  opened.defer(() => clearInterval(writer));

  const port = await freePort();
  const start = (): ChildProcess => {
    const child = spawn(process.execPath, [program, String(port), log], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...env }, // marked: it does not outlive us
    });
    opened.defer(() => void child.kill('SIGKILL'));
    return child;
  };

  let app = start();
  const browser = opened.use(await standIn());
  const heard: Heard[][] = Array.from({ length: clients }, () => []);
  for (const each of heard)
    await browser.listen(`http://127.0.0.1:${port}/`, (what) => void each.push(what));
  const each = (what: string, is: (heard: Heard[]) => boolean) =>
    until(what, () => heard.every(is) || undefined, { ms: 60_000, seen: () => state(heard) });
  // Who came before anybody listened has tried again by now.
  await each('each client to hear an event', (all) => all.some(({ did }) => did === 'event'));

  for (let deploy = 1; deploy <= deploys; deploy++) {
    const old = app;
    const gone = once(old, 'exit');
    app = start();
    old.kill('SIGTERM');
    await gone;
    const events = heard.map((all) => got(all).length);
    const opens = (all: Heard[]) => all.filter(({ did }) => did === 'open').length;
    await each(
      `each client to be back after deploy ${deploy}`,
      (all) => opens(all) > deploy && got(all).length > (events[heard.indexOf(all)] ?? 0),
    );
  }
  clearInterval(writer);
  const last = `${written - 1} ü`;
  await each('each client to get the last event', (all) => got(all).includes(last));

  const seen = { written, lost: 0, twice: 0, inOrder: true };
  for (const events of heard.map(got)) {
    const different = new Set(events).size;
    seen.lost += written - numberOf(events[0]) - different;
    seen.twice += events.length - different;
    seen.inOrder &&= events.every((each, at) => numberOf(each) >= numberOf(events[at - 1]));
  }
  return seen;
}

const numberOf = (event = '0'): number => Number.parseInt(event, 10);

const got = (all: readonly Heard[]): string[] =>
  all.flatMap((each) => (each.did === 'event' ? each.data : []));

const state = (heard: readonly Heard[][]): string =>
  heard.map((all) => `${all.at(-1)?.did} after ${got(all).length} events`).join(', ');
