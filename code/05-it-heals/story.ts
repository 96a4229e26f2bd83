// Lesson 5: lessons/05-it-heals.mdx#the-silence
import type { words } from '../../lessons/05-it-heals.words.ts';
import type { Story } from '../lab/story.ts';

/** Chromium's spare connections would outlive the silence: App 1 times only those it has answered on. */
export const browserOptions = { preconnect: false };

export const story: Story<typeof words> = async (lab, { start, stop }) => {
  const browser = lab.browser();

  await lab.scene('the-impatient');
  // Before anything is open: while you think, a connection would end here.
  await lab.predict('what-heals');
  const app1 = await start('Hello, world!', lab.port);
  const { shown: old } = await browser.visit();
  await stop(app1);
  await start('Hello, world2!', lab.port);
  // Half a second between reloads, for longer than a connection may stay idle here.
  let last = old;
  for (let reload = 1; reload <= 6; reload++) {
    await lab.time(500);
    ({ shown: last } = await browser.reload());
  }

  await lab.scene('the-silence');
  await lab.silence();
  const { shown } = await browser.reload();
  lab.finding(shown === old ? 'still-ill' : last === old ? 'healed' : 'never-ill');
};
