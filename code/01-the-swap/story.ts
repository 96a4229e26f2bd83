// Lesson 1: lessons/01-the-swap.mdx#two-clients-ask
import type { words } from '../../lessons/01-the-swap.words.ts';
import type { Story } from '../lab/story.ts';

export const story: Story<typeof words> = async (lab, { start, stop }) => {
  const browser = lab.browser();
  const fresh = lab.freshClient();

  await lab.scene('app-1-answers');
  const app1 = await start('Hello, world!', lab.port);
  await browser.visit();
  await browser.reload();

  await lab.scene('the-swap');
  await stop(app1);
  await start('Hello, world2!', lab.port);
  await lab.predict('who-answers');

  await lab.scene('two-clients-ask');
  const theirs = await fresh.visit();
  const yours = await browser.reload();
  lab.finding(theirs.shown === yours.shown ? 'one-answer' : 'two-answers');
};
