import type {
  AnswerFact,
  CommandFact,
  LabEvent,
  ProcessFact,
  SocketsFact,
  StreamFact,
} from './events.ts';
import { isSocketTool, withoutColumns } from './own-rows.ts';
import { heldBy } from './tally.ts';

/** The first place where a run differs from its recording. */
export interface Drift {
  recorded: string;
  now: string;
}

/**
 * Holds a run against its recording: answers, marks, what was done to the servers, and the rows of
 * each settled scene by role and state; of a tally what its bounds say; of a stream what a client heard in
 * a scene. Not compared: times, ports, pids, how a tool words it, how often an EventSource tries again, and
 * connections whose page nobody looked at (a browser opens spare ones as it sees fit).
 * @returns undefined when the run says what the recording says
 */
export function drift(recorded: readonly LabEvent[], now: readonly LabEvent[]): Drift | undefined {
  // A system whose socket table cannot be read has no rows to compare.
  const hasRows = now.some(({ kind }) => kind === 'sockets');
  const before = essence(recorded, hasRows);
  const after = essence(now, hasRows);
  const length = Math.max(before.length, after.length);
  for (let line = 0; line < length; line++) {
    const [was = '(nothing more)', is = '(nothing more)'] = [before[line], after[line]];
    if (was !== is) return { recorded: was, now: is };
  }
  return undefined;
}

/** What a run says, as comparable lines. */
export function essence(events: readonly LabEvent[], withRows = true): string[] {
  const looked = new Set(events.filter(isLookedAt).map(({ peer }) => peer));
  // A client hears of its stream when it does, before an app is heard to listen, or after.
  const heard: string[] = [];
  const lines = inTheirOrder(events).flatMap((event) => {
    switch (event.kind) {
      case 'scene':
        return [...heard.splice(0), `scene ${event.id}`];
      case 'prediction':
        return [`prediction ${event.id}`];
      case 'finding':
        return [`finding ${event.id}`];
      case 'server':
        return [`${event.app}: ${event.did}`];
      case 'answer':
        return isLookedAt(event) ? [describe(event)] : [];
      case 'sockets':
        return withRows ? [rolesOf(event, looked)] : [];
      case 'command':
        return event.shown ? [said(event)] : [];
      case 'process':
        return [ofProcess(event)];
      case 'middleman':
        return event.did === 'listen'
          ? [`${event.name} listens`]
          : [`${event.name}: ${event.app} ${event.did}`];
      case 'failure':
        return [
          `${event.who}: ${event.method} ${event.path}, saw ${event.saw}, a handler ran ${event.ran} times`,
        ];
      case 'tally':
        return [`${event.who}: ${event.asked}, ${heldBy(event)}`];
      case 'stream':
        // How often it tries again is a matter of time.
        if (event.did !== 'reconnecting') heard.push(ofStream(event));
        return [];
      case 'run':
      case 'note':
      case 'connection':
        return [];
      default:
        return event satisfies never;
    }
  });
  return [...lines, ...heard];
}

/**
 * An app ends by clocks of its own, and what clients see meanwhile comes in no order with it: up to the next
 * mark its last deeds are told behind the rest.
 */
function inTheirOrder(events: readonly LabEvent[]): LabEvent[] {
  const isLast = (event: LabEvent) =>
    (event.kind === 'process' && event.did === 'exit') ||
    (event.kind === 'server' && event.did === 'close-all');
  const ordered: LabEvent[] = [];
  const last: LabEvent[] = [];
  for (const event of events) {
    if (isLast(event)) last.push(event);
    else {
      if (['scene', 'prediction', 'finding'].includes(event.kind)) ordered.push(...last.splice(0));
      ordered.push(event);
    }
  }
  return [...ordered, ...last];
}

function isLookedAt(event: LabEvent): event is AnswerFact {
  return event.kind === 'answer' && event.shown !== null;
}

function describe(answer: AnswerFact): string {
  const { who, method, path, ifNoneMatch, status, app, etag, shown } = answer;
  const asked = `${method} ${path}${ifNoneMatch ? ` If-None-Match ${ifNoneMatch}` : ''}`;
  return `${who}: ${asked}, ${status} by ${app}, ETag ${etag}, shows “${shown}”`;
}

/**
 * Of a socket tool, whichever this machine has, only whether it printed rows of this run; of curl its
 * line, since its answers are facts of their own; of a lesson's program the text. Ports and columns aside.
 */
function said({ line, tool, output }: CommandFact): string {
  if (isSocketTool(tool)) return `netstat: ${output ? 'rows' : 'nothing'}`;
  const text = tool === 'program' ? `$ ${line}\n${withoutColumns(output)}` : `$ ${line}`;
  return text.replace(/\b\d{4,5}\b/g, 'PORT');
}

/** Not compared: pids, and how long it took. */
function ofProcess(fact: ProcessFact): string {
  if (fact.did === 'start')
    return `${fact.who}: started as ${fact.chain.map(({ program }) => program).join(' > ')}`;
  if (fact.did === 'signal') return `${fact.who}: sent ${fact.signal}`;
  return `${fact.who}: ended with ${fact.signal ?? `status ${fact.status}`}`;
}

function ofStream({ who, path, did, id, data }: StreamFact): string {
  const event = did === 'event' ? ` ${id ?? 'without an id'} “${data}”` : '';
  return `${who}: stream ${path}, ${did}${event}`;
}

function rolesOf({ rows }: SocketsFact, looked: ReadonlySet<number>): string {
  const roles = rows
    .filter(
      ({ state, local, remote }) =>
        state === 'LISTEN' ||
        (state === 'ESTABLISHED' && (looked.has(local) || looked.has(remote))),
    )
    .map(({ owner, state }) => `${owner} ${state}`);
  // Once each: a browser may use one connection or two, and tells the same story with both.
  return `rows: ${[...new Set(roles)].sort().join(', ') || 'none'}`;
}
