// Lesson 6: lessons/06-a-guess.mdx#four-ways-to-be-wrong
import type { words } from '../../lessons/06-a-guess.words.ts';
import type { Story } from '../lab/story.ts';

export const story: Story<typeof words> = async (lab, { start, stop }) => {
  const browser = lab.browser();

  await lab.scene('before-the-swap');
  const app1 = await start('Hello, world!', lab.port);
  const { shown: old } = await browser.visit();
  await lab.predict('one-curl');

  await lab.scene('one-curl');
  const [, again] = await lab.curlTwice(async () => {
    await stop(app1);
    await start('Hello, world2!', lab.port);
  });
  lab.finding(again.shown === old ? 'curl-stays' : 'curl-moves-on');
  await lab.predict('new-tab');

  await lab.scene('a-new-tab');
  const tab = await browser.newTab();
  const { shown: inTab } = await tab.visit();
  lab.finding(inTab === old ? 'tab-shares' : 'tab-moves-on');
  await lab.predict('new-browser');

  await lab.scene('a-new-browser');
  const second = await lab.secondBrowser();
  const { shown: inSecond } = await second.visit();
  lab.finding(inSecond === old ? 'browser-shares' : 'browser-does-not-share');
  await lab.predict('end-it');

  await lab.scene('those-connections');
  const { shown: before } = await browser.reload();
  await lab.endConnections(app1);
  const { shown: after } = await browser.reload();
  lab.finding(before === old && after !== old ? 'the-guess-survives' : 'nothing-left-to-end');
};
