import { expect, test } from 'vitest';
import { startSender } from '../../code/lab/senders/senders.ts';
import { keepsFive, telling } from '../helpers/keeps-five.ts';
import { playStory } from '../helpers/lesson.ts';

// The others take their time to start: npm run prove senders.
test.for(['Agent', 'fetch', 'curl', 'urllib3'] as const)(
  '%s keeps five connections, and sends five POSTs on them, one each',
  keepsFive,
);

test('a sender that is not here: which, and how to get it', async () => {
  const { PATH } = process.env;
  const run = playStory(
    telling(async (lab, { start }) => {
      await start('Good day', 0);
      process.env.PATH = '/nowhere';
      await startSender(lab, 'Go', { warm: '/', order: '/#', method: 'GET', count: 1 });
    }),
  ).finally(() => {
    process.env.PATH = PATH;
  });
  await expect(run).rejects.toMatchObject({
    name: 'MissingProgram',
    message: 'Go is not installed',
    remedy: 'Debian: apt-get install golang-go',
  });
});
