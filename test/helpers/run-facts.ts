import type {
  AnswerFact,
  AppName,
  LabEvent,
  StreamFact,
  TallyFact,
} from '../../code/run/events.ts';
import { only } from './lesson.ts';

/** An answer that somebody looked at. */
export interface Seen extends AnswerFact {
  /** Was App 1 told to stop before it? */
  afterStop: boolean;
  /** Was its connection opened after App 1 was told to stop? */
  newConnection: boolean;
}

/** What a run did, as the claims of its words are held against it: read anew from its events, by nobody else's rules. */
export interface RunFacts {
  answers: readonly Seen[];
  /** Of each table on stage, in order, the states of its rows. */
  tables: readonly string[][];
  /** Who listens at the end. */
  listening: readonly AppName[];
  /** Which side first ended a connection that had carried an answer of App 1. */
  closedBy: 'client' | 'server' | undefined;
  /** Every tally, in order. */
  tallies: readonly TallyFact[];
  /** What each client saw last that was no page: `408`, `ended`. */
  saw: ReadonlyMap<string, string>;
  /** How each app’s process ended: its status, or the signal. */
  exits: ReadonlyMap<string, number | string | null>;
  /** What clients heard of their streams, in order. */
  streams: readonly StreamFact[];
  /** What each command on stage printed. */
  outputs: readonly string[];
  /** What the lesson's small programs printed. */
  printed: string;
}

/** @param printed what the lesson's small programs printed: its words may quote that, too */
export function factsOf(run: readonly LabEvent[], printed = ''): RunFacts {
  const stop = run.findIndex((event) => event.kind === 'server' && event.did === 'stop');
  const isAfterStop = (event: LabEvent) => stop >= 0 && run.indexOf(event) > stop;
  const opened = only('connection', run).filter(({ did }) => did === 'open');
  const answers = only('answer', run)
    .filter(({ shown }) => shown !== null)
    .map((answer) => {
      const connection = opened.findLast(
        ({ peer, app }) => peer === answer.peer && app === answer.app,
      );
      return {
        ...answer,
        afterStop: isAfterStop(answer),
        newConnection: connection !== undefined && isAfterStop(connection),
      };
    });
  const commands = only('command', run).filter(({ shown }) => shown);
  const listening = new Set<AppName>();
  for (const { app, did } of only('server', run)) {
    if (did === 'listen') listening.add(app);
    else listening.delete(app);
  }
  const carried = new Set(answers.filter(({ app }) => app === 'App 1').map(({ peer }) => peer));
  return {
    answers,
    tables: commands
      .filter(({ tool }) => tool === 'netstat' || tool === 'ss' || tool === 'course')
      .map(({ output }) =>
        output.split('\n').flatMap((row) => row.match(/\b[A-Z][A-Z_]{3,}\d?\b/) ?? []),
      ),
    listening: [...listening],
    closedBy: only('connection', run).find(({ did, peer }) => did === 'close' && carried.has(peer))
      ?.by,
    tallies: only('tally', run),
    saw: new Map(only('failure', run).map(({ who, saw }) => [who, saw])),
    exits: new Map(
      only('process', run).flatMap((fact) =>
        fact.did === 'exit' ? [[fact.who, fact.signal ?? fact.status] as const] : [],
      ),
    ),
    streams: only('stream', run),
    outputs: commands.map(({ output }) => output),
    printed,
  };
}
