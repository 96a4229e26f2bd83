import type { Words } from '../code/run/words.ts';

const none = { rows: ['ESTABLISHED', 0] } as const;
const stays = { got: ['browser', 'App 1'] } as const;
const movesOn = { got: ['browser', 'App 2'] } as const;
const anew = { all: [movesOn, none] } as const;
// A real browser may have connected to App 2 of its own accord before netstat looks.
const already = { all: [movesOn, { not: none }] } as const;

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
              when: stays,
              say: 'Most rows of a socket table are not servers. They are connections, and one within a machine has a row for each end.',
            },
            {
              when: anew,
              say: 'It prints no ESTABLISHED row: App 1 has ended its connections. Whatever else it prints belongs to those, and to no server.',
            },
            {
              when: already,
              say: 'It prints more. The ESTABLISHED rows are of connections that the browser opened to App 2, after App 1 had ended the old ones, and the browser got App 2’s page.',
            },
          ],
        },
        {
          id: 'second-listen',
          text: 'A second LISTEN row, App 1’s.',
          misconception: 'what answers must listen',
          feedback: [
            {
              when: stays,
              say: 'App 1 does not listen. It does not have to: nobody needs a listening socket to go on talking.',
            },
            {
              when: anew,
              say: 'There is one LISTEN row, App 2’s. App 1 does not listen, and with this program it has no ESTABLISHED row left, either.',
            },
            {
              when: already,
              say: 'There is one LISTEN row, App 2’s, and the ESTABLISHED rows are App 2’s as well: with this program App 1 has ended its connections, and the browser got App 2’s page.',
            },
          ],
        },
        {
          id: 'established',
          text: 'ESTABLISHED rows, of connections that were there all the time.',
          feedback: [
            {
              when: stays,
              say: 'There they are, both ends of each. They were there in lesson 3, and in lesson 1, and this course filtered them too.',
            },
            {
              when: anew,
              say: 'Not with this program: there is no ESTABLISHED row. App 1 has ended its connections, and the browser got App 2’s page on a new one.',
            },
            {
              when: already,
              say: 'Not of such connections: the ESTABLISHED rows are of new ones, to App 2. App 1 had ended the old ones, and the browser got App 2’s page.',
            },
          ],
        },
      ],
    },
  },
  findings: {
    'the-row-was-there': {
      when: stays,
      say: 'ESTABLISHED: the row was there all the time, and the filter dropped it. On its connection App 1 answers.',
    },
    'no-such-row': {
      when: anew,
      say: 'No ESTABLISHED row: App 1 has ended its connections, and the browser got App 2’s page on a new one.',
    },
    'rows-of-app-2': {
      when: already,
      say: 'The ESTABLISHED rows are of connections to App 2: App 1 has ended its own, and the browser got App 2’s page.',
    },
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
