import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { listProcesses } from '../../code/base/processes.ts';
import { loadLesson } from '../../code/course/lessons.ts';
import type { Release } from '../../code/lab/another-node.ts';
import { programStage } from '../../code/lab/programs/program-stage.ts';
import type { ProgramStage } from '../../code/lab/stage.ts';
import type { LessonCode, Story } from '../../code/lab/story.ts';
import type { LabEvent } from '../../code/run/events.ts';
import type { Words } from '../../code/run/words.ts';
import { only, playStory } from '../helpers/lesson.ts';
import { needsNode } from '../helpers/needs.ts';

const file = fileURLToPath(new URL('../specimens/programs/app.ts', import.meta.url));
const lesson = await loadLesson('01-the-swap');
const telling = (story: Story<Words, ProgramStage>): LessonCode => ({
  ...lesson,
  story: story as LessonCode['story'],
  programs: { buggy: (lab) => programStage(file, lab) },
});

/** What became of the processes: `App 1 start`, `App 1 SIGTERM`, `App 1 exit 0`. */
const fates = (events: readonly LabEvent[]) =>
  only('process', events).map((fact) => {
    if (fact.did === 'start') return `${fact.who} start`;
    return `${fact.who} ${fact.did === 'signal' ? fact.signal : `exit ${fact.signal ?? fact.status}`}`;
  });

/** Apps of this file's runs: others greet otherwise. */
const alive = () =>
  listProcesses().filter(({ line }) => line.includes(`${file} `) && / Hello/.test(line)).length;

describe('apps in processes of their own', () => {
  test('swap a port as two apps in one process do; connections and answers are told', async () => {
    const events = await playStory(
      telling(async (lab, { start, stop, exited }) => {
        await lab.scene('app-1-answers');
        const app1 = await start('Hello, world!', lab.port);
        await lab.browser().visit();
        await stop(app1);
        await exited(app1);
        await lab.scene('the-swap');
        await start('Hello, world2!', app1.port);
        await lab.browser().visit();
      }),
    );
    expect(only('answer', events).map(({ who, app, shown }) => `${who} ${app} ${shown}`)).toEqual([
      'browser App 1 Hello, world!',
      'browser App 2 Hello, world2!',
    ]);
    expect(only('server', events).map(({ app, did }) => `${app} ${did}`)).toEqual([
      'App 1 listen',
      'App 1 stop',
      'App 2 listen',
    ]);
    expect(fates(events)).toEqual(['App 1 start', 'App 1 SIGTERM', 'App 1 exit 0', 'App 2 start']);
    const [started, , ended] = only('process', events);
    expect(started).toMatchObject({ line: 'node test/specimens/programs/app.ts' });
    expect(started?.did === 'start' && started.chain).toEqual([
      { pid: started?.pid, program: 'node' },
    ]);
    expect(ended?.did === 'exit' && ended.after).toBeGreaterThanOrEqual(0);
    expect(
      only('sockets', events)
        .at(-1)
        ?.rows.find(({ state }) => state === 'LISTEN'),
    ).toMatchObject({
      owner: 'App 2',
    });
    expect(alive()).toBe(0);
  });

  test('on two ports at once, each with its rows', async () => {
    const events = await playStory(
      telling(async (lab, { start }) => {
        await lab.scene('app-1-answers');
        await start('Hello, world!', 0);
        await start('Hello, world2!', 0);
      }),
    );
    const [settled] = only('sockets', events);
    expect(settled?.rows.map(({ owner, state }) => `${owner} ${state}`)).toEqual([
      'App 1 LISTEN',
      'App 2 LISTEN',
    ]);
  });

  test.for([
    ['badly', 3, null],
    ['', 0, null],
  ] as const)('ends %s, with its status', async ([LEAVES, status]) => {
    const events = await playStory(
      telling(async (_lab, { start, signal, exited }) => {
        const app = await start('Hello', 0, { env: { LEAVES } });
        signal(app, 'SIGTERM');
        expect(await exited(app)).toEqual({ status, signal: null });
      }),
    );
    expect(fates(events).at(-1)).toBe(`App 1 exit ${status}`);
  });

  test('that do not end are waited for no longer than asked, and ended with the run', async () => {
    const run = playStory(
      telling(async (_lab, { start, signal, exited }) => {
        const app = await start('Hello', 0, { env: { LEAVES: 'never' } });
        signal(app, 'SIGTERM');
        await exited(app, 50);
      }),
    );
    await expect(run).rejects.toThrow('waited 0.05 s for App 1 to end');
    expect(alive()).toBe(0);
  });

  test('that cannot listen say why, and how to try it by hand', async () => {
    const run = playStory(
      telling(async (_lab, { start }) => {
        const { port } = await start('Hello', 0);
        await start('Hello', port);
      }),
    );
    await expect(run).rejects.toThrow(
      /^App 2 ended before it listened: .*EADDRINUSE.*127\.0\.0\.1/,
    );
    expect(alive()).toBe(0);
  });
});

describe('started by somebody else', () => {
  test('a shell that has more to do: the signal ends the shell, and the app serves on, and ends with the run', async () => {
    const events = await playStory(
      telling(async (lab, { start, signal, exited }) => {
        const app = await start('Hello', 0, { by: ['sh', '-c', 'PROGRAM; true'] });
        signal(app, 'SIGTERM');
        expect(await exited(app)).toEqual({ status: null, signal: 'SIGTERM' });
        expect(await (await fetch(lab.url('/'))).text()).toBe('Hello\n');
      }),
    );
    const [started] = only('process', events);
    expect(started).toMatchObject({ line: "sh -c 'node test/specimens/programs/app.ts; true'" });
    expect(started?.did === 'start' && started.chain.map(({ program }) => program)).toEqual([
      'sh',
      'node',
    ]);
    expect(alive()).toBe(0);
  });

  test('npm start finds the program as the start of a package', async () => {
    const events = await playStory(
      telling(async (_lab, { start }) => void (await start('Hello', 0, { by: ['npm', 'start'] }))),
    );
    const [started] = only('process', events);
    const chain = started?.did === 'start' ? started.chain.map(({ program }) => program) : [];
    expect(chain[0]).toMatch(/^npm/);
    expect(chain.slice(1)).toEqual(['sh', 'node']);
    expect(alive()).toBe(0);
  });

  test('a program that is not here: which, and how to get it', async () => {
    const run = playStory(
      telling(
        async (_lab, { start }) =>
          void (await start('Hello', 0, { by: ['tinny', '--', 'PROGRAM'] })),
      ),
    );
    await expect(run).rejects.toThrow('tinny is not installed');
  });
});

describe('on another Node', () => {
  test.for(['12', '18', '20', '24'] as Release[])('%s, its version told', async (node, ctx) => {
    needsNode(ctx, node);
    const events = await playStory(
      telling(async (lab, { start, stop, exited, enter }) => {
        await lab.scene('app-1-answers');
        const app = await start('Hello, world!', 0);
        const slow = fetch(lab.url('/slow'));
        await lab.browser().visit();
        enter(app);
        expect(await (await slow).text()).toBe('Hello, world!\n');
        await stop(app);
        await exited(app);
      }),
      { node },
    );
    const [run] = only('run', events);
    expect(run?.versions.Node).toMatch(new RegExp(`^${node}\\.`));
    expect(only('answer', events)[0]).toMatchObject({
      app: 'App 1',
      status: 200,
      shown: 'Hello, world!',
    });
    expect(fates(events).at(-1)).toBe('App 1 exit 0');
  });
});
