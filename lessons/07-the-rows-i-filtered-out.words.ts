import type { Words } from '../code/run/words.ts';

const none = { rows: ['ESTABLISHED', 0] } as const;
const some = { not: none } as const;

export const words = {
  scenes: {
    'with-the-filter': 'With the filter',
    'one-filter-less': 'The same command, one filter less',
    'who-it-leads-to': 'Where it leads',
  },
  predictions: {
    'what-was-dropped': {
      question: 'The same command without its last grep. What else will it print?',
      options: [
        {
          id: 'nothing',
          text: 'Nothing: there is one server, and its row is there.',
          misconception: 'a list of sockets is a list of servers',
          feedback: [
            {
              when: some,
              say: 'Most rows of a socket table are not servers. They are connections, and a connection has a row at each end.',
            },
            {
              when: none,
              say: 'It prints more, but no ESTABLISHED row: what it prints belongs to a connection that App 1 has ended.',
            },
          ],
        },
        {
          id: 'second-listen',
          text: 'A second LISTEN row, App 1’s.',
          misconception: 'what answers must listen',
          feedback: [
            {
              when: some,
              say: 'App 1 does not listen. It does not have to: nobody needs a listening socket to go on talking.',
            },
            {
              when: none,
              say: 'There is one LISTEN row, App 2’s. App 1 does not listen, and with this program it has no ESTABLISHED row left, either.',
            },
          ],
        },
        {
          id: 'established',
          text: 'ESTABLISHED rows, of connections that were there all the time.',
          feedback: [
            {
              when: some,
              say: 'There they are, both ends of each. They were there in lesson 3, and in lesson 1, and this course filtered them too.',
            },
            {
              when: none,
              say: 'Not with this program: there is no ESTABLISHED row. What is left belongs to a connection that App 1 has ended.',
            },
          ],
        },
      ],
    },
  },
  findings: {
    'the-row-was-there': {
      when: some,
      say: 'ESTABLISHED. The row was there all the time; the filter dropped it.',
    },
    'no-such-row': { when: none, say: 'No ESTABLISHED row: here the filter dropped nothing.' },
  },
  recalls: [{ lesson: '03-the-port-looks-dead', prediction: 'is-app-1-gone' }],
  notebook: [
    {
      suspect: 'old-process',
      state: 'taken back',
      evidence:
        'netstat without its last filter lists App 1’s connection, established, after the stop. Server 1 does not listen, and is not gone.',
      strength: 'the kernel’s own table, both ends of the connection',
    },
    {
      suspect: 'kept-connection',
      state: 'open',
      evidence:
        'The connection that the guess demanded stands in the table, and its owner is App 1.',
      strength: 'four tests and a row; the repair is still to come',
    },
  ],
} as const satisfies Words;
