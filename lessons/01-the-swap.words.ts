import type { Words } from '../code/run/words.ts';

const stays = { got: ['browser', 'App 1'] } as const;
const movesOn = { got: ['browser', 'App 2'] } as const;

export const words = {
  scenes: {
    'app-1-answers': 'App 1 answers',
    'the-swap': 'App 1 stops, App 2 takes its port',
    'two-clients-ask': 'Two clients ask',
  },
  predictions: {
    'cold-question': {
      question: 'A server is told to stop, and its stop() returns. What is certain from then on?',
      options: [
        {
          id: 'no-answers',
          text: 'It answers no further request.',
          misconception: 'stopping a server ends its conversations',
          feedback: [
            {
              when: 'always',
              say: 'Keep this answer in mind. The run below puts it to the test, and lesson 9 asks again.',
            },
          ],
        },
        {
          id: 'no-connections',
          text: 'It accepts nobody new. Nothing else is certain.',
          feedback: [
            {
              when: 'always',
              say: 'Hold on to it, and watch what follows from it. Lesson 9 asks you to explain.',
            },
          ],
        },
        {
          id: 'process-ends',
          text: 'Its process ends soon.',
          misconception: 'a server and its process are one thing',
          feedback: [
            {
              when: 'always',
              say: 'In this story both servers live in one process, and it goes on. Lesson 9 asks again.',
            },
          ],
        },
        {
          id: 'after-requests',
          text: 'It finishes the requests it has, then it is gone.',
          misconception: 'stop means drain',
          feedback: [
            {
              when: 'always',
              say: 'Some servers do that, and it has a name: to drain. Watch whether this one does.',
            },
          ],
        },
      ],
    },
    'who-answers': {
      question:
        'App 1 was stopped and App 2 listens on its port. You press F5. What does the browser show?',
      options: [
        {
          id: 'app-2',
          text: 'Hello, world2!, the page of App 2.',
          misconception: 'a port has one server, so a request to the port reaches that server',
          feedback: [
            {
              when: stays,
              say: 'A fresh client got that page in the same second. Your browser did not: it showed Hello, world!',
            },
            {
              when: movesOn,
              say: 'So it did, and so did the fresh client: both were shown Hello, world2!',
            },
          ],
        },
        {
          id: 'error',
          text: 'An error: the server it knew is gone.',
          misconception: 'a client of a stopped server notices the stop',
          feedback: [
            {
              when: stays,
              say: 'Nothing failed, and that is what makes this hard to see. The answer came at once, and it was App 1’s page.',
            },
            {
              when: movesOn,
              say: 'Nothing failed. The answer came at once, and it was App 2’s page.',
            },
          ],
        },
        {
          id: 'app-1',
          text: 'Hello, world!, the page of App 1.',
          feedback: [
            {
              when: stays,
              say: 'So it was. Now the question is who sent it: a cache, App 2 with an old page, or an app that was stopped?',
            },
            { when: movesOn, say: 'Not with this program: the browser got App 2’s page.' },
          ],
        },
        {
          id: 'either',
          text: 'Either: it depends on who is faster.',
          misconception: 'two servers compete for the port',
          feedback: [
            {
              when: stays,
              say: 'Run it as often as you like: the browser shows Hello, world! every time. Nothing here is left to chance.',
            },
            {
              when: movesOn,
              say: 'Run it as often as you like: with this program the browser shows Hello, world2! every time.',
            },
          ],
        },
      ],
    },
  },
  findings: {
    'two-answers': {
      when: { all: [stays, { got: ['fresh client', 'App 2'] }] },
      say: 'Same address, same second, two clients: two answers.',
    },
    'one-answer': {
      when: { all: [movesOn, { got: ['fresh client', 'App 2'] }] },
      say: 'Same address, same second, two clients: one answer.',
    },
  },
  notebook: [
    {
      suspect: 'app-2-absent',
      state: 'struck',
      evidence: 'A fresh client got App 2’s page in the same second.',
      strength: 'one witness',
    },
    {
      suspect: 'late-release',
      state: 'open',
      evidence: 'App 2 could listen on the port as soon as App 1 had stopped.',
      strength: 'says little: it bears on the port, not on what the browser got',
    },
  ],
} as const satisfies Words;
