import type { Words } from '../code/run/words.ts';

export const words = {
  scenes: {
    'the-impatient': 'The impatient',
    'the-silence': 'The silence',
  },
  predictions: {
    'what-heals': {
      question:
        'After the swap your browser is with App 1, reload after reload. What brings it to App 2?',
      options: [
        {
          id: 'more',
          text: 'Reloading on: sooner or later it gets through.',
          misconception: 'persistence wears a fault out',
          feedback:
            'Each reload is what keeps it alive. At two a second it goes on for as long as you do.',
        },
        {
          id: 'time',
          text: 'Time: some minutes after the swap it is over, whatever you do.',
          misconception: 'the clock runs from the swap',
          feedback: 'The clock runs from your last request. Six reloads set it back six times.',
        },
        {
          id: 'silence',
          text: 'Silence: stop asking for a while.',
          feedback:
            'A second or two without a request was enough here. Something had been kept alive by use, and ended unused.',
        },
        {
          id: 'cache',
          text: 'Emptying the cache.',
          misconception: 'the browser’s cache decides who answers',
          feedback:
            'Lesson 2 took the cache away, and App 1 answered all the same. Silence did it here.',
        },
      ],
    },
  },
  findings: {
    healed: 'Six reloads did not heal it. Saying nothing did.',
    'still-ill': 'Silence did not heal it either.',
  },
  notebook: [
    {
      suspect: 'old-process',
      state: 'struck',
      evidence:
        'netstat listed nothing after the stop. But whatever answered went away by being left alone.',
      strength: 'still one command; the new evidence does not fit it well',
      provisional: true,
    },
    {
      suspect: 'tornado-leak',
      state: 'struck',
      evidence: 'A leak does not mend itself by silence.',
      strength: 'two witnesses: curl in lesson 4, the clock here',
    },
  ],
} as const satisfies Words;
