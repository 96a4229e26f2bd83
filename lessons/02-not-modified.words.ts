import type { Words } from '../code/run/words.ts';

const stays = { got: ['browser', 'App 1'] } as const;
const movesOn = { got: ['browser', 'App 2'] } as const;

export const words = {
  scenes: {
    'two-signatures': 'Two apps, two signatures',
    'who-signed': 'Who signed this 304?',
    'somebody-counts': 'Somebody counts',
    'cache-off': 'With the cache switched off',
  },
  predictions: {
    'which-etag': {
      question:
        'In lesson 1 App 2 had the port, and a reload still brought Hello, world!, with a 304. Which ETag does such a 304 carry?',
      options: [
        {
          id: 'none',
          text: 'None. The browser made it up from its cache, nobody answered.',
          misconception: 'a 304 is the cache talking to itself',
          feedback: [
            {
              when: stays,
              say: 'A 304 is an answer, and somebody has to write it. This one came over the wire, with an ETag in it.',
            },
            {
              when: movesOn,
              say: 'With this program there was no 304. The browser brought App 1’s ETag, and App 2 answered with 200, an ETag of its own, and its own page.',
            },
          ],
        },
        {
          id: 'app-2',
          text: 'App 2’s: App 2 was asked, and found the page still good.',
          misconception: 'whoever holds the port wrote the answer',
          feedback: [
            {
              when: stays,
              say: 'App 2 compares what the browser brings with its own ETag. They differ, so App 2 would send its own page, with 200.',
            },
            {
              when: movesOn,
              say: 'The ETag is App 2’s, but this is no 304: what the browser brought was not App 2’s, so App 2 sent its own page, with 200.',
            },
          ],
        },
        {
          id: 'app-1',
          text: 'App 1’s, the one from the first visit.',
          feedback: [
            {
              when: stays,
              say: 'So it is. App 2 never issued that ETag to anybody, and would not have accepted it. Whoever wrote the 304 has App 1’s page.',
            },
            {
              when: movesOn,
              say: 'With this program there was no 304: the answer came from App 2, with App 2’s ETag.',
            },
          ],
        },
      ],
    },
  },
  findings: {
    'signed-by-app-1': {
      when: stays,
      say: 'The 304 carries App 1’s ETag. App 2 never sent that ETag to anybody.',
    },
    'signed-by-app-2': {
      when: movesOn,
      say: 'The answer carries App 2’s ETag, and brings App 2’s page.',
    },
    'it-counts': {
      when: stays,
      say: 'The counter went up by one with the browser’s reload: a running app was asked.',
    },
    'counts-anew': {
      when: movesOn,
      say: 'The counter is App 2’s: it has counted only what came after the swap.',
    },
    'not-the-cache': { when: stays, say: 'No cache, no 304, and still App 1’s page, sent whole.' },
    'cache-does-not-matter': {
      when: movesOn,
      say: 'With or without its cache, the browser gets App 2’s page.',
    },
  },
  notebook: [
    {
      suspect: 'browser-cache',
      state: 'half right',
      evidence:
        'The page on the screen comes from the cache. The 304 that allowed it was signed and counted by a running app, and without the cache App 1’s page still came.',
      strength: 'two witnesses: a signature and a counter',
    },
    {
      suspect: 'service-worker',
      state: 'struck',
      evidence: 'The browsers of these runs start with an empty profile: they never had one.',
      strength: 'two witnesses: Chromium and Firefox',
    },
    {
      suspect: 'tornado-leak',
      state: 'weakened',
      evidence: 'Two Node programs of one screen show the same fault.',
      strength: 'one witness; it does not clear Tornado of a fault of its own',
    },
  ],
} as const satisfies Words;
