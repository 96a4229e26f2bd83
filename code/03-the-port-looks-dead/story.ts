// Lesson 3: lessons/03-the-port-looks-dead.mdx#one-command-three-times
import type { words } from '../../lessons/03-the-port-looks-dead.words.ts';
import type { Story } from '../lab/story.ts';

export const story: Story<typeof words> = async (lab, { start, stop }) => {
  const browser = lab.browser();

  await lab.scene('before-the-stop');
  const app1 = await start('Hello, world!', lab.port);
  await browser.visit();
  await lab.netstat({ only: 'listening' });

  await lab.scene('after-the-stop');
  await stop(app1);
  await lab.netstat({ only: 'listening' });
  await lab.predict('is-app-1-gone');

  await lab.scene('with-app-2');
  await start('Hello, world2!', lab.port);
  await lab.netstat({ only: 'listening' });
  const { shown } = await browser.reload();
  lab.finding(shown === 'Hello, world!' ? 'yes-no-yes' : 'yes-no-yes-and-well');
};
