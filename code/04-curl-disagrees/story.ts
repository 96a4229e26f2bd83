// Lesson 4: lessons/04-curl-disagrees.mdx#a-second-witness
import type { words } from '../../lessons/04-curl-disagrees.words.ts';
import type { Story } from '../lab/story.ts';

export const story: Story<typeof words> = async (lab, { start, stop }) => {
  const browser = lab.browser();

  await lab.scene('before-the-swap');
  const app1 = await start('Hello, world!', lab.port);
  await browser.visit();
  await lab.curl();

  await lab.scene('after-the-swap');
  await stop(app1);
  await start('Hello, world2!', lab.port);
  const { shown: before } = await browser.reload();
  await lab.predict('what-does-curl-get');

  await lab.scene('curl-is-asked');
  const curl = await lab.curl();
  const { shown: after } = await browser.reload();
  lab.finding(curl.shown === after && before === after ? 'curl-agrees' : 'curl-disagrees');
};
