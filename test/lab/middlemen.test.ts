import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { listProcesses } from '../../code/base/processes.ts';
import { until } from '../../code/base/until.ts';
import { loadLesson } from '../../code/course/lessons.ts';
import { crowd } from '../../code/lab/clients/crowd.ts';
import { requester } from '../../code/lab/clients/requester.ts';
import { findProgram } from '../../code/lab/find-program.ts';
import { openMiddleman } from '../../code/lab/middlemen/open-middleman.ts';
import { programStage } from '../../code/lab/programs/program-stage.ts';
import type { ProgramStage } from '../../code/lab/stage.ts';
import type { LessonCode, Story } from '../../code/lab/story.ts';
import type { LabEvent } from '../../code/run/events.ts';
import type { Words } from '../../code/run/words.ts';
import { only, playStory } from '../helpers/lesson.ts';
import { needs } from '../helpers/needs.ts';

const file = fileURLToPath(new URL('../specimens/programs/app.ts', import.meta.url));
const lesson = await loadLesson('01-the-swap');
const middlemen = ['balancer', 'nginx', 'haproxy'] as const;
const telling = (story: Story<Words, ProgramStage>): LessonCode => ({
  ...lesson,
  story: story as LessonCode['story'],
  programs: { buggy: (lab) => programStage(file, lab) },
  browsers: false,
  middlemen,
});
const found = (name: string) =>
  findProgram([name], { PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` });

test.for(middlemen)(
  '%s sends on to two apps in turn, and ends with the run',
  async (through, ctx) => {
    if (through !== 'balancer') needs(ctx, through, found(through));
    const events = await playStory(
      telling(async (lab, { start }) => {
        await lab.scene('app-1-answers');
        const apps = [await start('Good day', 0), await start('Good evening', 0)];
        // A busy machine may miss a check of 250 ms, and an app would be put out.
        await openMiddleman(lab, apps, { checks: { path: '/', every: 60_000, failures: 2 } });
        const client = requester(lab, 'a client');
        await client.ask('/one');
        await client.ask('/two', 'POST');
        await crowd(lab, '20 clients', 20).tally('/three');
      }),
      { through },
    );
    const [run] = only('run', events);
    expect(run?.through).toBe(through);
    expect(run?.versions[through] ?? 'ours').toMatch(
      through === 'balancer' ? /^ours$/ : /^\d+\.\d+/,
    );
    expect(only('middleman', events)).toMatchObject([{ name: through, did: 'listen' }]);
    expect(
      only('answer', events).map(({ who, method, path }) => `${who} ${method} ${path}`),
    ).toEqual(['a client GET /one', 'a client POST /two']);
    expect(new Set(only('answer', events).map(({ app }) => app)).size).toBe(2);
    const [tally] = only('tally', events);
    expect(tally?.outcomes.map(({ count }) => count)).toEqual([10, 10]);
    // Connections of one that stands in between are its own affair; so are its checks.
    expect(only('connection', events)).toEqual([]);
    const ours = listProcesses().filter(({ parent }) => parent === process.pid);
    expect(ours.filter(({ line }) => line.includes(`${through}.conf`))).toEqual([]);
  },
);

test('what the balancer is refused is told as a failure, and that no handler saw it', async () => {
  const events = await playStory(
    telling(async (lab, { start, stop, exited }) => {
      const app = await start('Good day', 0);
      await openMiddleman(lab, [app], { checks: { path: '/', every: 60_000, failures: 2 } });
      const client = requester(lab, 'a client');
      await client.ask('/one');
      await stop(app);
      await exited(app);
      await client.ask('/two', 'POST');
    }),
    { through: 'balancer' },
  );
  expect(only('failure', events)).toMatchObject([
    { who: 'a client', method: 'POST', path: '/two', saw: '502', ran: 0 },
  ]);
});

test('whom the balancer puts out, by its checks, is told', async () => {
  const events: LabEvent[] = [];
  const story = telling(async (lab, { start, stop, exited }) => {
    const app = await start('Good day', 0);
    await openMiddleman(lab, [app], { checks: { path: '/', every: 20, failures: 2 } });
    await stop(app);
    await exited(app);
    const isOut = () => only('middleman', events).at(-1)?.did === 'out';
    await until('it to be put out', () => isOut() || undefined);
    await requester(lab, 'a client').ask('/three');
  });
  await playStory(story, { through: 'balancer', emit: (event) => events.push(event) });
  expect(only('middleman', events).at(-1)).toMatchObject({ did: 'out', app: 'App 1' });
  expect(only('failure', events)).toMatchObject([{ saw: '503', ran: 0 }]);
});

test('a request that a handler began to answer, and that was cut: a handler ran', async () => {
  const events = await playStory(
    telling(async (lab, { start, signal }) => {
      const app = await start('Good day', 0);
      const client = requester(lab, 'a client');
      const asked = client.ask('/slow', 'POST');
      await until('it to arrive', () => lab.ledger.ran('POST', '/slow') || undefined);
      signal(app, 'SIGKILL');
      expect(await asked).toMatchObject({ saw: 'ECONNRESET', ran: 1 });
    }),
  );
  expect(only('failure', events)).toHaveLength(1);
});
