import { rowsOf } from '../code/model/rows.ts';
import type { AppNumber, Asker, Result, State } from '../code/model/state.ts';

/** A question for the bench, answered by the state that is reached. */
export interface Puzzle {
  id: string;
  question: string;
  /** The run that it begins with, `26c-v`. */
  start: string;
  /** Is it so now? The states from before the first action on, and the letters after the start. */
  solved: (states: readonly State[], after: string) => boolean;
  /** One way to do it, the start included (tested). */
  solution: string;
  /** Where it is told. */
  lesson: string;
}

const last = (states: readonly State[]) => states.at(-1) as State;
const results = (states: readonly State[]): Result[] => states.flatMap((each) => each.results);
const app = ({ got }: Result): AppNumber | undefined =>
  typeof got === 'string' ? undefined : got.app;
/** Who got its last answer from which app. */
const got = (states: readonly State[], who: Asker, from: AppNumber): boolean => {
  const own = results(states).findLast((each) => each.who === who && each.path === '/');
  return own !== undefined && app(own) === from;
};
const now = (states: readonly State[], who: Asker, from: AppNumber): boolean =>
  last(states).results.some((each) => each.who === who && each.path === '/' && app(each) === from);
const listens = (states: readonly State[], app: AppNumber) => last(states).apps[app] === 'listens';
const hurt = (states: readonly State[]): boolean =>
  results(states).some(({ got }) => got === 'refused' || got === 'reset' || got === 'given up');
/** How many rows there are of this owner in this state. */
const rows = (states: readonly State[], owner: string, state: string): number =>
  rowsOf(last(states)).filter((row) => row.owner === owner && row.state === state).length;

/** From easy to hard. */
export const puzzles: readonly Puzzle[] = [
  {
    id: 'the-fault',
    question: 'App 2 listens. Let the browser get App 1 all the same.',
    start: '',
    solved: (states) => listens(states, 2) && now(states, 'browser', 1),
    solution: 'vs2r',
    lesson: '01-the-swap',
  },
  {
    id: 'one-curl',
    question: 'App 2 listens. Let a curl get App 1.',
    start: '',
    solved: (states) => listens(states, 2) && now(states, 'one curl', 1),
    solution: 'ks2k',
    lesson: '06-a-guess',
  },
  {
    id: 'hands-off',
    question: 'Let the browser get App 2, without a word to either server.',
    start: 'vs2',
    solved: (states, after) => now(states, 'browser', 2) && !/[sdagSDAG]/.test(after),
    solution: 'vs2qv',
    lesson: '06-a-guess',
  },
  {
    id: 'nobody-listens',
    question: 'Make the filtered netstat print nothing while somebody still gets an answer.',
    start: '',
    solved: (states) =>
      !listens(states, 1) &&
      !listens(states, 2) &&
      last(states).results.some((each) => app(each) !== undefined),
    solution: 'vsr',
    lesson: '07-the-rows-i-filtered-out',
  },
  {
    id: 'hidden-rows',
    question:
      'App 1 has stopped. Hide two connections of its own and one of App 2’s from the filter.',
    start: '',
    solved: (states) =>
      !listens(states, 1) &&
      rows(states, 'App 1', 'ESTABLISHED') === 2 &&
      rows(states, 'App 2', 'ESTABLISHED') === 1,
    solution: 'vns2lr',
    lesson: '07-the-rows-i-filtered-out',
  },
  {
    id: 'who-closed-first',
    question: 'Leave two TIME_WAIT rows: one at App 1’s end, one at a client’s.',
    start: '',
    solved: (states) =>
      rows(states, 'App 1', 'TIME_WAIT') === 1 &&
      rowsOf(last(states)).filter(({ state }) => state === 'TIME_WAIT').length === 2,
    solution: 'fc',
    lesson: '07-the-rows-i-filtered-out',
  },
  {
    id: 'the-cure',
    question: 'Swap the apps so that the browser and a curl get App 2, and nobody an error.',
    start: 'v',
    solved: (states) => got(states, 'browser', 2) && got(states, 'curl', 2) && !hurt(states),
    solution: 'vsa2rc',
    lesson: '08-close-the-connections',
  },
  {
    id: 'in-flight',
    question: 'A request is in flight. Swap so that it gets its answer, and the next reload App 2.',
    start: 'l',
    solved: (states) =>
      results(states).some((each) => each.path === '/slow' && app(each) === 1) &&
      now(states, 'browser', 2),
    solution: 'lg2wwwr',
    lesson: '08-close-the-connections',
  },
  {
    id: 'half-fixed',
    question: 'On Node 26, whose close() ends connections: after it, let the reload get App 1.',
    start: '26s-v',
    solved: (states, after) =>
      /d/.test(after) && !/s/.test(after) && listens(states, 2) && now(states, 'browser', 1),
    solution: 'vld2wwwr',
    lesson: '10-half-fixed',
  },
  {
    id: 'eighteen',
    question:
      'On Node 18 close() heals nothing. Get App 2 all the same: no other word to a server, no new browser.',
    start: '18si-vd2',
    solved: (states, after) => now(states, 'browser', 2) && !/[sdagSDAGq]/.test(after),
    solution: '18si-vd2xr',
    lesson: '10-half-fixed',
  },
  {
    id: 'never-asked',
    question:
      'On Node 26.3: after close(), App 1 answers on a connection that it had never answered on.',
    start: '26.3s-',
    solved: (states, after) =>
      /d/.test(after) &&
      !/s/.test(after) &&
      listens(states, 2) &&
      now(states, 'browser', 1) &&
      !/[vrtl].*d/.test(after),
    solution: '26.3s-pd2v',
    lesson: '10-half-fixed',
  },
  {
    id: 'who-hangs-up',
    question: 'Firefox reads the server’s hint. Let it hang up before Node does.',
    start: '26fi-v',
    solved: (states, after) => rows(states, 'browser', 'TIME_WAIT') === 1 && !/q/.test(after),
    solution: '26fi-vx',
    lesson: '09-what-i-did-not-know',
  },
  {
    id: 'four-states',
    question: 'With Chromium: ESTABLISHED, FIN_WAIT2, CLOSE_WAIT and TIME_WAIT in one table.',
    start: '26c-',
    solved: (states) =>
      ['ESTABLISHED', 'FIN_WAIT2', 'CLOSE_WAIT', 'TIME_WAIT'].every((word) =>
        rowsOf(last(states)).some(({ state }) => state === word),
      ),
    solution: '26c-vanc',
    lesson: '07-the-rows-i-filtered-out',
  },
  {
    id: 'left-alone',
    question: 'With Chromium: a CLOSE_WAIT row whose other end is in no table any more.',
    start: '26c-',
    solved: (states) =>
      rows(states, 'browser', 'CLOSE_WAIT') > 0 && rows(states, 'App 1', 'FIN_WAIT2') === 0,
    solution: '26c-vam',
    lesson: '07-the-rows-i-filtered-out',
  },
  {
    id: 'asked-twice',
    question: 'With Chromium: one slow request that both apps begin, and only App 2 answers.',
    start: '26c-',
    solved: (states) =>
      results(states).some((each) => each.path === '/slow' && app(each) === 2) &&
      states.some(({ clients }) =>
        clients.browser.pool.some(({ app, request }) => app === 2 && request?.again),
      ),
    solution: '26c-vls2awww',
    lesson: '08-close-the-connections',
  },
  {
    id: 'a-pool-of-one',
    question: 'A pool of one: a reload waits behind App 1’s slow answer, and gets App 2.',
    start: '26s1-',
    solved: (states) => {
      const all = results(states);
      const slow = all.findIndex((each) => each.path === '/slow' && app(each) === 1);
      const waits = all.findIndex((each) => each.path === '/' && each.got === 'waits');
      return slow > waits && waits >= 0 && app(all[slow + 1] ?? (all[slow] as Result)) === 2;
    },
    solution: '26s1-lrg2www',
    lesson: '08-close-the-connections',
  },
];

/** The runs of the lessons, as their recordings end (tested). */
export const asRecorded = {
  '06-a-guess': { run: 'vks2ktnrar', variant: undefined },
  '07-the-rows-i-filtered-out': { run: 'vs2r', variant: undefined },
  '08-close-the-connections': { run: 'vsa2fr', variant: 'fixed' },
  '09-what-i-did-not-know': { run: 'vs2rf', variant: undefined },
} as const;
