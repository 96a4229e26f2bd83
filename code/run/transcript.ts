import { safe } from '../base/text/safe.ts';
import type {
  AnswerFact,
  CommandFact,
  FailureFact,
  LabEvent,
  MiddlemanFact,
  ProcessFact,
  ServerFact,
  SocketFact,
  StreamFact,
  TallyFact,
} from './events.ts';
import { lookUp, type Wording } from './look-up.ts';
import { isSocketTool } from './own-rows.ts';
import { totalOf } from './tally.ts';

/**
 * What may be seen: `story` shows what the author of the report saw, `signed` also the ETag that a
 * client brought and the one it was given, `connections` who is connected to whom, and `whole` all
 * that was recorded, with what the stage did not show.
 */
export type Lens = 'story' | 'signed' | 'connections' | 'whole';

/** A text with its meaning, which each painter shows in its own way; the text says it without, too. */
export interface Span {
  text: string;
  /** Whose page this is. Its shape, ● or ■, stands in the text. */
  app?: 'App 1' | 'App 2';
}

/** What a run says, line by line, fit for a terminal or a page: nothing in it acts on a screen. */
export type Line =
  | { kind: 'scene'; title: string }
  | ToldLine
  | TallyLine
  | AnswerLine
  | CommandLine
  | { kind: 'rows'; rows: TableRow[] }
  | { kind: 'finding' | 'note'; text: string };

/** Somebody did something, in a sentence. */
export interface ToldLine {
  kind: 'server' | 'connection' | 'process' | 'middleman' | 'failure' | 'stream';
  at: number;
  who: string;
  said: string;
}

/** What many requests came to: `90 ■ App 2`, `10 ● App 1`. */
export interface TallyLine {
  kind: 'tally';
  at: number;
  who: string;
  asked: string;
  outcomes: Span[];
}

export interface AnswerLine {
  kind: 'answer';
  at: number;
  who: string;
  /** Method and path. */
  asked: string;
  status: number;
  /** null: nobody looked at it. */
  page: Span | null;
  /** `from App 1, connection :50001, request 2`, where the lens shows connections. */
  carried?: string;
  /** What the client brought and what it was given, where the lens shows that. */
  signatures?: string;
}

export interface CommandLine {
  kind: 'command';
  /** As somebody would type it. */
  line: string;
  output: string[];
  /** Is the output rows in columns, as a socket tool prints them? */
  rows: boolean;
  /** Said in place of an output, or about what it lacks. */
  remark?: string;
}

/** A row of the socket table in the words of the story. */
export interface TableRow {
  owner: string;
  state: string;
  ends: string;
}

export interface TranscriptOptions extends Wording {
  lens: Lens;
}

/**
 * Turns a run's events into lines one by one, none for what the lens hides.
 * @returns throws where the words lack an id that an event names
 */
export function createTranscript(options: TranscriptOptions): (event: LabEvent) => Line[] {
  const { lens } = options;
  const whole = lens === 'whole';
  const connections = whole || lens === 'connections';
  /** Whose page a text is: the app that sent it with a 200. */
  const pages = new Map<string, string>();

  function answer(fact: AnswerFact): Line[] {
    const { at, method, path, status, app, peer, nth } = fact;
    const line = { kind: 'answer', at, who: fact.who, asked: `${method} ${path}`, status } as const;
    const carried = `connection :${peer}, request ${nth}`;
    if (fact.shown === null) return whole ? [{ ...line, page: null, carried }] : [];
    const text = safe(fact.shown);
    if (status === 200 && path === '/') pages.set(text, app);
    const page = pageOf(text, pages.get(text));
    if (lens === 'signed') return [{ ...line, page, signatures: signatures(fact) }];
    return [{ ...line, page, ...(connections && { carried: `from ${app}, ${carried}` }) }];
  }

  return (event) => {
    switch (event.kind) {
      case 'scene':
        return [{ kind: 'scene', title: lookUp(options, 'scenes', event.id) }];
      case 'server':
        return [{ kind: 'server', at: event.at, who: event.app, said: deeds[event.did](event) }];
      case 'answer':
        return answer(event);
      case 'finding':
        return [{ kind: 'finding', text: lookUp(options, 'findings', event.id).say }];
      case 'note':
        return [{ kind: 'note', text: `Note: ${safe(event.text)}.` }];
      case 'command':
        return event.shown || whole ? [command(event)] : [];
      case 'connection': {
        const { at, who, app, peer } = event;
        const said = `connection :${peer} to ${app} ${ended(event)}`;
        return connections ? [{ kind: 'connection', at, who, said }] : [];
      }
      case 'sockets':
        return whole ? [{ kind: 'rows', rows: event.rows.map(tableRow) }] : [];
      case 'process':
        return [told(event, event.who, processSaid(event))];
      case 'middleman':
        return [told(event, event.name, middlemanSaid(event))];
      case 'failure':
        return [told(event, event.who, failureSaid(event))];
      case 'stream':
        return [told(event, event.who, streamSaid(event))];
      case 'tally':
        return [tallyLine(event)];
      case 'run':
      case 'prediction':
        return [];
      default:
        return event satisfies never;
    }
  };
}

/** What a run says of one of its events; no lines for what the lens hides. */
export interface Told {
  event: LabEvent;
  lines: Line[];
  /** The scene that it happens in; empty before the first. */
  scene: string;
}

/** A whole run, event by event. */
export function tell(events: readonly LabEvent[], options: TranscriptOptions): Told[] {
  const linesOf = createTranscript(options);
  let scene = '';
  return events.map((event) => {
    if (event.kind === 'scene') scene = event.id;
    return { event, lines: linesOf(event), scene };
  });
}

/**
 * The lines of a whole run.
 * @param scenes only these scenes, each with its title
 */
export function transcript(
  events: readonly LabEvent[],
  { scenes, ...options }: TranscriptOptions & { scenes?: readonly string[] | undefined },
): Line[] {
  return tell(events, options) // also of what is left out: it may tell whose page a text is
    .flatMap(({ lines, scene }) => (!scenes || scenes.includes(scene) ? lines : []));
}

/** Spans as a list in a sentence, each with its comma. */
export const listed = (spans: readonly Span[]): Span[] =>
  spans.flatMap((span, index) => (index > 0 ? [{ text: ', ' }, span] : [span]));

/** How a line tells its time, which is kept in ms. */
export const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

function pageOf(text: string, app: string | undefined): Span {
  if (app === 'App 1') return { text: `● ${text}`, app };
  return app === 'App 2' ? { text: `■ ${text}`, app } : { text };
}

function command({ line, tool, output, others = 0 }: CommandFact): CommandLine {
  // A carriage return before the line feed belongs to HTTP, and would only blur its lines here.
  const printed = safe(output.replaceAll('\r\n', '\n')).trimEnd();
  const left = others === 1 ? 'one row' : `${others} rows`;
  const remark =
    others > 0 ? `(${left} of earlier runs left out)` : printed ? '' : '(it printed nothing)';
  return {
    kind: 'command',
    line: safe(line),
    output: printed ? printed.split('\n') : [],
    rows: isSocketTool(tool),
    ...(remark && { remark }),
  };
}

function tableRow({ owner, state, local, remote }: SocketFact): TableRow {
  const ends = state === 'LISTEN' ? `:${local}` : `:${local} -> :${remote}`;
  return { owner: owner ?? 'nobody', state, ends };
}

function told(
  { kind, at }: { kind: ToldLine['kind']; at: number },
  who: string,
  said: string,
): Line {
  return { kind, at, who, said: safe(said) };
}

function processSaid(fact: ProcessFact): string {
  if (fact.did === 'signal') return `is sent ${fact.signal}`;
  if (fact.did === 'start') {
    const chain = fact.chain.map(({ pid, program }) => `${program} (pid ${pid})`).join(' > ');
    // Who is alone in the chain stands in the line.
    return `is started: ${fact.line}, ${fact.chain.length > 1 ? chain : `pid ${fact.pid}`}`;
  }
  const after = fact.after === null ? '' : `, ${inSeconds(fact.after)} after it was told`;
  return `ends with ${fact.signal ?? `status ${fact.status}`}${after}`;
}

function middlemanSaid(fact: MiddlemanFact): string {
  if (fact.did === 'listen') return `listens on port ${fact.port}`;
  return fact.did === 'out'
    ? `sends nobody to ${fact.app} any more`
    : `sends on to ${fact.app} again`;
}

function failureSaid({ method, path, saw, ran }: FailureFact): string {
  const handler =
    ran === 0 ? 'no handler saw it' : ran === 1 ? 'a handler ran' : `a handler ran ${ran} times`;
  return `${method} ${path}  ${saw}, ${handler}`;
}

function streamSaid({ path, did, id, data }: StreamFact): string {
  if (did === 'event') return `${path}  event ${id ?? 'without an id'}: ${data}`;
  return `${path}  ${streams[did]}`;
}

const streams: Record<Exclude<StreamFact['did'], 'event'>, string> = {
  open: 'the stream is open',
  ended: 'the answer ended, whole',
  cut: 'the answer was cut',
  reconnecting: 'the stream is gone; it tries again',
  'gave up': 'the stream is gone; it gives up',
};

/** An app by its shape, as everywhere; what nobody saw is told, too, where the story asked for it. */
function tallyLine({ at, who, asked, outcomes }: TallyFact): Line {
  const total = totalOf({ outcomes });
  const spans = outcomes.map(({ outcome, count }): Span => {
    const text = `${count} of ${total} `;
    if (outcome === 'App 1') return { text: `${text}● App 1`, app: 'App 1' };
    return outcome === 'App 2'
      ? { text: `${text}■ App 2`, app: 'App 2' }
      : { text: text + safe(outcome) };
  });
  return { kind: 'tally', at, who, asked, outcomes: spans };
}

const deeds: Record<ServerFact['did'], (fact: ServerFact) => string> = {
  listen: ({ port }) => `listens on port ${port}`,
  stop: () => 'stops',
  'close-all': () => 'closes all its connections',
};

function ended({ did, by }: { did: 'open' | 'close'; by?: 'client' | 'server' }): string {
  if (did === 'open') return 'opened';
  return by ? `closed by the ${by}` : 'closed';
}

/** What a client brought and what it was given. Six digits tell the two apps' ETags apart. */
function signatures({ ifNoneMatch, etag }: AnswerFact): string {
  const brought = ifNoneMatch === null ? '' : `If-None-Match ${short(ifNoneMatch)}  `;
  return `${brought}ETag ${etag === null ? 'none' : short(etag)}`;
}

function short(etag: string): string {
  return safe(etag.replace(/^("[^"]{6})[^"]+"$/, '$1…"'));
}
