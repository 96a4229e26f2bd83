import type { Words } from '../code/run/words.ts';

export const words = {
  scenes: {
    before: 'Before',
    'the-swap': 'The swap',
    after: 'After',
  },
  predictions: {
    'how-many-rows': {
      question:
        'The repaired stop is called. How many ESTABLISHED rows of the port will netstat list right after it?',
      options: [
        {
          id: 'none',
          text: 'None. Rows of ended connections, perhaps.',
          feedback:
            'None. What is left says TIME_WAIT: the side that closed first remembers the connection for a while, a minute on Linux. Nobody answers on it.',
        },
        {
          id: 'two',
          text: 'Two, as before: the kernel takes its time.',
          misconception: 'closing is a request that the system grants later',
          feedback: 'Closing takes effect at once. The rows were gone before netstat had started.',
        },
        {
          id: 'one',
          text: 'One: the browser’s end stays until the browser notices.',
          misconception: 'a row is ESTABLISHED until the program at its end notices',
          feedback:
            'Its system noticed at once, without the browser: an end is a message to the other side, and the row is ESTABLISHED no more. A client that does not close its own end leaves CLOSE_WAIT there and FIN_WAIT2 here.',
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
          feedback:
            'In no case. Between two calls without an await nothing else runs, so nobody is accepted in between.',
        },
        {
          id: 'stop-first',
          text: 'Stop, an await, then close all.',
          misconception: 'an await between the two calls lets a client in, whichever comes first',
          feedback:
            '0 of 60, whatever was awaited. Once App 1 has stopped listening, nobody comes in, and close all ends the connections of those who were.',
        },
        {
          id: 'await',
          text: 'Close all, an await, then stop.',
          feedback:
            'There it can. If the loop polls during the await, App 1 still listens: whoever comes then is accepted, and nobody closes that connection any more. After a wait of 10 ms it was so in 60 of 60 stops.',
        },
      ],
    },
  },
  findings: {
    cured: 'Two clients, one answer: App 2’s. The fault is cured.',
    'not-cured': 'The fault is still there.',
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
