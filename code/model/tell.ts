import type { AnswerFact } from '../run/events.ts';
import { type Draft, note } from './draft.ts';
import type { AppNumber, ClientName, Connection, Request, Result } from './state.ts';

export function tellConnection(
  draft: Draft,
  did: 'open' | 'close',
  { app, ...rest }: { app: AppNumber; who: ClientName; peer: number; by?: 'client' | 'server' },
): void {
  draft.events.push({ kind: 'connection', at: draft.now, did, app: `App ${app}`, ...rest });
}

/** Their pages and ETags, as the two programs of lesson 1 make them. */
export const greetings = { 1: 'Hello, world!', 2: 'Hello, world2!' } as const;
const etags = {
  1: '"09fac8dbfd27bd9b4d23a00eb648aa751789536d"',
  2: '"7ed872ed819318ccfe5daa68b4ba63e197845c3e"',
} as const;

/** The app answers; whoever has its page in a cache gets a 304. */
export function tellAnswer(
  draft: Draft,
  { app, peer, nth }: Connection,
  { who, path }: Pick<Request, 'who' | 'path'>,
  cached: AppNumber | null,
): void {
  const brought = cached ? etags[cached] : null;
  const etag = path === '/' ? etags[app] : null;
  const status = cached === app ? 304 : 200;
  const fact: AnswerFact = {
    ...{ kind: 'answer', at: draft.now, who, method: 'GET', path, app: `App ${app}`, status },
    ...{ etag, ifNoneMatch: brought, peer, nth, shown: greetings[app] },
  };
  draft.events.push(fact);
  draft.results.push({ who, path, got: { app, status, peer } });
}

/** What a client gets in the place of an answer. */
export function tellFailure(draft: Draft, { who, path, again }: Request, got: Failure): void {
  draft.results.push({ who, path, got });
  const asked = { at: draft.now, who, method: 'GET', path };
  if (got === 'refused')
    draft.events.push({ kind: 'failure', ...asked, saw: 'ECONNREFUSED', ran: again ? 1 : 0 });
  if (got === 'reset')
    draft.events.push({ kind: 'failure', ...asked, saw: 'ECONNRESET', ran: again ? 2 : 1 });
  if (got === 'given up') note(draft, `the ${who} is closed before its answer`);
}
type Failure = Exclude<Extract<Result['got'], string>, 'waits'>;
