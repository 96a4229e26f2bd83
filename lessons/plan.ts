import type { syllabus } from '../code/course/lessons.ts';

/** A stretch of a class. Its minutes are the class's; those of the lessons stand in their front matter. */
export interface Block {
  minutes: number;
  what: string;
  lessons: readonly (typeof syllabus)[number]['slug'][];
}

/** Part I, in 90 minutes. */
export const ninetyMinutes: readonly Block[] = [
  { minutes: 5, what: 'Test A, on paper. No answers yet.', lessons: [] },
  {
    minutes: 15,
    what: 'The swap, and who signed the 304. Each at their own machine, each prediction on paper first.',
    lessons: ['01-the-swap', '02-not-modified'],
  },
  {
    minutes: 15,
    what: 'Predictions on paper, then evidence cards instead of runs. Groups rank the suspects, and say what would clear each.',
    lessons: ['03-the-port-looks-dead', '04-curl-disagrees', '05-it-heals'],
  },
  {
    minutes: 20,
    what: 'The guess. Vote on each of the four predictions, run it, then go on to the next.',
    lessons: ['06-a-guess'],
  },
  {
    minutes: 10,
    what: 'The same command without its last filter. Look up what you wrote in lesson 3.',
    lessons: ['07-the-rows-i-filtered-out'],
  },
  {
    minutes: 10,
    what: 'Order cards: put the stop in an order in which nobody slips in. Then read the measured table.',
    lessons: ['08-close-the-connections'],
  },
  { minutes: 10, what: 'Clinic: incidents of your own, against the symptoms page.', lessons: [] },
  { minutes: 5, what: 'Test B, and one thing that each will do tomorrow.', lessons: [] },
];

/** What each does alone, when the class is over. */
export const forTheWayHome: Block['lessons'] = ['09-what-i-did-not-know', '14-not-on-the-list'];

/** What follows the 90 minutes when there is half a day. */
export const restOfHalfADay: readonly Block[] = [
  { minutes: 15, what: 'Break.', lessons: [] },
  {
    minutes: 35,
    what: 'What close() leaves alive, and how to leave politely.',
    lessons: ['10-half-fixed', '11-leave-politely'],
  },
  {
    minutes: 35,
    what: 'ECONNRESET and 502: “They came in time.” npm run lesson 12',
    lessons: ['12-who-hangs-up-first'],
  },
  {
    minutes: 15,
    what: 'SIGTERM, and a process that stays.',
    lessons: ['13-the-process-that-will-not-exit'],
  },
  {
    minutes: 20,
    what: 'The doctor, on a service of your own.',
    lessons: ['18-examine-your-own-server'],
  },
];
