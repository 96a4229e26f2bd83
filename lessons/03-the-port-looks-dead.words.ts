import type { Words } from '../code/run/words.ts';

const stays = { got: ['browser', 'App 1'] } as const;
const movesOn = { got: ['browser', 'App 2'] } as const;

export const words = {
  scenes: {
    'before-the-stop': 'Before the stop',
    'after-the-stop': 'After the stop',
    'with-app-2': 'With App 2',
  },
  predictions: {
    'is-app-1-gone': {
      question: 'App 1 was stopped. The command prints nothing for its port. Is App 1 gone?',
      options: [
        {
          id: 'gone',
          text: 'Yes. Nothing is listed for the port, so nothing is there.',
          misconception: 'a command that prints nothing has shown that nothing is there',
          feedback: [
            {
              when: stays,
              say: 'Remember this answer and how sure you were. The notebook strikes the suspect, as the author of the article did, and marks the strike provisional.',
            },
            {
              when: movesOn,
              say: 'With this program the browser got App 2’s page. But the command printed the same with the other program, where the browser got App 1’s: so the command has not shown it.',
            },
          ],
        },
        {
          id: 'not-listening',
          text: 'It does not listen any more. More than that the command cannot say.',
          feedback: [
            {
              when: stays,
              say: 'Keep the two halves apart: what the command looked for, and what it did not look for. The notebook strikes the suspect all the same, provisionally.',
            },
            {
              when: movesOn,
              say: 'It said the same with the other program. What sets the two apart is the browser’s page, and of that the command says nothing.',
            },
          ],
        },
        {
          id: 'still-there',
          text: 'No. Something of it must be left, or the browser would not get its page.',
          feedback: [
            {
              when: stays,
              say: 'A sound suspicion, and so far without a row to show for it. The notebook strikes the suspect provisionally; you may doubt it.',
            },
            {
              when: movesOn,
              say: 'With this program the browser got App 2’s page, so nothing speaks for a rest of App 1. The command printed the same as with the other one.',
            },
          ],
        },
      ],
    },
  },
  findings: {
    'yes-no-yes': {
      when: stays,
      say: 'One row, no row, one row. By this instrument App 1 ended and App 2 began, and the browser still shows App 1’s page.',
    },
    'yes-no-yes-and-well': {
      when: movesOn,
      say: 'One row, no row, one row, as in the other program’s run. And the browser shows App 2’s page.',
    },
  },
  notebook: [
    {
      suspect: 'old-process',
      state: 'struck',
      evidence: 'After the stop, netstat lists nothing for the port.',
      strength: 'one command',
      provisional: true,
    },
    {
      suspect: 'second-listener',
      state: 'struck',
      evidence: 'After the stop nothing listened on the port, under any address.',
      strength: 'one command, over all address families',
    },
    {
      suspect: 'late-release',
      state: 'weakened',
      evidence: 'The listening row is gone by the time the next command runs.',
      strength: 'one command',
    },
  ],
} as const satisfies Words;
