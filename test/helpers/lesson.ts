import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadLesson } from '../../code/course/lessons.ts';
import { type PlayOptions, play } from '../../code/lab/play.ts';
import type { LessonCode } from '../../code/lab/story.ts';
import type { BrowserName, LabEvent, Program } from '../../code/run/events.ts';

export type Kind<K extends LabEvent['kind']> = Extract<LabEvent, { kind: K }>;

/** The events of one kind. */
export function only<K extends LabEvent['kind']>(kind: K, events: readonly LabEvent[]): Kind<K>[] {
  return events.filter((event): event is Kind<K> => event.kind === kind);
}

/** Plays a lesson on a free port and returns its events. */
export async function playLesson(
  slug: string,
  program: Program = 'buggy',
  browser: BrowserName = 'stand-in',
): Promise<LabEvent[]> {
  return await playStory(await loadLesson(slug), { program, browser });
}

/** Plays a story on a free port and returns its events. */
export async function playStory(
  lesson: LessonCode,
  options: Partial<PlayOptions> = {},
): Promise<LabEvent[]> {
  const events: LabEvent[] = [];
  await play(lesson, {
    program: 'buggy',
    browser: 'stand-in',
    port: 0,
    emit: (event) => events.push(event),
    ...options,
  });
  return events;
}

/** An app of a lesson's program, owned by the test. */
export function ending(app: Server): AsyncDisposable {
  return {
    async [Symbol.asyncDispose]() {
      app.close();
      app.closeAllConnections();
    },
  };
}

export function portOf(app: Server): number {
  return (app.address() as AddressInfo).port;
}
