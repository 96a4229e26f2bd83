import type { Words } from '../code/run/words.ts';

/** What became of App 1, told to stop with half a head in its hands: plain close() since Node 18, before it, fixed.ts. */
const never = { exit: ['App 1', null] } as const;
const asEver = { saw: ['half head 2', '408'] } as const;
const atItsLimit = {
  all: [{ exit: ['App 1', 0] }, { not: asEver }],
} as const;

export const words = {
  scenes: {
    running: 'Half a request, and one second',
    closing: 'The same half, and close()',
    'npm-start': 'Started by npm',
    exec: 'Started by exec',
  },
  predictions: {
    'when-is-it-ended': {
      question:
        'Once more half a head reaches App 1. Then App 1 is told to stop, and calls close(). When does App 1 end that connection?',
      options: [
        {
          id: 'at-once',
          text: 'At once: no request of it is under way, so it is idle.',
          misconception: 'half a request is no request, so its connection is idle',
          feedback: [
            {
              when: never,
              say: 'A head that has begun makes a connection busy, and close() spares it. App 1 never ended it, and never exited.',
            },
            {
              when: asEver,
              say: 'A head that has begun makes a connection busy, and close() spares it. App 1 ended it with a 408 after its second, as before.',
            },
            {
              when: atItsLimit,
              say: 'A head that has begun makes a connection busy, and close() spares it. App 1 ended it without a word, at a limit of its own.',
            },
          ],
        },
        {
          id: 'as-ever',
          text: 'After its second, with a 408, as before.',
          misconception: 'headersTimeout holds on a server that is closing, too',
          feedback: [
            {
              when: never,
              say: 'That clock stands still: close() switched it off. App 1 never ended it, and never exited.',
            },
            {
              when: asEver,
              say: 'This Node is older than 18, and its clock goes on. App 1 ended it with a 408 after its second, and exited then.',
            },
            {
              when: atItsLimit,
              say: 'That clock stands still: close() switched it off. App 1 ended it without a word, at a limit of its own.',
            },
          ],
        },
        {
          id: 'keep-alive',
          text: 'When keepAliveTimeout is over: a second here, and Node’s second more.',
          misconception: 'keepAliveTimeout bounds every connection that brings nothing',
          feedback: [
            {
              when: never,
              say: 'That clock runs after an answer, and there was none. App 1 never ended it, and never exited.',
            },
            {
              when: asEver,
              say: 'That clock runs after an answer, and there was none. App 1 ended it with a 408 after its second, as before.',
            },
            {
              when: atItsLimit,
              say: 'That clock runs after an answer, and there was none. App 1 ended it without a word, at a limit of its own.',
            },
          ],
        },
        {
          id: 'never',
          text: 'Never.',
          feedback: [
            {
              when: never,
              say: 'App 1 never ended it, and never exited. Three times its limit went by, by the clock of App 2.',
            },
            {
              when: asEver,
              say: 'That is so since Node 18. This one is older, and its clock goes on. App 1 ended it with a 408 after its second.',
            },
            {
              when: atItsLimit,
              say: 'That is what plain close() does. This program has a limit of its own. App 1 ended it without a word, and exited then.',
            },
          ],
        },
      ],
    },
  },
  findings: {
    never: {
      when: never,
      say: 'App 2, which runs, ended each half after its second. App 1, which is closing, never ended its own, and never exited.',
    },
    'as-ever': {
      when: asEver,
      say: 'On this Node App 1 ended it with a 408, though it was closing.',
    },
    'at-its-limit': {
      when: atItsLimit,
      say: 'App 1 ended it without a word, at a limit of its own, and exited then.',
    },
    'never-told': {
      when: { all: [{ exit: ['App 3', 'SIGTERM'] }, { got: ['fresh client', 'App 3'] }] },
      say: 'npm ended with SIGTERM, and App 3 was never told: it still answers.',
    },
    told: {
      when: { exit: ['App 4', 0] },
      say: 'App 4 was told: its answer came whole, and it exited with status 0.',
    },
  },
  notebook: [
    {
      suspect: 'node-s-own-limits',
      state: 'struck',
      evidence:
        'On a server that is closing half a head outlived headersTimeout, requestTimeout and keepAliveTimeout. Beside it the running one sent a 408 three times.',
      strength: 'four releases of Node, and a control',
    },
  ],
} as const satisfies Words;
