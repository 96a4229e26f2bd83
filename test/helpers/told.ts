import { expect, test } from 'vitest';
import { loadLesson } from '../../code/course/lessons.ts';
import {
  type Cast,
  nameOf,
  readRecording,
  readRecordingFor,
} from '../../code/course/recordings.ts';
import { findTornado } from '../../code/lab/find-tornado.ts';
import { findDaemon } from '../../code/lab/middlemen/daemon.ts';
import { drift } from '../../code/run/drift.ts';
import type { LabEvent } from '../../code/run/events.ts';
import { only, playStory } from './lesson.ts';
import { needs, needsNode } from './needs.ts';
import { wordFaults } from './word-faults.ts';

const browsers = ['stand-in', 'chromium', 'firefox'] as const;

/** What a run says, in the words that the tests of the stories use. */
export interface Told {
  events: LabEvent[];
  /** `browser 304 App 1` for each answer that somebody looked at. */
  answers: string[];
  findings: string[];
  /** What each command on stage printed of this run's rows, state by state. */
  states: string[][];
}

/** Tells a lesson with one cast, holds it against its recording, and hands on what it said. */
export function toldAsRecorded(slug: string, cast: Cast, check: (told: Told) => void): void {
  test(`${slug} told by ${nameOf(cast)} runs as recorded`, async (ctx) => {
    if (cast.program === 'original') needs(ctx, 'tornado', await findTornado());
    if (cast.node) needsNode(ctx, cast.node);
    if (cast.through && cast.through !== 'balancer')
      needs(ctx, cast.through, findDaemon(cast.through));
    const events = await runOf(slug, cast);
    const shown = only('answer', events).filter((answer) => answer.shown !== null);
    const commands = only('command', events).filter((command) => command.shown);
    check({
      events,
      answers: shown.map(({ who, status, app }) => `${who} ${status} ${app}`),
      findings: only('finding', events).map(({ id }) => id),
      states: commands.map(({ output }) => output.match(/\b[A-Z_]{4,}\d?\b/g) ?? []),
    });
    expect(drift(readRecordingFor(slug, cast) ?? [], events)).toBeUndefined();
    expect(wronglyBlamed(events)).toEqual([]);
    expect(wronglyBlamed(readRecordingFor(slug, cast) ?? [])).toEqual([]);
    expect(wordFaults(slug, (await loadLesson(slug)).words, events)).toEqual([]);
  });
}

/** Who closes first keeps the TIME_WAIT row (RFC 9293 section 3.3.2): the closes of which a run says otherwise. */
export function wronglyBlamed(events: LabEvent[]): string[] {
  return only('connection', events).flatMap(({ did, at, who, peer, by }) => {
    const settled = only('sockets', events).find((table) => table.at >= at)?.rows ?? [];
    const waiting = settled.filter(({ state }) => state === 'TIME_WAIT');
    const first = [
      ...waiting.filter(({ local }) => local === peer).map(() => 'client'),
      ...waiting.filter(({ remote }) => remote === peer).map(() => 'server'),
    ];
    if (
      did !== 'close' ||
      by === undefined ||
      first.length === 0 ||
      first.some((side) => side === by)
    )
      return [];
    return [`${who} ${peer}: said to be closed by the ${by}, and the row is the ${first}’s`];
  });
}

/**
 * The events of a run with the stand-in, made now. Those of a real browser are read from its recording:
 * such runs take minutes together, `npm run prove browsers` plays them, and lesson 1's tests its story.
 */
export async function runOf(slug: string, cast: Cast): Promise<LabEvent[]> {
  if (cast.browser !== 'stand-in') return readRecordingFor(slug, cast) ?? [];
  return await playStory(await loadLesson(slug), cast);
}

/** The same with the stand-in and with both real browsers. */
export function toldByAll(slug: string, check: (told: Told) => void): void {
  for (const browser of browsers) toldAsRecorded(slug, { program: 'buggy', browser }, check);
}

/**
 * What one of a lesson's small programs printed, as recorded. That it still does so when a reader runs it
 * is seen in run-by-readers.test.ts, for each of them.
 */
export function recordedAs(slug: string, name: string, check: (lines: string[]) => void): void {
  test(`${slug}/${name}.ts printed what the lesson says`, () => {
    const [recorded] = only('command', readRecording(slug, name) ?? []);
    check(recorded?.output.split('\n') ?? []);
  });
}
