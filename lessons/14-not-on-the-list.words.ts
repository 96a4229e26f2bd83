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
} as const satisfies Words;
