import type { Words } from '../code/run/words.ts';

// The last reload before the silence, and the one after it.
const healed = { got: ['browser', 'App 1', 'App 2'] } as const;
const neverIll = { got: ['browser', 'App 2', 'App 2'] } as const;
const stillIll = { got: ['browser', 'App 1', 'App 1'] } as const;

export const words = {
  scenes: {
    'the-impatient': 'The impatient',
    'the-silence': 'The silence',
  },
  predictions: {
    'what-heals': {
      question:
        'In the lessons before, the browser stayed with App 1 after the swap, reload after reload. What brings it to App 2?',
      options: [
        {
          id: 'more',
          text: 'Reloading on: sooner or later it gets through.',
          misconception: 'persistence wears a fault out',
          feedback: [
            {
              when: healed,
              say: 'Each reload is what keeps it alive. At two a second it goes on for as long as you do.',
            },
            {
              when: neverIll,
              say: 'With this program the first reload after the swap got App 2’s page. There was nothing to get through.',
            },
          ],
        },
        {
          id: 'time',
          text: 'Time: some minutes after the swap it is over, whatever you do.',
          misconception: 'the clock runs from the swap',
          feedback: [
            {
              when: healed,
              say: 'The clock runs from your last request. Six reloads set it back six times.',
            },
            {
              when: neverIll,
              say: 'With this program no time had to pass: the first reload after the swap got App 2’s page.',
            },
          ],
        },
        {
          id: 'silence',
          text: 'Silence: stop asking for a while.',
          feedback: [
            {
              when: healed,
              say: 'A silence shorter than the six reloads took was enough. Something had been kept alive by use, and ended unused.',
            },
            {
              when: neverIll,
              say: 'With this program there was nothing to wait for: the browser was with App 2 before the silence began.',
            },
          ],
        },
        {
          id: 'cache',
          text: 'Emptying the cache.',
          misconception: 'the browser’s cache decides who answers',
          feedback: [
            {
              when: healed,
              say: 'Lesson 2 took the cache away, and App 1 answered all the same. Silence did it here.',
            },
            {
              when: neverIll,
              say: 'With this program nothing had to be emptied: the browser was with App 2 from its first reload on.',
            },
          ],
        },
      ],
    },
  },
  findings: {
    'never-ill': {
      when: neverIll,
      say: 'Nothing had to heal: the first reload after the swap got App 2’s page.',
    },
    healed: { when: healed, say: 'Six reloads did not heal it. Saying nothing did.' },
    'still-ill': { when: stillIll, say: 'Silence did not heal it either.' },
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
