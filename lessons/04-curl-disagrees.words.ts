import type { Words } from '../code/run/words.ts';

const stays = { got: ['browser', 'App 1'] } as const;
const movesOn = { got: ['browser', 'App 2'] } as const;

export const words = {
  scenes: {
    'before-the-swap': 'Before the swap',
    'after-the-swap': 'After the swap',
    'curl-is-asked': 'curl is asked',
  },
  predictions: {
    'what-does-curl-get': {
      question:
        'curl was served by App 1 before the swap, as the browser was. Now curl asks again. What does it get?',
      options: [
        {
          id: 'app-1',
          text: 'App 1’s page: it was a client of App 1, like the browser.',
          misconception: 'the fault sticks to a machine, an address or a program that asked before',
          feedback: [
            {
              when: stays,
              say: 'It got App 2’s. Both were served by App 1 before, from the same machine, and only one of them stayed. Something else must set them apart.',
            },
            {
              when: movesOn,
              say: 'It got App 2’s page, and so did the browser: with this program nobody stayed with App 1.',
            },
          ],
        },
        {
          id: 'app-2',
          text: 'App 2’s page.',
          feedback: [
            {
              when: stays,
              say: 'So it did. And that is stranger than it looks: curl had been a client of App 1 too, a moment before.',
            },
            {
              when: movesOn,
              say: 'So it did, and so did the browser: with this program the two agree.',
            },
          ],
        },
        {
          id: 'error',
          text: 'An error: the server it knew is gone.',
          misconception: 'a client of a stopped server notices the stop',
          feedback: [
            {
              when: { got: ['curl', 'App 2'] },
              say: 'curl noticed nothing. It asked, and App 2 answered with 200.',
            },
          ],
        },
      ],
    },
  },
  findings: {
    'curl-disagrees': {
      when: { all: [{ got: ['curl', 'App 2'] }, stays] },
      say: 'Two clients with the same past, and they disagree.',
    },
    'curl-agrees': {
      when: { all: [{ got: ['curl', 'App 2'] }, movesOn] },
      say: 'Two clients with the same past, and they agree.',
    },
  },
  notebook: [
    {
      suspect: 'tornado-leak',
      state: 'weakened',
      evidence: 'A server that leaks its old app would leak it to curl as well.',
      strength: 'one witness, for one new request',
    },
    {
      suspect: 'late-release',
      state: 'struck',
      evidence: 'curl reached App 2 at once, and the browser stayed with App 1 all the same.',
      strength: 'two witnesses, a moment apart',
    },
    {
      suspect: 'proxy',
      state: 'struck',
      evidence: 'curl -v says that it asked 127.0.0.1 itself; the runs use no proxy.',
      strength: 'one witness, of curl’s path; the browser’s has the same setting',
    },
  ],
} as const satisfies Words;
