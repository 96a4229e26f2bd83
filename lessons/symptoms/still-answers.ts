import { commands } from '../commands.ts';
import { lesson, manual, onList, serverSide } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: 'still-answers',
  title: 'Some people still get the old version',
  told: [
    'A restart of the browser fixes it.',
    'It works in a private window.',
    'curl shows the new version.',
  ],
  apart: 'clients that connect anew get the new version, and old ones do not',
  where: serverSide,
  first: commands.rows,
  read: [
    {
      id: 'old-process',
      see: 'ESTABLISHED rows of the old process, and no LISTEN row of it',
      means: 'The old app accepts nobody new, and goes on answering on these connections.',
      source: lesson('/07-the-rows-i-filtered-out/', 'lesson 7'),
    },
    {
      id: 'one-process',
      see: 'One LISTEN row and ESTABLISHED rows, all of one process',
      means:
        'Old and new app share the process. A connection that is older than the swap is the old app’s.',
      source: lesson('/09-what-i-did-not-know/#who-answers-next', 'lesson 9'),
    },
    {
      id: 'two-listen',
      see: 'Two LISTEN rows of this port, of two processes',
      means:
        'The old app listens, too (SO_REUSEPORT): the kernel gives each newcomer to one of the two, so that even a fresh client may get the old version.',
      source: manual('socket', 7),
    },
    {
      id: 'no-row',
      see: 'No ESTABLISHED row, while somebody gets the old page',
      means: 'It is not keep-alive. Something that looks like it.',
      source: onList('look-alikes', 'look-alikes'),
    },
  ],
  none: 'The old app is neither connected nor listening here: look for a second machine, a container, or a cache in between.',
  now: [
    {
      text: 'End the old process, if nothing else lives in it. Requests in flight are cut.',
      source: lesson('/08-close-the-connections/#what-the-cure-breaks', 'lesson 8'),
    },
    {
      text: 'If it must live, end its connections from outside.',
      source: onList('stop-the-bleeding', 'how'),
    },
    {
      text: 'Ask people to leave the page alone for some minutes. Each reload keeps it alive.',
      source: lesson('/05-it-heals/', 'lesson 5'),
    },
    {
      text: 'Then repair the stop: close the listening socket first, then all connections.',
      source: lesson('/08-close-the-connections/', 'lesson 8'),
    },
  ],
  fixes: ['stop-server'],
  probe: { id: 'P1' },
  lessons: ['01-the-swap', '07-the-rows-i-filtered-out', '08-close-the-connections'],
};
