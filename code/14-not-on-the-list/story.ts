// Lesson 14: lessons/14-not-on-the-list.mdx#a-stream-of-events
import type { words } from '../../lessons/14-not-on-the-list.words.ts';
import { requester } from '../lab/clients/requester.ts';
import type { ProgramStage } from '../lab/stage.ts';
import type { Story } from '../lab/story.ts';

/** How long a browser may take to come again, in ms: Firefox waits half a second at least. */
const patience = 30_000;

export const story: Story<typeof words, ProgramStage> = async (
  lab,
  { start, signal, exited, enter },
) => {
  const browser = lab.browser();
  const fresh = requester(lab, 'fresh client', false);

  await lab.scene('stream');
  const app1 = await start('Hello, world!', lab.port);
  await browser.visit();
  const stream = await browser.stream('/events');
  await stream.saw('event');
  await lab.predict('after-which');

  await lab.scene('crash');
  signal(app1, 'SIGKILL');
  await exited(app1);
  await fresh.ask('/?in-the-gap');
  lab.turn('browser');
  await stream.saw('reconnecting', 2, patience); // at the end of its stream, and in the gap
  const app2 = await start('Hello, world2!', app1.port);
  await stream.saw('event', 2, patience);

  await lab.scene('polite');
  const tries = stream.seen.filter(({ did }) => did === 'reconnecting').length;
  signal(app2, 'SIGTERM');
  await stream.saw('reconnecting', tries + 1, patience);
  await fresh.ask('/?once-more');
  lab.turn('browser');
  await Promise.race([
    stream.saw('reconnecting', tries + 2, patience),
    stream.saw('gave up', 1, patience),
  ]);
  enter(app2);
  await exited(app2);
  await start('Hello, world3!', app2.port);
  const gaveUp = stream.seen.at(-1)?.did === 'gave up';
  if (!gaveUp) await stream.saw('event', 3, patience);

  await lab.scene('new-tab');
  const tab = await browser.newTab();
  await tab.visit();
  await (await tab.stream('/events')).saw('event');
  lab.finding(gaveUp ? 'only-the-crash' : 'both');
};
