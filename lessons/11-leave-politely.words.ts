import type { Words } from '../code/run/words.ts';

// What became of the twenty requests that came after App 1 was told to leave, and before the checks.
const none = { tally: ['20 clients', '502', 'none'] } as const;
const spared = { all: [none, { tally: ['20 clients', '503', 'none'] }] } as const;
const lost = { not: spared } as const;
const sentOn = { tally: ['20 clients', 'App 2', 'all'] } as const;
const servedOn = { tally: ['20 clients', 'App 1', 'some'] } as const;

export const words = {
  scenes: {
    'three-servers': 'Three servers behind one balancer',
    'no-handler': 'App 3 has no handler',
    'told-to-leave': 'App 1 is told to leave',
    'twenty-more': 'Twenty requests more',
    gone: 'App 1 is gone',
  },
  predictions: {
    'who-loses-fewest': {
      question:
        'A balancer spreads 1,000 requests over its servers, and one server gets SIGTERM. Every 250 ms the balancer asks each server whether it is ready; after two failures it sends that one nothing more. Which server loses the fewest?',
      options: [
        {
          id: 'no-handler',
          text: 'One without a handler: it is dead at once, so it is found out at once.',
          misconception: 'a balancer sees a dead server without asking it',
          feedback: [
            {
              when: lost,
              say: 'A balancer knows nothing until its checks have failed. App 3 was dead, and was sent its share all the same. So was App 1, and half of the twenty were lost.',
            },
            {
              when: sentOn,
              say: 'This middleman takes a refused request to the next server: App 2 answered all twenty. A dead server costs no GET here, but it costs the POST that it was at.',
            },
            {
              when: servedOn,
              say: 'App 3 was dead, and was sent its share until its checks had failed. Meanwhile App 1 answered ten of the twenty: it was told to leave, and served on.',
            },
          ],
        },
        {
          id: 'drain',
          text: 'One that drains: it lets nobody in, says close, finishes every answer, exits with 0.',
          misconception: 'who finishes every answer that was begun loses nothing',
          feedback: [
            {
              when: lost,
              say: 'It finished every answer that it had begun. But the balancer went on sending, to a port on which nobody listened: half of the twenty were lost.',
            },
            {
              when: sentOn,
              say: 'Behind this middleman App 2 answered all twenty: a refused request goes to the next server. Behind a balancer that only checks, the drain loses as many as no handler.',
            },
            {
              when: servedOn,
              say: 'This program drains last: before, App 1 answered ten of the twenty. The other program drains first, and loses as many: npm run lesson 11 buggy.',
            },
          ],
        },
        {
          id: 'sleep',
          text: 'One that says “not ready”, answers on for 2 s, and then exits, whoever is left.',
          feedback: [
            {
              when: 'always',
              say: 'Behind a balancer that checks: none, in each of its runs of 1,000. While it answers on, two checks fail, and nobody is sent to it any more. The table below has it.',
            },
          ],
        },
        {
          id: 'both',
          text: 'The last two alike: neither loses one.',
          misconception: 'draining and waiting to be found out are the same',
          feedback: [
            {
              when: lost,
              say: 'App 1 drained, and half of the twenty were lost: each that it was sent. To go on answering until the checks have failed is what saves them.',
            },
            {
              when: sentOn,
              say: 'Behind this middleman nearly so: App 2 answered all twenty. Behind a balancer that only checks, the drain loses as many as no handler.',
            },
            {
              when: servedOn,
              say: 'This program waits and then drains: App 1 answered ten of the twenty. The drain without the wait loses as many: npm run lesson 11 buggy.',
            },
          ],
        },
      ],
    },
  },
  findings: {
    'as-many': {
      when: lost,
      say: 'App 1 drained without a fault, and half of the twenty were lost: each that it was sent.',
    },
    'none-lost': {
      when: spared,
      say: 'None of the twenty was lost.',
    },
  },
  notebook: [],
} as const satisfies Words;
