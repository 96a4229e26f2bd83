import type { Words } from '../code/run/words.ts';

const curlStays = { got: ['one curl', 'App 1', 'App 1'] } as const;
const curlMovesOn = { got: ['one curl', 'App 1', 'App 2'] } as const;
const tabShares = { got: ['new tab', 'App 1'] } as const;
const tabMovesOn = { got: ['new tab', 'App 2'] } as const;
// The reload before App 1's connections were ended, and the one after it.
const healed = { got: ['browser', 'App 1', 'App 2'] } as const;
const neverIll = { got: ['browser', 'App 2', 'App 2'] } as const;

export const words = {
  scenes: {
    'before-the-swap': 'Before the swap',
    'one-curl': 'One curl, across the swap',
    'a-new-tab': 'A new tab',
    'a-new-browser': 'A new browser',
    'those-connections': 'Those connections, ended',
  },
  predictions: {
    'one-curl': {
      question:
        'ONE curl process asks, the apps are swapped, and the same process asks again. If the guess is right, what does it get the second time?',
      options: [
        {
          id: 'app-1',
          text: 'App 1’s page. It keeps its connection while it runs.',
          feedback: [
            {
              when: curlStays,
              say: 'That is what the guess demands, and what came. curl was never immune: in lesson 4 its connection ended with its process.',
            },
            {
              when: curlMovesOn,
              say: 'With this program it got App 2’s page. Its connection had been ended at the swap, so it opened a new one.',
            },
          ],
        },
        {
          id: 'app-2',
          text: 'App 2’s page. curl is curl, it was right in lesson 4 too.',
          misconception: 'a kind of program is immune, rather than a situation',
          feedback: [
            {
              when: curlStays,
              say: 'It got App 1’s. In lesson 4 each curl was a process of its own, and took its connection with it when it ended.',
            },
            {
              when: curlMovesOn,
              say: 'So it did, and not for being curl: its connection had been ended at the swap, so it opened a new one.',
            },
          ],
        },
        {
          id: 'nothing',
          text: 'The guess does not say.',
          misconception: 'a guess about browsers says nothing about other clients',
          feedback: [
            {
              when: 'always',
              say: 'It does. It speaks of connections, not of browsers: whoever keeps one must stay with App 1.',
            },
          ],
        },
      ],
    },
    'new-tab': {
      question: 'A new tab in the same browser opens the address. If the guess is right?',
      options: [
        {
          id: 'app-1',
          text: 'App 1: the tabs of a browser share their connections.',
          feedback: [
            {
              when: tabShares,
              say: 'So they do. The new tab asked on a connection that was there before it.',
            },
            {
              when: tabMovesOn,
              say: 'With this program it got App 2’s page: the connection that the tabs would share had been ended at the swap.',
            },
          ],
        },
        {
          id: 'app-2',
          text: 'App 2: a new tab starts afresh.',
          misconception: 'a tab has connections of its own',
          feedback: [
            {
              when: tabShares,
              say: 'It did not start afresh. Connections belong to a pool of the profile, and its tabs draw from it.',
            },
            {
              when: tabMovesOn,
              say: 'With this program it got App 2’s page, on a new connection: the pool that it shares held none from before the swap.',
            },
          ],
        },
        {
          id: 'either',
          text: 'Either: it depends on the browser.',
          misconception: 'browsers differ here',
          feedback: [
            {
              when: 'always',
              say: 'Chromium and Firefox agree on this one. They differ elsewhere, as you will see.',
            },
          ],
        },
      ],
    },
    'new-browser': {
      question: 'The same program a second time, with a profile of its own. If the guess is right?',
      options: [
        {
          id: 'app-1',
          text: 'App 1: same machine, same address.',
          misconception: 'the server remembers the machine',
          feedback: [
            {
              when: { got: ['second browser', 'App 2'] },
              say: 'It got App 2’s. It has the same machine and the same address, and no connection from before the swap.',
            },
          ],
        },
        {
          id: 'app-2',
          text: 'App 2: it has a pool of its own, and the pool is empty.',
          feedback: [
            {
              when: { got: ['second browser', 'App 2'] },
              say: 'So it was: its first connection was opened after the swap, to whoever listened.',
            },
          ],
        },
        {
          id: 'unknown',
          text: 'The guess does not say.',
          misconception: 'only what was asked about before is predicted',
          feedback: [
            { when: 'always', say: 'It does: no connection from before the swap, no App 1.' },
          ],
        },
      ],
    },
    'end-it': {
      question:
        'Nothing is restarted, nothing is waited for: only the connections to App 1 are ended. The browser reloads. If the guess is right?',
      options: [
        {
          id: 'app-2',
          text: 'App 2, at once.',
          feedback: [
            { when: healed, say: 'At once. Nothing else was touched, and the fault was gone.' },
            {
              when: neverIll,
              say: 'With this program there was nothing to end: the browser had been with App 2 before.',
            },
          ],
        },
        {
          id: 'app-1',
          text: 'App 1, until the idle time is over.',
          misconception: 'the time heals, and not the end of the connection',
          feedback: [
            {
              when: healed,
              say: 'The idle time was only the way in which a connection used to end. Ended by hand, it heals at once.',
            },
            {
              when: neverIll,
              say: 'With this program the browser had been with App 2 before, and no idle time was needed.',
            },
          ],
        },
        {
          id: 'error',
          text: 'An error page: its connection was cut.',
          misconception: 'a browser is lost without its old connection',
          feedback: [
            {
              when: healed,
              say: 'It opened a new one, to whoever listened. You saw a page, and no error.',
            },
            {
              when: neverIll,
              say: 'With this program nothing was cut: the browser had been with App 2 before, and went on.',
            },
          ],
        },
      ],
    },
  },
  findings: {
    'curl-stays': {
      when: curlStays,
      say: 'The same curl, the same connection, the same app: “0 new” in its last line.',
    },
    'curl-moves-on': {
      when: curlMovesOn,
      say: 'The same curl opened a new connection, and got the other app.',
    },
    'tab-shares': { when: tabShares, say: 'A new tab, an old connection: App 1.' },
    'tab-moves-on': { when: tabMovesOn, say: 'A new tab, a new connection: App 2.' },
    'browser-shares': {
      when: { got: ['second browser', 'App 1'] },
      say: 'A new browser got App 1: the guess is dead.',
    },
    'browser-does-not-share': {
      when: { got: ['second browser', 'App 2'] },
      say: 'A new browser has no connection from before. It got App 2.',
    },
    'the-guess-survives': {
      when: healed,
      say: 'Only the connections were ended, and the fault was gone. The guess survives.',
    },
    'nothing-left-to-end': { when: neverIll, say: 'There was no connection to App 1 left to end.' },
  },
  notebook: [
    {
      suspect: 'kept-connection',
      state: 'open',
      evidence:
        'Four predictions that could have refuted it, and none did: one curl, a new tab, a new browser, and its connections ended.',
      strength: 'four tests, two browsers',
    },
    {
      suspect: 'old-process',
      state: 'weakened',
      evidence: 'If the guess is right, the strike of lesson 3 was wrong. Judged in lesson 7.',
      strength: 'a guess that has survived, against one command',
      provisional: true,
    },
  ],
} as const satisfies Words;
