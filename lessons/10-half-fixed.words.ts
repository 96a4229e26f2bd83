import type { Words } from '../code/run/words.ts';

/** On how many of the seven App 1 went on answering: plain close() on Node 26, on 19 to 24, before 19; fixed.ts. */
const five = { tally: ['the seven', 'App 1', 5] } as const;
const six = { tally: ['the seven', 'App 1', 6] } as const;
const seven = { tally: ['the seven', 'App 1', 7] } as const;
const three = { tally: ['the seven', 'App 1', 3] } as const;

const ten = { tally: ['100 clients', 'App 1', 10] } as const;
const all = { tally: ['100 clients', 'App 1', 'all'] } as const;
const none = { tally: ['100 clients', 'App 1', 'none'] } as const;

export const words = {
  scenes: {
    seven: 'Seven connections, and a hundred clients',
    swap: 'Close, and App 2 takes the port',
    again: 'The seven go on',
    hundred: 'The hundred ask again',
  },
  predictions: {
    'how-many-of-seven': {
      question:
        'App 1 is told to stop, and calls plain close(). App 2 takes the port. Then each of the seven goes on: sends the rest, or one more request. On how many does App 1 answer?',
      options: [
        {
          id: 'none',
          text: 'On none: since Node 19, close() ends them.',
          misconception: 'close() ends every connection since Node 19',
          feedback: [
            {
              when: five,
              say: 'It ends whoever is idle at that moment, and the silent one. App 1 answered on five of the seven.',
            },
            {
              when: six,
              say: 'It ends whoever is idle at that moment, here one connection. App 1 answered on six of the seven.',
            },
            {
              when: seven,
              say: 'This Node is older: its close() ends nobody. App 1 answered on all seven.',
            },
            {
              when: three,
              say: 'Even with this program App 1 answered on three of the seven: two that were in the middle of a request, once, and the upgraded one.',
            },
          ],
        },
        {
          id: 'one',
          text: 'On one: the busy one, which is waiting for its answer.',
          misconception: 'close() spares the answer in flight, and nothing else',
          feedback: [
            {
              when: five,
              say: 'It is one of them, and it got more than the answer that it waited for. App 1 answered on five of the seven.',
            },
            {
              when: six,
              say: 'It is one of them, and it got more than the answer that it waited for. App 1 answered on six of the seven.',
            },
            {
              when: seven,
              say: 'It is one of them. This Node’s close() ends nobody: App 1 answered on all seven.',
            },
            {
              when: three,
              say: 'With this program the busy one got the answer that it waited for, with the word to close, and no other. App 1 answered on three of the seven.',
            },
          ],
        },
        {
          id: 'two',
          text: 'On two: the busy one and the pipelined one, which have answers to come.',
          misconception: 'busy means: a whole request has no answer yet',
          feedback: [
            {
              when: five,
              say: 'Half a request counts as busy, too, and an upgraded connection is on no list. App 1 answered on five of the seven.',
            },
            {
              when: six,
              say: 'Half a request counts as busy, too, and an upgraded connection is on no list; this Node also spares the silent one. App 1 answered on six of the seven.',
            },
            {
              when: seven,
              say: 'It makes no difference here who is busy: App 1 answered on all seven.',
            },
            {
              when: three,
              say: 'These two were told to close with the answers that they waited for. App 1 answered on three of the seven, others than these.',
            },
          ],
        },
        {
          id: 'most',
          text: 'On five or more.',
          feedback: [
            {
              when: five,
              say: 'App 1 answered on five of the seven. The idle one and the silent one are what this Node’s close() ends.',
            },
            {
              when: six,
              say: 'App 1 answered on six of the seven. The idle one is all that this Node’s close() ends.',
            },
            {
              when: seven,
              say: 'App 1 answered on all seven. This Node’s close() ends nobody.',
            },
            {
              when: three,
              say: 'That is plain close(). With this program App 1 answered on three of the seven, two of them for the last time.',
            },
          ],
        },
      ],
    },
    'how-many-of-hundred': {
      question:
        'Ten of the hundred were being answered when App 1 called close(). They have their answers now, whole. All hundred ask again, three times. How many get App 1?',
      options: [
        {
          id: 'none',
          text: 'None: the ten have what they waited for, and nothing else held their connections.',
          misconception: 'a connection that close() spared ends with its answer',
          feedback: [
            {
              when: ten,
              say: 'close() looks once. Who was busy then is not looked at again: ten of the hundred got App 1, each time.',
            },
            {
              when: all,
              say: 'This Node’s close() never looks at a connection: all hundred got App 1, each time.',
            },
            {
              when: none,
              say: 'None of the hundred got App 1: this program said close with each answer that came after its stop, and Node ended the connection behind it.',
            },
          ],
        },
        {
          id: 'once',
          text: 'Ten, once more each: that answer tells them to close.',
          misconception: 'a server that is closing says Connection: close by itself',
          feedback: [
            {
              when: ten,
              say: 'Nothing tells them. Every late answer says Connection: keep-alive, and ten of the hundred got App 1, each time.',
            },
            {
              when: all,
              say: 'Nothing tells them, and this Node’s close() ends nobody: all hundred got App 1, each time.',
            },
            {
              when: none,
              say: 'It is the answer that they waited for which told them: none of the hundred got App 1 after it.',
            },
          ],
        },
        {
          id: 'each',
          text: 'Ten, each time.',
          feedback: [
            {
              when: ten,
              say: 'Ten of the hundred got App 1, each time, and would for as long as they go on asking.',
            },
            {
              when: all,
              say: 'Those ten, and the ninety others: all hundred got App 1, each time. This Node’s close() ends nobody.',
            },
            {
              when: none,
              say: 'That is plain close(). With this program none of the hundred got App 1: the late answers said close.',
            },
          ],
        },
        {
          id: 'all',
          text: 'All hundred.',
          misconception: 'close() leaves every connection, in every Node',
          feedback: [
            {
              when: ten,
              say: 'So it was before Node 19. Since then close() ends the idle ones: ten of the hundred got App 1, each time.',
            },
            {
              when: all,
              say: 'All hundred got App 1, each time: before Node 19 close() ended nobody.',
            },
            {
              when: none,
              say: 'None of the hundred got App 1: ninety were ended as idle, and ten were told to close with their answers.',
            },
          ],
        },
      ],
    },
  },
  findings: {
    five: {
      when: five,
      say: 'After its stop App 1 answered on five of the seven.',
    },
    six: {
      when: six,
      say: 'After its stop App 1 answered on six of the seven.',
    },
    'all-seven': {
      when: seven,
      say: 'After its stop App 1 answered on all seven.',
    },
    three: {
      when: three,
      say: 'After its stop App 1 answered on three of the seven.',
    },
    ten: {
      when: ten,
      say: 'Exactly those that were busy at close(): ten of the hundred got App 1, each time.',
    },
    'all-hundred': {
      when: all,
      say: 'Whoever was connected: all hundred got App 1, each time.',
    },
    'none-of-them': {
      when: none,
      say: 'Whoever was busy was told to close: none of the hundred got App 1.',
    },
  },
  notebook: [
    {
      suspect: 'newer-node',
      state: 'half right',
      evidence:
        'Since Node 19 close() ends idle connections, since Node 26.4 silent ones, too. Ten of the hundred, busy at that moment, got App 1 with every later request.',
      strength: 'five releases of Node, seven states, a hundred clients',
    },
  ],
} as const satisfies Words;
