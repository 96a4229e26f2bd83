import fc from 'fast-check';
import { until } from '../../../code/base/until.ts';
import type { BrowserDriver, Tab } from '../../../code/lab/clients/driver.ts';
import { realBrowser } from '../../../code/lab/clients/real-browser.ts';
import { type Action, encode } from '../../../code/model/actions.ts';
import { initial } from '../../../code/model/replay.ts';
import { asInLessons, type NodeName, type Setting } from '../../../code/model/setting.ts';
import { step } from '../../../code/model/step.ts';
import { type Answered, type Apps, startApps } from '../../model/apps.ts';

/** What a person can do to a browser and two apps, without waiting; a reload most often. */
const weighted = [...'vrrrrrtsdag222SDAG'] as Action[];
/** A run begins with a visit: there is nothing to reload before. */
const runs = fc
  .array(fc.constantFrom(...weighted), { minLength: 19, maxLength: 19 })
  .map((rest): Action[] => ['v', ...rest]);

/** Deeds of the apps, as the process of theirs names them. */
const deeds: Partial<Record<Action, { deed: string; app: 1 | 2 }>> = {
  s: { deed: 'stop', app: 1 },
  d: { deed: 'close', app: 1 },
  a: { deed: 'all', app: 1 },
  g: { deed: 'drain', app: 1 },
  2: { deed: 'start', app: 2 },
  S: { deed: 'stop', app: 2 },
  D: { deed: 'close', app: 2 },
  A: { deed: 'all', app: 2 },
  G: { deed: 'drain', app: 2 },
};

/** Model and browser do not say the same. */
export class Differs extends Error {}

export interface BesideBrowser {
  node: NodeName;
  /** The program of that release. */
  program: string;
  actions: number;
  seed: number;
  onProgress: (done: number) => void;
  signal: AbortSignal;
}

/**
 * Random runs in the model and in a real Chromium: after each action of the browser both must name the
 * same app and status, or the same failure. Which connection it takes is not compared: beside the page
 * it asks for an icon, when it likes.
 * @throws MissingProgram without a Chromium; Differs with the letters, at the first difference
 */
export async function proveBesideBrowser(proof: BesideBrowser): Promise<number> {
  const { node, program, actions, seed, onProgress, signal } = proof;
  await using apps = await startApps(program);
  // A connection that is opened ahead of time is a choice of the browser’s, which no model knows.
  await using browser = await realBrowser('chromium', { preconnect: false, signal });
  const second = await browser.newTab();
  let done = 0;
  // Below the ports that the kernel gives to clients.
  for (let port = 12_000; done < actions && !signal.aborted; port++) {
    const [run = []] = fc.sample(runs, { seed: seed + port, numRuns: 1 });
    await proveRun(
      { apps, browser, second, port, setting: { ...asInLessons, node, browser: 'c' } },
      run,
    );
    done += run.length;
    onProgress(done);
  }
  return done;
}

interface Real {
  apps: Apps;
  browser: BrowserDriver;
  second: Tab;
  port: number;
  setting: Setting;
}

async function proveRun(real: Real, run: readonly Action[]): Promise<void> {
  const { apps, port, setting } = real;
  await apps.tell('reset', { idle: setting.idle });
  apps.ends.clear();
  const { said } = await apps.tell('start', { app: 1, port });
  if (said) return; // another program has this port
  let state = initial(setting);
  for (const [at, action] of run.entries()) {
    state = step(state, action);
    const claimed = state.results.map(({ got }) =>
      typeof got === 'string' ? got : `${got.status} by App ${got.app}`,
    );
    const seen = await act(real, action);
    if (claimed.join() === seen.join()) continue;
    const letters = `/bench/#sim=${encode({ setting, actions: run.slice(0, at + 1) })}`;
    throw new Differs(`${letters}\n  the model: ${claimed}\n  Chromium: ${seen}`);
  }
}

/** Does it for real. @returns what the browser got, if it was the browser’s turn */
async function act(real: Real, action: Action): Promise<string[]> {
  const { apps, browser, second, port } = real;
  const told = deeds[action];
  if (told) {
    await apps.tell(told.deed, { app: told.app, port });
    return [];
  }
  const tab = action === 't' ? second : browser;
  const answers: Answered[] = [];
  apps.onAnswer = (answer) => answers.push(answer);
  const shown = await (action === 'r' ? tab.reload() : tab.visit(`http://127.0.0.1:${port}/`)).then(
    ({ shown }) => shown,
    (error: Error) => error.message,
  );
  await quiet(apps);
  const page = answers.findLast(({ path }) => path === '/');
  if (/ERR_CONNECTION_REFUSED/.test(shown)) return ['refused'];
  if (!page) return [`${shown}`];
  return [
    `${page.status} by ${shown === `App ${page.app}` ? shown : `App ${page.app}, shown “${shown}”`}`,
  ];
}

/** Until all that was asked is answered, the icon included. */
async function quiet(apps: Apps): Promise<void> {
  await until('the answers', async () => {
    await apps.tell('sync');
    return [...apps.ends.values()].every(({ asked, answered }) => asked === answered) || undefined;
  });
}
