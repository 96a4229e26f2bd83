import type { syllabus } from '../code/course/lessons.ts';
import { commands } from './commands.ts';

type Slug = (typeof syllabus)[number]['slug'];

/** A stretch of a class. Its minutes are the class's; those of the lessons stand in their front matter. */
export interface Block {
  minutes: number;
  /** What the trainer says aloud: it tells nothing that its lessons, or later ones, find out. */
  opening: string;
  what: string;
  lessons: readonly Slug[];
  /** What is typed, as Linux and macOS type it. */
  commands?: readonly string[];
  /** Pages of the course that lie on the table, or on the screen. */
  pages?: readonly { name: string; href: string }[];
}

/** Part I, in 90 minutes. */
export const ninetyMinutes: readonly Block[] = [
  {
    minutes: 5,
    opening: 'Eight questions, five minutes, and no answers before the end. Guess where you must.',
    what: 'Test A, on paper.',
    lessons: [],
    pages: [{ name: 'test A', href: '/test-a/' }],
  },
  {
    minutes: 15,
    opening:
      'Two apps take turns on one port, and you will ask it yourselves. Write down who answers before you ask.',
    what: 'Each at their own machine, each prediction on paper first.',
    lessons: ['01-the-swap', '02-not-modified'],
    commands: ['npm run lesson 1', 'npm run lesson 2'],
    pages: [{ name: 'predictions', href: '/hand-outs/#predictions-1' }],
  },
  {
    minutes: 15,
    opening:
      'Now you get what the author had: three cards, and nothing else. Whom do you suspect, and how sure are you?',
    what: 'Predictions on paper, then evidence cards instead of runs. Groups rank the suspects, and say what would clear each.',
    lessons: ['03-the-port-looks-dead', '04-curl-disagrees', '05-it-heals'],
    pages: [
      { name: 'evidence cards', href: '/hand-outs/#evidence' },
      { name: 'suspects', href: '/hand-outs/#suspects' },
    ],
  },
  {
    minutes: 20,
    opening:
      'A guess that forbids nothing is worth nothing. Here is one, and four runs, each of which could kill it.',
    what: 'Vote on each of the four predictions, run it, then go on to the next.',
    lessons: ['06-a-guess'],
    commands: ['npm run lesson 6'],
    pages: [{ name: 'what to paste for a vote', href: '/teach/#at-a-distance' }],
  },
  {
    minutes: 10,
    opening:
      'Find your sheet of lesson 3, and read it aloud. You will run the same command again, and I do not say what is different.',
    what: 'The same command without its last filter. Each looks up what they wrote in lesson 3.',
    lessons: ['07-the-rows-i-filtered-out'],
    commands: ['npm run lesson 7'],
  },
  {
    minutes: 10,
    opening:
      'You know who answers, and why. Now stop it: lay the steps in an order on which you would bet your next deploy.',
    what: 'Order cards: an order in which nobody slips in. Then the run, and the measured table.',
    lessons: ['08-close-the-connections'],
    commands: ['npm run lesson 8'],
    pages: [
      { name: 'four order cards', href: '/hand-outs/#order' },
      {
        name: 'the measured table',
        href: '/08-close-the-connections/#which-of-the-two-calls-first',
      },
    ],
  },
  {
    minutes: 10,
    opening: 'Tell us one incident of yours: what you saw, and what you did then.',
    what: 'Clinic: each incident against the symptoms page. A line from a log goes to the command.',
    lessons: [],
    commands: ["npm run symptom -- 'Error: read ECONNRESET'"],
    pages: [{ name: 'symptoms', href: '/symptoms/' }],
  },
  {
    minutes: 5,
    opening:
      'The same abilities, other cases. Then write down one thing that you will do tomorrow.',
    what: 'Test B. Collect it, and give out the checklist.',
    lessons: [],
    pages: [
      { name: 'test B', href: '/test-b/' },
      { name: 'checklist', href: '/hand-outs/#checklist' },
    ],
  },
];

/** What follows the 90 minutes when there is half a day. */
export const restOfHalfADay: readonly Block[] = [
  {
    minutes: 15,
    opening:
      'Fifteen minutes. Open the page once more and leave it alone. Is its connection still there when you are back? If not, who has ended it?',
    what: 'Break. The program of lesson 1 never hangs up; how long browsers wait stands in the table of lesson 5.',
    lessons: [],
    commands: ['npx tsx code/01-the-swap/buggy.ts', 'npm run sockets 7888'],
    pages: [{ name: 'idle times', href: '/05-it-heals/#how-long-is-a-while' }],
  },
  {
    minutes: 5,
    opening: 'Five questions on the rest of the day. Guess where you must, and mark it.',
    what: 'Second half of test A, on paper.',
    lessons: [],
    pages: [{ name: 'second half of test A', href: '/test-a/#form-a-second' }],
  },
  {
    minutes: 15,
    opening:
      'Your Node is new, and its close() ends idle connections by itself. Who is done with this course?',
    what: 'Hands up first. Then two predictions: seven connections, a hundred clients.',
    lessons: ['10-half-fixed'],
    commands: ['npm run lesson 10', 'npm run lesson 10 fixed'],
    pages: [{ name: 'predictions', href: '/hand-outs/#predictions-10' }],
  },
  {
    minutes: 20,
    opening:
      'This server lets nobody in, finishes every answer, and exits with 0. Would you put it behind your balancer?',
    what: 'Vote, run, then six order cards a group. Each group says for each card who is lost without it. Then the recorded table.',
    lessons: ['11-leave-politely'],
    commands: ['npm run lesson 11', 'npx tsx code/11-leave-politely/steps.ts'],
    pages: [
      { name: 'six order cards', href: '/hand-outs/#order-11' },
      { name: 'the recorded table', href: '/11-leave-politely/#what-each-step-saves' },
    ],
  },
  {
    minutes: 25,
    opening:
      'A request arrives in time, on a connection that is open, at a server that is well. Tell me how it can fail.',
    what: 'The run, where nginx is; else the page. Then groups fill in the sheet of senders: who fails, who repeats, who runs an order twice? Read the measured table against it.',
    lessons: ['12-who-hangs-up-first'],
    commands: ['npm run lesson 12'],
    pages: [
      { name: 'senders', href: '/hand-outs/#senders' },
      {
        name: 'the measured table',
        href: '/12-who-hangs-up-first/#who-fails-who-repeats-who-runs-it-twice',
      },
    ],
  },
  {
    minutes: 15,
    opening: 'A server is told to stop, and it stops. Its process stays. Whom do you ask first?',
    what: 'Predict, run, then each says of their own service which process its platform starts.',
    lessons: ['13-the-process-that-will-not-exit'],
    commands: ['npm run lesson 13', commands.chain.linux],
  },
  {
    minutes: 20,
    opening:
      'The last patient is your own. Before the doctor speaks, write down which of its clients it will find unhappy.',
    what: 'The doctor, on a service of your own; whoever has brought none looks up what theirs runs on. One line there says what to change.',
    lessons: [],
    commands: ['npm run doctor -- -- node server.js'],
    pages: [
      { name: 'what real servers do', href: '/servers/' },
      { name: 'careful.ts', href: '/servers/#to-take-away-for-node' },
    ],
  },
  {
    minutes: 5,
    opening: 'Five questions again, other cases. Then one line: what do you look up tomorrow?',
    what: 'Second half of test B.',
    lessons: [],
    pages: [{ name: 'second half of test B', href: '/test-b/#form-b-second' }],
  },
];

/** What each does alone, when the class is over. */
export const forTheWayHome = {
  ninetyMinutes: '09-what-i-did-not-know',
  halfADay: '14-not-on-the-list',
} as const satisfies Record<string, Slug>;
