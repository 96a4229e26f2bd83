// Lesson 11: lessons/11-leave-politely.mdx#three-servers-behind-one-balancer
import type { words } from '../../lessons/11-leave-politely.words.ts';
import { until } from '../base/until.ts';
import { crowd } from '../lab/clients/crowd.ts';
import { askHealth } from '../lab/middlemen/balancer.ts';
import { openMiddleman } from '../lab/middlemen/open-middleman.ts';
import type { ProgramStage } from '../lab/stage.ts';
import type { Story } from '../lab/story.ts';
import { count } from '../run/tally.ts';

/** No clock decides what a server meets: the checks run when the story says so. */
const checks = { path: '/ready', every: Infinity, failures: 2 };
/** HAProxy waits so long between two tries, and a second with its defaults; it tries four times. */
const haproxy = { defaults: 'timeout connect 200ms' };

export const story: Story<typeof words, ProgramStage> = async (lab, stage) => {
  const clients = crowd(lab, '30 clients', 30);
  const slowOnes = crowd(lab, '3 slow ones', 3);

  await lab.scene('three-servers');
  const app1 = await stage.start('Good morning', 0);
  const app2 = await stage.start('Good day', 0);
  const app3 = await stage.start('Good evening', 0);
  const middleman = await openMiddleman(lab, [app1, app2, app3], { checks, haproxy });
  await clients.tally('/', { bounds: { 'App 1': 'exactly' } });
  const slow = slowOnes.ask('/slow', { method: 'POST' });
  await slowOnes.arrived('/slow', 3, 'POST');
  await lab.predict('who-loses-fewest');

  await lab.scene('no-handler');
  stage.signal(app3, 'SIGKILL'); // to one that does not handle SIGTERM, the same end
  await stage.exited(app3);
  await clients.tally('/');
  await middleman.notices(app3);

  await lab.scene('told-to-leave');
  stage.signal(app1, 'SIGTERM');
  // A check that is reset in between says neither.
  await until('App 1 to say that it leaves, or to refuse', async () => {
    const seen = await askHealth(app1.port, checks.path);
    return seen === 503 || seen === 'ECONNREFUSED' || undefined;
  });
  const { outcomes: left } = await clients.tally('/', { who: '20 clients', first: 20 });
  lab.finding(left.every(({ outcome }) => outcome.startsWith('App ')) ? 'none-lost' : 'as-many');

  await lab.scene('twenty-more');
  await middleman.notices(app1);
  await clients.tally('/', { who: '20 more', first: 20 });

  await lab.scene('gone');
  stage.enter(app1); // the wait is over, where there was one
  await until('App 1 to stop listening', () => !lab.ledger.listeners.has('App 1') || undefined);
  for (const app of [app1, app2]) stage.enter(app);
  await stage.exited(app1);
  const outcomes = count(await slow);
  lab.tell({ kind: 'tally', who: '3 slow ones', asked: 'POST /slow', outcomes });
};
