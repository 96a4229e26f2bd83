// Lesson 8: lessons/08-close-the-connections.mdx#what-stop-must-also-do
import type { words } from '../../lessons/08-close-the-connections.words.ts';
import type { Story } from '../lab/story.ts';

export const story: Story<typeof words> = async (lab, { start, stop }) => {
  const browser = lab.browser();
  const fresh = lab.freshClient();

  await lab.scene('before');
  const app1 = await start('Hello, world!', lab.port);
  await browser.visit();
  await lab.predict('how-many-rows');

  await lab.scene('the-swap');
  await stop(app1);
  const { output } = await lab.netstat();
  const kept = new RegExp(`[:.]${lab.port}\\s.*ESTAB`).test(output);
  await start('Hello, world2!', lab.port);

  await lab.scene('after');
  const { shown: theirs } = await fresh.visit();
  const { shown: yours } = await browser.reload();
  lab.finding(kept || theirs !== yours ? 'not-cured' : 'cured');
};
