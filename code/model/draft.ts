import type { LabEvent } from '../run/events.ts';
import { browsers, type Patience } from './setting.ts';
import type { AppNumber, Client, Result, State } from './state.ts';

/** A state in the making: its own fields may be set, what they hold is replaced and never changed. */
export interface Draft extends Writable<Omit<State, 'events' | 'results'>> {
  events: LabEvent[];
  results: Result[];
}
type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

export type PoolName = keyof State['clients'];
export const pools: readonly PoolName[] = ['browser', 'second browser', 'one curl'];

export const port = 7888;

export function draftOf({ setting, now, apps, clients, ended, opened }: State): Draft {
  return { setting, now, apps, clients, ended, opened, events: [], results: [] };
}

/** curl looks at its old connection when it asks again, like Chromium. */
const curl: Patience = {
  ...{ name: 'curl', idle: Infinity, silent: Infinity, beforeHint: null },
  ...{ notices: 'when it asks', retries: 'on a used connection' },
};

export function patienceOf({ setting }: Draft, who: PoolName): Patience {
  return who === 'one curl' ? curl : browsers[setting.browser];
}

export function listener({ apps }: Draft): AppNumber | null {
  return apps[1] === 'listens' ? 1 : apps[2] === 'listens' ? 2 : null;
}

export function note(draft: Draft, text: string): void {
  draft.events.push({ kind: 'note', at: draft.now, text });
}

export function setClient(draft: Draft, who: PoolName, changes: Partial<Client>): void {
  const client = { ...draft.clients[who], ...changes };
  draft.clients = { ...draft.clients, [who]: client };
}
