import type { Words } from '../code/run/words.ts';

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
        'App 2 has the port. The browser reloads, gets a 304, and shows Hello, world! Which ETag does that 304 carry?',
      options: [
        {
          id: 'none',
          text: 'None. The browser made it up from its cache, nobody answered.',
          misconception: 'a 304 is the cache talking to itself',
          feedback:
            'A 304 is an answer, and somebody has to write it. This one came over the wire, with an ETag in it.',
        },
        {
          id: 'app-2',
          text: 'App 2’s: App 2 was asked, and found the page still good.',
          misconception: 'whoever holds the port wrote the answer',
          feedback:
            'App 2 compares what the browser brings with its own ETag. They differ, so App 2 would send its own page, with 200.',
        },
        {
          id: 'app-1',
          text: 'App 1’s, the one from the first visit.',
          feedback:
            'So it is. App 2 never issued that ETag to anybody, and would not have accepted it. Whoever wrote the 304 has App 1’s page.',
        },
      ],
    },
  },
  findings: {
    'signed-by-app-1': 'The 304 carries App 1’s ETag. App 2 never sent that ETag to anybody.',
    'signed-by-app-2': 'The answer carries App 2’s ETag, and brings App 2’s page.',
    'it-counts': 'The counter went up by one with the browser’s reload: a running app was asked.',
    'counts-anew': 'The counter is App 2’s: it has counted only what came after the swap.',
    'not-the-cache': 'No cache, no 304, and still App 1’s page, sent whole.',
    'cache-does-not-matter': 'With or without its cache, the browser gets App 2’s page.',
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
