import type { Words } from '../code/run/words.ts';

const gone = { stream: ['browser', 'gave up'] } as const;
const back = { stream: ['browser', 'event'] } as const;

export const words = {
  scenes: {
    stream: 'A stream of events',
    crash: 'App 1 is killed',
    polite: 'App 2 leaves politely',
    'new-tab': 'A new tab',
  },
  predictions: {
    'after-which': {
      question:
        'App 1 is killed: for a moment whoever comes is refused. Later App 2 is told to stop: it ends its stream, and says 503 with Retry-After: 1 to whoever comes until it goes. After which of the two is the browser’s stream back by itself?',
      options: [
        {
          id: 'both',
          text: 'After both: an EventSource reconnects by itself.',
          misconception: 'an EventSource reconnects whatever it meets',
          feedback: [
            {
              when: gone,
              say: 'It comes again after an end, and after a refusal. After the 503 it gave up, for good.',
            },
            {
              when: back,
              say: 'It was back after both. This program stops listening first, so that whoever comes is refused.',
            },
          ],
        },
        {
          id: 'polite',
          text: 'After the polite one alone: a refusal is an error, and 503 says when to come back.',
          misconception:
            'a client that reconnects obeys Retry-After, and takes a refusal for the end',
          feedback: [
            {
              when: gone,
              say: 'The other way round. After the refusal it was back, after the 503 it gave up: nobody reads Retry-After.',
            },
            {
              when: back,
              say: 'With this program both are refusals: it was back after both.',
            },
          ],
        },
        {
          id: 'crash',
          text: 'After the crash alone.',
          feedback: [
            {
              when: gone,
              say: 'A refused connection is a network error, so it tries again. After an answer that is no event stream it gave up for good.',
            },
            {
              when: back,
              say: 'That is the other program. This one stops listening first: it was back after both.',
            },
          ],
        },
        {
          id: 'neither',
          text: 'After neither: the page has to open a new one.',
          misconception: 'an EventSource is over when its connection is',
          feedback: [
            {
              when: gone,
              say: 'After the crash it was back without the page’s help. After the 503 it gave up, and only the page could help.',
            },
            {
              when: back,
              say: 'It was back after both, and the page did nothing for it.',
            },
          ],
        },
      ],
    },
  },
  findings: {
    'only-the-crash': {
      when: gone,
      say: 'The stream survived a crash. At one polite 503 it gave up for good.',
    },
    both: {
      when: back,
      say: 'It was back after both, the crash and the stop: each refused it, so that it tried again.',
    },
  },
  notebook: [
    {
      suspect: 'streams-come-back',
      state: 'half right',
      evidence:
        'An EventSource came back after a crash, and gave up at one 503. A new tab beside it heard App 3.',
      strength: 'three clients, fifty streams each, and the standard says so',
    },
  ],
  quiz: [
    {
      question: 'Plain close() on Node 26: which connection does it spare, and look at no more?',
      options: [
        {
          id: 'a',
          text: 'One that is silent since its last answer.',
          misconception: 'close() ends no connection',
          feedback: 'That one is idle, and ended at once: lesson 10.',
        },
        {
          id: 'b',
          text: 'One that waits for its answer.',
          feedback: 'It gets it, and is served again for as long as it asks: lesson 10.',
        },
        {
          id: 'c',
          text: 'None, since Node 19.',
          misconception: 'close() ends every connection since Node 19',
          feedback: 'It ends those that are idle at that moment: lesson 10.',
        },
      ],
    },
    {
      question: 'A balancer leads clients to your server. What does its stop begin with?',
      options: [
        {
          id: 'a',
          text: 'It stops listening, and finishes every answer.',
          misconception: 'who finishes every answer that was begun loses nothing',
          feedback: 'Until the checks have failed, clients are sent to a closed port: lesson 11.',
        },
        {
          id: 'b',
          text: 'It exits: a dead server is found out at once.',
          misconception: 'a balancer sees a dead server without asking it',
          feedback: 'It is found out by its checks, as every other one: lesson 11.',
        },
        {
          id: 'c',
          text: 'It says “not ready”, and serves on.',
          feedback: 'Until nobody is sent to it any more: lesson 11.',
        },
      ],
    },
    {
      question: 'A POST met a reset instead of an answer. Was its order run?',
      options: [
        {
          id: 'a',
          text: 'Its sender cannot tell.',
          feedback: 'Never read and answer lost look the same to it: lesson 12.',
        },
        {
          id: 'b',
          text: 'No: a reset means that nobody read it.',
          misconception: 'a reset means never read',
          feedback: 'The server may have run it, and then broken the connection: lesson 12.',
        },
        {
          id: 'c',
          text: 'Yes: the connection was open when it was sent.',
          misconception: 'a request that arrives before the deadline is served',
          feedback: 'It may have arrived, and not have been read: lesson 12.',
        },
      ],
    },
    {
      question:
        'A server is closing, and half a request head is left. Which limit of Node’s ends it?',
      options: [
        {
          id: 'a',
          text: 'headersTimeout.',
          misconception: 'headersTimeout holds on a server that is closing, too',
          feedback: 'close() has switched off the clock that compares it: lesson 13.',
        },
        {
          id: 'b',
          text: 'Neither headersTimeout nor keepAliveTimeout.',
          feedback: 'Set a limit of your own, and close all behind it: lesson 13.',
        },
        {
          id: 'c',
          text: 'keepAliveTimeout.',
          misconception: 'keepAliveTimeout bounds every connection that brings nothing',
          feedback: 'That one runs after an answer, and there was none: lesson 13.',
        },
      ],
    },
    {
      question:
        'An EventSource has lost its stream to a deploy. What may it meet, and still come back?',
      options: [
        {
          id: 'a',
          text: 'A 503 with Retry-After.',
          misconception: 'a client that reconnects obeys Retry-After',
          feedback: 'Nobody reads that, and the stream is over for good.',
        },
        {
          id: 'b',
          text: 'A 502 of the proxy.',
          misconception: 'a proxy’s error is not the server’s answer',
          feedback: 'It is an answer, and no event stream: over for good.',
        },
        {
          id: 'c',
          text: 'A refused connection.',
          feedback: 'That is a network error, so it tries again.',
        },
      ],
    },
  ],
} as const satisfies Words;
