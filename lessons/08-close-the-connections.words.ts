import type { Words } from '../code/run/words.ts';

const none = { rows: ['ESTABLISHED', 0] } as const;
const some = { not: none } as const;
// What is left of a connection: TIME_WAIT where both ends have closed, CLOSE_WAIT where the client has not yet.
const over = { all: [none, { not: { rows: ['TIME_WAIT', 0] } }] } as const;
const halfOver = {
  all: [none, { rows: ['TIME_WAIT', 0] }, { not: { rows: ['CLOSE_WAIT', 0] } }],
} as const;
const nothingLeft = {
  all: [none, { rows: ['TIME_WAIT', 0] }, { rows: ['CLOSE_WAIT', 0] }],
} as const;

export const words = {
  scenes: {
    before: 'Before',
    'the-swap': 'The swap',
    after: 'After',
  },
  predictions: {
    'how-many-rows': {
      question:
        'This program’s stop is called. How many ESTABLISHED rows of the port will netstat list right after it?',
      options: [
        {
          id: 'none',
          text: 'None. Rows of ended connections, perhaps.',
          feedback: [
            {
              when: over,
              say: 'None. What is left says TIME_WAIT: the side that closed first remembers the connection for a while, a minute on Linux. Nobody answers on it.',
            },
            {
              when: halfOver,
              say: 'None. The browser’s ends say CLOSE_WAIT: App 1 has closed, and the browser has not done so yet. Nobody answers on them.',
            },
            { when: nothingLeft, say: 'None. App 1 has closed, and nobody answers any more.' },
            {
              when: some,
              say: 'This program’s stop is not repaired: ESTABLISHED rows are what netstat lists right after it.',
            },
          ],
        },
        {
          id: 'two',
          text: 'Two, as before: the kernel takes its time.',
          misconception: 'closing is a request that the system grants later',
          feedback: [
            {
              when: none,
              say: 'Closing takes effect at once. The rows were gone before netstat had started.',
            },
            {
              when: some,
              say: 'The ESTABLISHED rows are there, and not because the kernel is slow: this program’s stop does not close them.',
            },
          ],
        },
        {
          id: 'one',
          text: 'One: the browser’s end stays until the browser notices.',
          misconception: 'a row is ESTABLISHED until the program at its end notices',
          feedback: [
            {
              when: over,
              say: 'Its system noticed at once, without the browser: an end is a message to the other side. The client then closed its own direction, and TIME_WAIT is what is left.',
            },
            {
              when: halfOver,
              say: 'Its system noticed at once: an end is a message to the other side, and the row there says CLOSE_WAIT. Each direction is closed by itself, and the browser has not closed its own yet.',
            },
            {
              when: nothingLeft,
              say: 'Its system noticed at once, without the browser: an end is a message to the other side.',
            },
            {
              when: some,
              say: 'The ESTABLISHED rows are there, both ends of each connection: this program’s stop has told neither end.',
            },
          ],
        },
      ],
    },
    'where-it-slips': {
      question:
        'Clients keep coming while App 1 is ended by two calls. In which order can one of them be answered by App 1 after the last call?',
      options: [
        {
          id: 'close-first',
          text: 'Close all, then stop, with no await between them.',
          misconception: 'the order of two calls matters by itself',
          feedback: [
            {
              when: 'always',
              say: 'In no case. Between two calls without an await nothing else runs, so nobody is accepted in between.',
            },
          ],
        },
        {
          id: 'stop-first',
          text: 'Stop, an await, then close all.',
          misconception: 'an await between the two calls lets a client in, whichever comes first',
          feedback: [
            {
              when: 'always',
              say: 'In no case, whatever is awaited. Once App 1 has stopped listening, nobody comes in, and close all ends the connections of those who are in.',
            },
          ],
        },
        {
          id: 'await',
          text: 'Close all, an await, then stop.',
          feedback: [
            {
              when: 'always',
              say: 'There it can. If the loop polls during the await, App 1 still listens: whoever comes then is accepted, and nobody closes that connection any more. The table below says how often.',
            },
          ],
        },
      ],
    },
  },
  findings: {
    cured: {
      when: { all: [none, { got: ['fresh client', 'App 2'] }, { got: ['browser', 'App 2'] }] },
      say: 'Two clients, one answer: App 2’s. The fault is cured.',
    },
    'not-cured': {
      when: { all: [some, { got: ['browser', 'App 1'] }] },
      say: 'The fault is still there.',
    },
  },
  notebook: [
    {
      suspect: 'kept-connection',
      state: 'confirmed',
      evidence:
        'A stop that also closes the connections cures the fault, in TypeScript and on Tornado, with every browser.',
      strength: 'four tests, a row, and a repair that works',
    },
  ],
} as const satisfies Words;
