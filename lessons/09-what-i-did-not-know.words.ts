import type { Words } from '../code/run/words.ts';

const stays = { got: ['browser', 'App 1'] } as const;
const movesOn = { got: ['browser', 'App 2'] } as const;
const anew = { all: [movesOn, { rows: ['ESTABLISHED', 0] }] } as const;
// A real browser may have asked App 2 for something of its own accord before netstat looks.
const already = { all: [movesOn, { not: { rows: ['ESTABLISHED', 0] } }] } as const;

export const words = {
  scenes: {
    'the-table': 'The table',
    'who-answers-next': 'Who answers next?',
  },
  predictions: {
    'who-answers-next': {
      question:
        'The browser has asked nothing since the swap, and this is the table. It reloads. Who answers?',
      options: [
        {
          id: 'listener',
          text: 'App 2: the only LISTEN row is App 2’s.',
          misconception: 'who listens, answers',
          feedback: [
            {
              when: stays,
              say: 'The listener answers new connections. The browser has an old one: look for its port on the right of an ESTABLISHED row.',
            },
            {
              when: anew,
              say: 'App 2 answered. There is no ESTABLISHED row, so the browser had to connect anew, and the listener accepts.',
            },
            {
              when: already,
              say: 'App 2 answered. The ESTABLISHED rows are of connections that the browser opened to it, after App 1 had ended the old ones.',
            },
          ],
        },
        {
          id: 'app-1',
          text: 'App 1: the browser’s row is ESTABLISHED, and was before App 2 listened.',
          feedback: [
            {
              when: stays,
              say: 'So it was. A listening socket speaks for the clients to come; an established row speaks for those who are there.',
            },
            {
              when: anew,
              say: 'Not in this table: there is no ESTABLISHED row, and the browser got App 2’s page on a new connection.',
            },
            {
              when: already,
              say: 'Not in this table: App 1 had ended its connections, and the ESTABLISHED rows are of new ones. The browser got App 2’s page.',
            },
          ],
        },
        {
          id: 'unknown',
          text: 'The table cannot say.',
          misconception: 'a socket table shows ports and not conversations',
          feedback: [
            {
              when: stays,
              say: 'By itself it cannot: netstat does not print since when a row is there. But the browser has asked nothing since the swap, so its row is older than App 2.',
            },
            {
              when: anew,
              say: 'It can. There is no ESTABLISHED row, so the browser has to connect anew, and one row says who accepts: App 2’s.',
            },
            {
              when: already,
              say: 'It needs one thing more: whether the ESTABLISHED rows were there before App 2 was. These were not, and the browser got App 2’s page.',
            },
          ],
        },
      ],
    },
    'cold-question-again': {
      question: 'A server is told to stop, and its stop() returns. What is certain from then on?',
      options: [
        {
          id: 'no-answers',
          text: 'It answers no further request.',
          misconception: 'stopping a server ends its conversations',
          feedback: [
            {
              when: 'always',
              say: 'You have seen it answer, with 304 and with 200, for as long as you asked.',
            },
          ],
        },
        {
          id: 'no-connections',
          text: 'It accepts nobody new. Nothing else is certain.',
          feedback: [
            {
              when: 'always',
              say: 'That is all a closed listening socket means. What happens to the connections is up to the rest of stop().',
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
              say: 'A kept connection can hold a process for as long as it lasts. Lesson 13 is about that.',
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
              say: 'A server that does so has been written to do so. Lesson 8’s cuts them; lesson 11 drains.',
            },
          ],
        },
      ],
    },
  },
  findings: {
    'the-table-said-so': {
      when: stays,
      say: 'A row from before the swap is a client of App 1, and App 1 still serves it.',
    },
    'the-table-said-otherwise': {
      when: movesOn,
      say: 'Nobody was left to be served by App 1: the browser got App 2’s page.',
    },
  },
  notebook: [],
  recalls: [{ lesson: '01-the-swap', prediction: 'cold-question' }],
  quiz: [
    {
      question: 'A port has no LISTEN row. What follows?',
      options: [
        {
          id: 'a',
          text: 'No process uses the port.',
          misconception: 'rows are servers',
          feedback: 'Connections may use it. Look for rows of the port in other states.',
        },
        {
          id: 'b',
          text: 'No server of this table accepts a new connection on it.',
          feedback:
            'More does not follow: a rule of the kernel, or another network namespace, may still lead a client to a server.',
        },
        {
          id: 'c',
          text: 'Its server’s process has ended.',
          misconception: 'a server is a process',
          feedback: 'Lesson 3’s server had no LISTEN row, and its process went on.',
        },
      ],
    },
    {
      question: 'A 304 carries an ETag. Whose page does it stand for?',
      options: [
        {
          id: 'a',
          text: 'That of whoever issued this ETag.',
          feedback: 'Lesson 2 read the signature.',
        },
        {
          id: 'b',
          text: 'That of whoever listens on the port.',
          misconception: 'the listener answers',
          feedback: 'App 2 listened, and the ETag was App 1’s.',
        },
        {
          id: 'c',
          text: 'Nobody’s: the cache makes it up.',
          misconception: 'a 304 is the cache’s',
          feedback: 'It comes over the wire. App 1 counted it.',
        },
      ],
    },
    {
      question: 'Why did curl get App 2 in lesson 4?',
      options: [
        {
          id: 'a',
          text: 'It never keeps connections.',
          misconception: 'curl is immune',
          feedback: 'One process with two addresses keeps one: lesson 6.',
        },
        {
          id: 'b',
          text: 'It has no cache.',
          misconception: 'the cache decides',
          feedback: 'Without its cache, the browser got App 1 all the same.',
        },
        {
          id: 'c',
          text: 'Its connection had ended with its process.',
          feedback: 'Each curl was a new process with an empty pool.',
        },
      ],
    },
    {
      question: 'You reload every second, and the fault stays. Why?',
      options: [
        {
          id: 'a',
          text: 'Each reload uses the connection, so it never gets idle enough to end.',
          feedback: 'Lesson 5.',
        },
        {
          id: 'b',
          text: 'Each reload opens a connection to App 1.',
          misconception: 'a stopped server accepts',
          feedback: 'App 1 accepts nobody any more.',
        },
        {
          id: 'c',
          text: 'The cache is filled anew each time.',
          misconception: 'the cache decides',
          feedback: 'The cache played no part in who answered.',
        },
      ],
    },
    {
      question: 'Which of these shares the connection of an open tab?',
      options: [
        {
          id: 'a',
          text: 'A private window.',
          misconception: 'one browser, one pool',
          feedback: 'It has a pool of its own, in the same browser.',
        },
        { id: 'b', text: 'A new tab.', feedback: 'The tabs of a profile share its pool.' },
        {
          id: 'c',
          text: 'A second profile.',
          misconception: 'one program, one pool',
          feedback: 'Another profile, another pool.',
        },
      ],
    },
    {
      question: 'netstat prints “keepalive (7174.60/0/0)” in a row. What does it tell you?',
      options: [
        {
          id: 'a',
          text: 'The HTTP connection will be kept for so long.',
          misconception: 'one word, one thing',
          feedback: 'That is TCP’s own probe of a silent peer, and says nothing of HTTP.',
        },
        {
          id: 'b',
          text: 'When TCP will next check that the peer is there.',
          feedback: 'TCP keepalive.',
        },
        {
          id: 'c',
          text: 'When the server will close it.',
          misconception: 'the kernel closes idle HTTP connections',
          feedback: 'The server’s idle time is in the server, not in the kernel.',
        },
      ],
    },
    {
      question: 'stop() is “close all, await, stop”. What is wrong?',
      options: [
        {
          id: 'a',
          text: 'Nothing: all is closed in the end.',
          misconception: 'the order does not matter',
          feedback: 'Lesson 8: after a wait of 10 ms somebody had slipped in at 60 of 60 stops.',
        },
        {
          id: 'b',
          text: 'During the await a new client can be accepted, and stays.',
          feedback: 'The server still listened, and the call that closes all was over.',
        },
        {
          id: 'c',
          text: 'close all must never come first.',
          misconception: 'the order matters by itself',
          feedback: 'Without an await between the two, either order is safe.',
        },
      ],
    },
    {
      question: 'Node’s server.close() ends idle connections since version 19. What stays?',
      options: [
        {
          id: 'a',
          text: 'Nothing.',
          misconception: 'close() closes',
          feedback: 'Lesson 1’s fold: one request in flight was enough.',
        },
        {
          id: 'b',
          text: 'A connection that was busy at that moment.',
          feedback: 'And it is served for as long as it asks.',
        },
        {
          id: 'c',
          text: 'Only connections of browsers.',
          misconception: 'browsers are special',
          feedback: 'Any client with a request in flight.',
        },
      ],
    },
    {
      question: 'What does closeAllConnections() do to a request in flight?',
      options: [
        {
          id: 'a',
          text: 'Waits for its answer.',
          misconception: 'close is polite',
          feedback: 'It cuts. Lesson 8’s client got “socket hang up”.',
        },
        {
          id: 'b',
          text: 'Cuts it: the client gets an error.',
          feedback: 'To wait for it is called draining: lesson 11.',
        },
        {
          id: 'c',
          text: 'Answers it with 503.',
          misconception: 'the server has the last word',
          feedback: 'It closes the socket. No status goes out.',
        },
      ],
    },
    {
      question: 'A filter in your command prints nothing. What do you do before you believe it?',
      options: [
        {
          id: 'a',
          text: 'Run it again.',
          misconception: 'repetition is evidence',
          feedback: 'It will print nothing again, for the same reason.',
        },
        {
          id: 'b',
          text: 'Try it on a case where it must print something.',
          feedback: 'An instrument is tested on what you know.',
        },
        {
          id: 'c',
          text: 'Run it as root.',
          misconception: 'missing rows are missing rights',
          feedback:
            'It may help with lsof, which leaves out the rows of other users; netstat and ss leave out only their owners. A known case tells you which it is.',
        },
      ],
    },
  ],
} as const satisfies Words;
