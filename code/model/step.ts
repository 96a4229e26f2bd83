import type { Action } from './actions.ts';
import { askInTwo, askOnce, preconnect, quit } from './clients.ts';
import { type Draft, draftOf } from './draft.ts';
import { ask } from './requests.ts';
import { closeAll, closeServer, drain, start, stop } from './servers.ts';
import type { AppNumber, State } from './state.ts';
import { wait } from './time.ts';

/**
 * The state after an action. What cannot be done, such as to stop an app twice, changes nothing and
 * says so in a note. Nothing that is handed in is changed.
 */
export function step(before: State, action: Action): State {
  const draft = draftOf(before);
  deeds[action](draft);
  return draft;
}

const request = (who: 'browser' | 'new tab', path: '/' | '/slow') => (draft: Draft) =>
  ask(draft, 'browser', { who, path, again: false });

const once = (who: 'curl' | 'fresh client') => (draft: Draft) => askOnce(draft, who);

const onApp = (app: AppNumber) => ({
  stop: (draft: Draft) => stop(draft, app),
  close: (draft: Draft) => closeServer(draft, app),
  all: (draft: Draft) => closeAll(draft, app),
  drain: (draft: Draft) => drain(draft, app),
});
const [first, second] = [onApp(1), onApp(2)];

const deeds: Record<Action, (draft: Draft) => void> = {
  v: request('browser', '/'),
  r: request('browser', '/'),
  t: request('new tab', '/'),
  l: request('browser', '/slow'),
  p: preconnect,
  q: (draft) => quit(draft, 'browser'),
  n: (draft) => ask(draft, 'second browser', { who: 'second browser', path: '/', again: false }),
  c: once('curl'),
  k: askInTwo,
  f: once('fresh client'),
  s: first.stop,
  d: first.close,
  a: first.all,
  g: first.drain,
  2: (draft) => start(draft, 2),
  S: second.stop,
  D: second.close,
  A: second.all,
  G: second.drain,
  w: (draft) => wait(draft, 1000),
  x: (draft) => wait(draft, 6000),
  m: (draft) => wait(draft, 60_000),
};
