import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import * as buggy from '../../code/01-the-swap/buggy.ts';
import { until } from '../../code/base/until.ts';
import { loadLesson } from '../../code/course/lessons.ts';
import { findProgram } from '../../code/lab/find-program.ts';
import { nodeStage } from '../../code/lab/node-stage.ts';
import { holdPort, PortUnavailable, whyNot } from '../../code/lab/port.ts';
import type { LessonCode, Story } from '../../code/lab/story.ts';
import type { CommandFact, LabEvent } from '../../code/run/events.ts';
import type { Words } from '../../code/run/words.ts';
import { netstat } from '../../code/sockets/netstat.ts';
import { only, playStory, portOf } from '../helpers/lesson.ts';
import { needs } from '../helpers/needs.ts';

const lesson = await loadLesson('01-the-swap');
const telling = (story: Story<Words>): LessonCode => ({ ...lesson, story });

describe('a story that throws', () => {
  test('rejects with its error, and leaves neither an app nor a client', async () => {
    let port = 0;
    let pid = 0;
    const story = telling(async (lab, { start }) => {
      await lab.scene('app-1-answers');
      ({ port } = await start('Hello', 0));
      await lab.browser().visit();
      await lab.scene('the-swap');
      throw new Error('the story broke');
    });
    const events: LabEvent[] = [];
    const run = playStory(story, { emit: (event) => events.push(event) });
    await expect(run).rejects.toThrow('the story broke');

    pid = only('sockets', events)[0]?.rows.find(({ owner }) => owner === 'browser')?.pid ?? 0;
    expect(pid).toBeGreaterThan(1);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
  });
});

describe('a run that is ended from outside', () => {
  test('closes everything, also what its story would have opened next', async () => {
    const ending = new AbortController();
    const ports: number[] = [];
    let storyEnded: Promise<unknown> = Promise.resolve();
    const story = telling((lab, { start }) => {
      const steps = async () => {
        ports.push((await start('Hello', 0)).port);
        ending.abort(new Error('enough'));
        await once(process, 'nothing of the kind', { signal: AbortSignal.timeout(50) }).catch(
          () => {},
        );
        ports.push((await start('Hello again', 0)).port);
        await lab.scene('the-swap');
      };
      storyEnded = steps();
      return storyEnded as Promise<void>;
    });
    await expect(playStory(story, { signal: ending.signal })).rejects.toThrow('enough');
    await expect(storyEnded).rejects.toThrow('the run is over');
    expect(ports).toHaveLength(1);
    await expect(fetch(`http://127.0.0.1:${ports[0]}/`)).rejects.toThrow('fetch failed');
  });
});

describe('a reader who thinks', () => {
  test('for 7 s, longer than Node keeps an idle connection: the evidence is still there', async () => {
    const ask = async () => {
      // Time is the subject here: 5 s of keepAliveTimeout and 1 s of buffer must pass.
      await new Promise((answer) => setTimeout(answer, 7_000));
      return 'app-1';
    };
    const events = await playStory(lesson, { ask });
    expect(only('answer', events).at(-1)).toMatchObject({ who: 'browser', app: 'App 1', nth: 3 });
    expect(only('prediction', events)).toMatchObject([{ choice: 'app-1' }]);
    expect(only('note', events)).toEqual([]);
  });

  test('until the connection is lost: says who closed it, plays again, asks nothing twice', async () => {
    let plays = 0;
    let asked = 0;
    const apps: Server[] = [];
    const start = async (greeting: string, port: number) => {
      const app = await buggy.start(greeting, port);
      apps.push(app);
      return app;
    };
    const slow: LessonCode = {
      ...lesson,
      programs: { buggy: async (lab) => nodeStage({ ...buggy, start }, lab) },
      story: (lab, stage) => {
        plays++;
        return lesson.story(lab, stage);
      },
    };
    const ask = async () => {
      asked++;
      const gone = once(apps[0] as Server, 'close');
      apps[0]?.closeAllConnections();
      await gone;
      return 'app-2';
    };
    const events = await playStory(slow, { ask });
    expect([plays, asked]).toEqual([2, 1]);
    expect(only('note', events).map(({ text }) => text)).toEqual([
      'the browser’s connection to App 1 is gone: App 1 closed it while you were thinking. Once more from the start',
    ]);
    expect(only('prediction', events).map(({ choice }) => choice)).toEqual(['app-2', 'app-2']);
    expect(only('answer', events).at(-1)).toMatchObject({ who: 'browser', app: 'App 1' });
  });

  test('and loses it a second time: the run gives up', async () => {
    let lose = () => {};
    const story = telling(async (lab, { start }) => {
      const app = await start('Hello', 0);
      const { peer } = await lab.browser().visit();
      lose = () => lab.ledger.closed(app.name, peer, 'client');
      await lab.predict('who-answers');
    });
    const emit = (event: LabEvent) => {
      if (event.kind === 'prediction') lose();
    };
    await expect(playStory(story, { emit })).rejects.toThrow(
      'the browser’s connection to App 1 is gone: the browser closed it while you were thinking',
    );
  });
});

describe('the port of a run', () => {
  test('is held for its whole life: another run goes elsewhere, also while nobody listens', async () => {
    using first = await holdPort();
    using second = await holdPort();
    expect(second.port).toBeGreaterThan(first.port);
    expect(second.note).toMatch(/is held by another run of this course; this run uses/);
    await expect(holdPort(first.port)).rejects.toThrow(PortUnavailable);
  });

  test('is free again afterwards', async () => {
    let port: number;
    {
      using held = await holdPort();
      ({ port } = held);
    }
    using again = await holdPort(port);
    expect(again.port).toBe(port);
  });

  test('taken by a stranger between two apps: the run says by whom', async () => {
    const stranger = createServer();
    await using _ = stranger;
    const story = telling(async (_lab, { start, stop }) => {
      const app1 = await start('Hello', 0);
      await stop(app1);
      await once(stranger.listen(app1.port, '127.0.0.1'), 'listening');
      await start('Hello again', app1.port);
    });
    await expect(playStory(story)).rejects.toThrow(
      new RegExp(
        `port \\d+ is taken by node \\(pid ${process.pid}\\), between two apps of this run`,
      ),
    );
  });

  test('below 1024 without the right to it: says what to do', async () => {
    const error = Object.assign(new Error('listen EACCES'), { code: 'EACCES' });
    expect(await whyNot(error, 80)).toBe('is forbidden to you: choose one above 1023');
  });
});

describe('what a run tells of the socket table', () => {
  test('is its own rows: a connection of an earlier program on its port is counted, not shown', async (ctx) => {
    needs(ctx, 'netstat', findProgram(['netstat'], process.env));
    const port = await leaveALingeringRow();
    let told: Partial<CommandFact> = {};
    const story = telling(async (lab, { start }) => {
      await start('Hello', lab.port);
      await lab.browser().visit();
      told = await lab.netstat();
    });
    const events = await playStory(story, { port });
    expect(told.output?.split('\n')).toHaveLength(3); // the listening row, and both ends
    expect(told.output).not.toContain('TIME_WAIT');
    expect(told.others).toBe(1);
    expect(only('command', events)).toContainEqual(told);
  });
});

/** A server that hangs up on its client and ends, as in an earlier run: its row stays, in TIME_WAIT. */
async function leaveALingeringRow(): Promise<number> {
  await using earlier = createServer();
  earlier.listen(0, '127.0.0.1');
  await once(earlier, 'listening');
  const port = portOf(earlier);
  const client = connect(port, '127.0.0.1').resume();
  const [accepted] = await once(earlier, 'connection');
  accepted.end();
  await once(client, 'close');
  const row = new RegExp(`:${port} .*TIME_WAIT`);
  await until('its row to linger', async () => row.test((await netstat(port)).output) || undefined);
  return port;
}
