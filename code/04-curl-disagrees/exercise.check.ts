// Lesson 4: lessons/04-curl-disagrees.mdx#do-it

import * as buggy from '../01-the-swap/buggy.ts';
import type { Exercise, Miss } from '../course/exercises/exercise.ts';
import { openWorkbench } from '../course/exercises/workbench.ts';
import type { Client as LabClient } from '../lab/clients/pages.ts';
import type { Answer, Client, Workbench } from './exercise.start.ts';

interface Practice {
  compare(bench: Workbench): Promise<{ witness: Answer; control: Answer }>;
}

export const exercise: Exercise<Practice> = {
  task: 'Choose the control: two clients that differ in their past, and in nothing else.',
  exports: ['compare'],
  hints: [
    'Name every way in which your two clients differ: program, process, past, time of asking. One may be left.',
    'What is a client without a past? One that no App 1 has ever answered, whatever it is a part of.',
    'The witness is a browser. So the control is a browser too: another one, opened after the swap.',
  ],
  check,
};

async function* check({ compare }: Practice): AsyncGenerator<string, Miss | undefined> {
  await using experiment = await openExperiment();

  yield 'two answers, each got by a client of this experiment';
  const answers = await compare(experiment.bench);
  const [witness, control] = [answers?.witness, answers?.control].map(experiment.historyOf);
  if (!witness || !control) {
    const which = witness ? 'control' : 'witness';
    const why = 'An experiment reports what was seen. Return what visit() brought.';
    return { expected: 'what visit() brought', seen: `a ${which} that no visit brought`, why };
  }

  yield 'both were asked after the swap';
  if (!witness.afterSwap || !control.afterSwap) {
    const seen = `the ${witness.afterSwap ? 'control' : 'witness'} was asked before it`;
    const why = 'Before the swap everybody gets App 1. What is to be explained begins after it.';
    return { seen, why };
  }

  yield 'the witness was with App 1 before';
  if (!witness.hasPast)
    return { seen: 'it was not', why: 'Without a past, it is no witness to it.' };

  yield 'the two differ in their past';
  if (control.owner === witness.owner) {
    const why =
      'A tab belongs to its browser. The browser was with App 1, and keeps what it has from there: a tab of it is not fresh.';
    return { expected: 'a client that App 1 has never answered', seen: 'the same browser', why };
  }
  if (control.hasPast) {
    const seen = `${named(control)} that App 1 has answered before the swap`;
    const why =
      control.program === witness.program
        ? 'Another process, with the same past: it was fresh until you tried it out.'
        : 'That is the comparison of the lesson: another program, with the same past. It shows that the past alone does not decide, not what it does to a browser.';
    return { expected: 'a client that App 1 has never answered', seen, why };
  }

  yield 'and in nothing else';
  if (control.program !== witness.program) {
    const seen = `${named(witness)} with a past, and ${named(control)} without`;
    const why = 'Two things differ. Whatever comes out, you cannot tell which of them it was.';
    return { expected: 'the same program twice', seen, why };
  }

  yield `so, to a browser, the past does matter: the witness gets ${witness.app}, the control ${control.app}`;
  return witness.app === control.app ? { seen: 'their answers do not differ' } : undefined;
}

/** What the experiment knows of an answer. */
interface History {
  app: string;
  program: 'browser' | 'curl';
  /** The browser that asked, whichever of its tabs; of curl, the client itself. */
  owner: object;
  afterSwap: boolean;
  hasPast: boolean;
}

function named({ program }: History): string {
  return program === 'curl' ? 'curl' : 'a browser';
}

async function openExperiment(): Promise<
  AsyncDisposable & { bench: Workbench; historyOf(answer: Answer | undefined): History | undefined }
> {
  const { lab, swap, ...opened } = await openWorkbench(buggy);
  const histories = new WeakMap<Answer, History>();
  const withPast = new Set<object>();
  let swapped = false;
  let browsers = 0;

  function client(program: History['program'], owner: object, asking: LabClient): Client {
    return {
      async visit() {
        const { app } = await asking.visit();
        const answer: Answer = { app };
        histories.set(answer, {
          app,
          program,
          owner,
          afterSwap: swapped,
          hasPast: withPast.has(owner),
        });
        if (!swapped) withPast.add(owner);
        return answer;
      },
    };
  }

  const bench: Workbench = {
    async browser() {
      const browser = browsers++ === 0 ? lab.browser() : await lab.secondBrowser();
      const tab = async () => client('browser', browser, await browser.newTab());
      return { ...client('browser', browser, browser), newTab: tab };
    },
    async curl() {
      return client('curl', {}, { visit: () => lab.curl() });
    },
    async swap() {
      await swap();
      swapped = true;
    },
  };
  const historyOf = (answer: Answer | undefined) => answer && histories.get(answer);
  return { bench, historyOf, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() };
}
