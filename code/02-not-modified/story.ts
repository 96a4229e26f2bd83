// Lesson 2: lessons/02-not-modified.mdx#who-signed-this-304
import type { words } from '../../lessons/02-not-modified.words.ts';
import type { Story } from '../lab/story.ts';

export const story: Story<typeof words> = async (lab, { start, stop }) => {
  const browser = lab.browser();
  const fresh = lab.freshClient();

  await lab.scene('two-signatures');
  const app1 = await start('Hello, world!', lab.port);
  const first = await browser.visit();
  await browser.reload();
  await stop(app1);
  await start('Hello, world2!', lab.port);
  await fresh.visit();
  await lab.predict('which-etag');

  await lab.scene('who-signed');
  const signed = await browser.reload();
  lab.finding(signed.etag === first.etag ? 'signed-by-app-1' : 'signed-by-app-2');

  await lab.scene('somebody-counts');
  const before = await browser.fetch('/count');
  await browser.reload();
  const after = await browser.fetch('/count');
  await fresh.visit('/count');
  lab.finding(before.shown !== after.shown && after.app === 'App 1' ? 'it-counts' : 'counts-anew');

  await lab.scene('cache-off');
  const whole = await browser.reload({ cache: false });
  lab.finding(whole.shown === first.shown ? 'not-the-cache' : 'cache-does-not-matter');
};
