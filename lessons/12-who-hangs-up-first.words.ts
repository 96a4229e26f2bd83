import type { Words } from '../code/run/words.ts';

const neverRead = {
  all: [
    { tally: ['App 1', 'never began', 'all'] },
    { tally: ['50 GETs', 'App 1', 'all'] },
    { tally: ['50 POSTs', '502', 'all'] },
  ],
} as const;
const allRead = { tally: ['App 1', 'began', 'all'] } as const;

export const words = {
  scenes: {
    'nobody-lost': 'One long turn, and nobody is lost',
    'a-deadline-in-it': 'The same turn, and a deadline in it',
  },
  predictions: {
    'how-many-fail': {
      question:
        'Fifty GETs and fifty POSTs come through nginx to App 1, each on a kept connection that may stay silent for three seconds. They arrive before that. App 1 is busy: one turn of its loop, which ends after the three seconds. How many of the hundred fail?',
      options: [
        {
          id: 'none',
          text: 'None: they arrived in time.',
          misconception: 'a request that arrives before the deadline is served',
          feedback: [
            {
              when: neverRead,
              say: 'They arrived in time, and were never read. Every POST failed. The GETs would have failed too, if nginx had not sent them once more.',
            },
            {
              when: allRead,
              say: 'None failed: this program waits for more than a minute, so no deadline fell into the turn. Being in time was not what saved them; play the other program.',
            },
          ],
        },
        {
          id: 'all',
          text: 'All hundred.',
          misconception: 'a proxy hands every failure on',
          feedback: [
            {
              when: neverRead,
              say: 'App 1 dropped every one of the connections, and every POST failed. But no GET failed: nginx sent each once more, and told nobody.',
            },
            {
              when: allRead,
              say: 'None failed: this program waits for more than a minute, and dropped nobody.',
            },
          ],
        },
        {
          id: 'posts',
          text: 'The fifty POSTs, and no GET.',
          feedback: [
            {
              when: neverRead,
              say: 'App 1 dropped every one of the connections. Every POST failed, and no GET failed: to send a GET once more does no harm, and nginx does it unasked.',
            },
            {
              when: allRead,
              say: 'None failed, POST or GET: this program waits for more than a minute, and dropped nobody.',
            },
          ],
        },
        {
          id: 'some',
          text: 'Some of both: it is a race.',
          misconception: 'a race is lost by chance, a few requests at a time',
          feedback: [
            {
              when: neverRead,
              say: 'No GET failed, and every POST failed. The race is open for as long as the turn goes on, and whoever comes meanwhile loses it.',
            },
            {
              when: allRead,
              say: 'None failed, and not by luck: this program waits for more than a minute, and dropped nobody.',
            },
          ],
        },
      ],
    },
  },
  findings: {
    'never-read': { when: neverRead, say: 'They arrived in time, and were never read.' },
    'all-read': { when: allRead, say: 'The same long turn, and all were read.' },
  },
  notebook: [],
} as const satisfies Words;
