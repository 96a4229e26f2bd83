// Lesson 7: lessons/07-the-rows-i-filtered-out.mdx#the-same-command-one-filter-less
import type { words } from '../../lessons/07-the-rows-i-filtered-out.words.ts';
import type { Story } from '../lab/story.ts';

export const story: Story<typeof words> = async (lab, { start, stop }) => {
  const browser = lab.browser();

  await lab.scene('with-the-filter');
  const app1 = await start('Hello, world!', lab.port);
  await browser.visit();
  await stop(app1);
  await start('Hello, world2!', lab.port);
  await lab.netstat({ only: 'listening' });
  await lab.predict('what-was-dropped');

  await lab.scene('one-filter-less');
  const { output } = await lab.netstat();
  const established = new RegExp(`[:.]${lab.port}\\s.*ESTAB`).test(output);

  await lab.scene('who-it-leads-to');
  // Whose the rows are, only the answer tells: a browser may have connected to App 2 ahead of time.
  const { app } = await browser.reload();
  if (app === 'App 1') lab.finding('the-row-was-there');
  else lab.finding(established ? 'rows-of-app-2' : 'no-such-row');
};
