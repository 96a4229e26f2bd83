import type { LabEvent } from '../run/events.ts';
import type { Run } from './actions.ts';
import { port } from './draft.ts';
import { asInLessons, type Setting } from './setting.ts';
import type { Client, State } from './state.ts';
import { step } from './step.ts';

const nobody: Client = { pool: [], waiting: [], cached: null };

/** Before the first action: App 1 listens, and nobody has asked. */
export function initial(setting: Setting = asInLessons): State {
  return {
    setting,
    now: 0,
    apps: { 1: 'listens', 2: 'not started' },
    clients: { browser: nobody, 'second browser': nobody, 'one curl': nobody },
    ended: null,
    opened: 0,
    events: [{ kind: 'server', at: 0, app: 'App 1', did: 'listen', port }],
    results: [],
  };
}

/** The state in which a run ends. */
export function replay({ setting, actions }: Run): State {
  return actions.reduce(step, initial(setting));
}

/** Every state of a run, from before its first action on: their events in a row are the run’s. */
export function statesOf({ setting, actions }: Run): State[] {
  const states = [initial(setting)];
  for (const action of actions) states.push(step(states.at(-1) as State, action));
  return states;
}

export function eventsOf(run: Run): LabEvent[] {
  return statesOf(run).flatMap(({ events }) => events);
}
