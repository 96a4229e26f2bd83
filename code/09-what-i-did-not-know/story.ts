// Lesson 9: lessons/09-what-i-did-not-know.mdx#who-answers-next
import type { words } from '../../lessons/09-what-i-did-not-know.words.ts';
import type { Story } from '../lab/story.ts';

export const story: Story<typeof words> = async (lab, { start, stop }) => {
  const browser = lab.browser();
  const fresh = lab.freshClient();

  await lab.scene('the-table');
  const app1 = await start('Hello, world!', lab.port);
  await browser.visit();
  await stop(app1);
  await start('Hello, world2!', lab.port);
  await lab.netstat();
  await lab.predict('who-answers-next');

  await lab.scene('who-answers-next');
  const { app } = await browser.reload();
  await fresh.visit();
  lab.finding(app === 'App 1' ? 'the-table-said-so' : 'the-table-said-otherwise');
};
