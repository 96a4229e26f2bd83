import { describe, expect, test } from 'vitest';
import { listLessons } from '../../code/course/lessons.ts';
import { findTornado } from '../../code/lab/find-tornado.ts';
import type { LabEvent } from '../../code/run/events.ts';
import { only, playLesson } from '../helpers/lesson.ts';
import { needs } from '../helpers/needs.ts';
import { recordedRuns } from '../helpers/word-faults.ts';

/**
 * The course's own rule: the side that closed first keeps TIME_WAIT (RFC 9293 section 3.6). Where the
 * kernel's table shows it, a run must say the same.
 */
function contradictions(run: readonly LabEvent[]): string[] {
  const [{ port } = { port: 0 }] = only('server', run);
  const closed = only('connection', run).filter(({ did }) => did === 'close');
  const waiting = only('sockets', run).flatMap(({ rows }) =>
    rows.filter(({ state }) => state === 'TIME_WAIT'),
  );
  return waiting.flatMap(({ local, remote }) => {
    const [peer, first] = local === port ? [remote, 'server'] : [local, 'client'];
    const told = closed.find((connection) => connection.peer === peer);
    return told?.by && told.by !== first
      ? [`:${peer} of the ${told.who}: told as closed by the ${told.by}, and the ${first} waits`]
      : [];
  });
}

describe('who closed first is who keeps TIME_WAIT', () => {
  const runs = listLessons().flatMap(({ slug, page }) => (page ? recordedRuns(slug) : []));
  test.for(runs)('$slug, $name', ({ events }) => {
    expect(contradictions(events)).toEqual([]);
  });

  test.for(['01-the-swap', '08-close-the-connections'])('%s on Tornado, now', async (slug, ctx) => {
    needs(ctx, 'tornado', await findTornado());
    const run = await playLesson(slug, 'original');
    expect(only('sockets', run).flatMap(({ rows }) => rows.map(({ state }) => state))).toContain(
      'TIME_WAIT',
    );
    expect(contradictions(run)).toEqual([]);
  });
});
