// Lesson 6: lessons/06-a-guess.mdx#do-it

import type { Exercise, Miss } from '../course/exercises/exercise.ts';
import { openWorkbench } from '../course/exercises/workbench.ts';
import type { Deeds } from '../lab/stage.ts';
import type { AnswerFact } from '../run/events.ts';
import type { Workbench } from './exercise.start.ts';
import { worlds } from './exercise.worlds.ts';

interface Practice {
  comesTrue(bench: Workbench): Promise<boolean>;
}

export const exercise: Exercise<Practice> = {
  task: 'Write a prediction that could fail: true if the guess is, false if its rival is, or if nothing is wrong.',
  exports: ['comesTrue'],
  hints: [
    'Ask of your observation: what would the rival have you expect? If it is the same, the observation is worth nothing here.',
    'The two differ where connection and browser part: the same browser on another connection, or on the same one without what it brings along.',
    'Reload, end the connections, reload. The guess says App 1, then App 2. The rival says App 1 both times. And if nothing is wrong?',
  ],
  check,
};

async function* check({ comesTrue }: Practice): AsyncGenerator<string, Miss | undefined> {
  yield 'where the guess is true, it comes true';
  const guess = await tryIn(worlds.guess(), comesTrue);
  if (typeof guess.came !== 'boolean') {
    const why = 'A prediction says beforehand what will come: return whether it came.';
    return { expected: 'true', seen: `${guess.came}`, why };
  }
  if (!guess.came) {
    const why = `Here the connection decides: ${guess.told}. The guess foretells that, and you predicted something else.`;
    return { expected: 'true', seen: 'false', why };
  }

  yield 'where App 1 knows the browser by what it brings along, it fails';
  const rival = await tryIn(worlds.rival(), comesTrue);
  if (rival.came) {
    const { came } = await tryIn(worlds.nothing(), comesTrue);
    return { expected: 'false', seen: `true: ${rival.told}`, why: whyTrue(came, rival.asked) };
  }

  yield 'where nothing keeps App 1, it fails';
  const nothing = await tryIn(worlds.nothing(), comesTrue);
  if (nothing.came) {
    const why =
      'Here the browser gets App 2 before you do anything. Look at it before you change something, and then again.';
    return { expected: 'false', seen: `true: ${nothing.told}`, why };
  }
  return undefined;
}

/** It came true in the rival's world, too. */
function whyTrue(evenWithoutFault: unknown, asked: readonly string[]): string {
  const ofTheBrowser = asked.some((what) => what !== 'newBrowser' && what !== 'curl');
  if (!ofTheBrowser) {
    return 'A claim from absence: that nobody else gets App 1 says nothing about why your browser gets it.';
  }
  return evenWithoutFault
    ? 'It comes true in every world, so it cannot fail, and tells nothing.'
    : 'The rival foretells it as well. Look for something that the two do not agree on.';
}

interface Tried {
  came: unknown;
  /** What was done, in order. */
  asked: string[];
  /** The same with what came of it, in words. */
  told: string;
}

/** Plays a world up to the swap, and lets the prediction come. */
async function tryIn(deeds: Deeds, comesTrue: Practice['comesTrue']): Promise<Tried> {
  await using bench = await openWorkbench(deeds);
  const { lab, app1 } = bench;
  const browser = lab.browser();
  await browser.visit();
  await bench.swap();

  const asked: string[] = [];
  const told: string[] = [];
  const ask = async (what: keyof Workbench, who: string, answer: Promise<AnswerFact>) => {
    const app = (await answer).shown === 'Hello, world!' ? 'App 1' : 'App 2';
    asked.push(what);
    told.push(`${who} got ${app}`);
    return app;
  };
  const came = await comesTrue({
    reload: (options) => ask('reload', 'the browser', browser.reload(options)),
    newTab: async () => await ask('newTab', 'a new tab', (await browser.newTab()).visit()),
    newBrowser: async () =>
      await ask('newBrowser', 'a new browser', (await lab.secondBrowser()).visit()),
    curl: () => ask('curl', 'curl', lab.curl()),
    async endConnections() {
      await lab.endConnections(app1);
      asked.push('endConnections');
      told.push('its connections were ended');
    },
    async rows() {
      const { output } = await lab.netstat({ shown: false });
      asked.push('rows');
      told.push('the rows were read');
      return output.trimEnd().split('\n');
    },
  });
  return { came, asked, told: told.join(', ') || 'nothing was asked' };
}
