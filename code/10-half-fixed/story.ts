// Lesson 10: lessons/10-half-fixed.mdx#seven-connections-and-a-hundred-clients
import type { words } from '../../lessons/10-half-fixed.words.ts';
import { crowd } from '../lab/clients/crowd.ts';
import { type RawClient, rawClient } from '../lab/clients/raw.ts';
import type { ProgramStage } from '../lab/stage.ts';
import type { Story } from '../lab/story.ts';
import type { AnswerFact, FailureFact } from '../run/events.ts';
import { count } from '../run/tally.ts';

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
const upgrade = get('/').replace('\r\n\r\n', '\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
const post = 'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\n\r\n';
const exactly = { bounds: { 'App 1': 'exactly' } } as const;

export const story: Story<typeof words, ProgramStage> = async (lab, { start, stop, enter }) => {
  const hundred = crowd(lab, '100 clients', 100);
  const open = async (who: string, first: string): Promise<RawClient> => {
    const client = await rawClient(lab, who);
    await client.send(first);
    return client;
  };

  await lab.scene('seven');
  const app1 = await start('Hello, world!', lab.port);
  const silent = await open('silent', '');
  const halfHead = await open('half head', 'GET / HT');
  const halfBody = await open('half body', `${post}ab`);
  const busy = await open('busy', get('/slow'));
  const pipelined = await open('pipelined', get('/slow').repeat(2));
  const upgraded = await open('upgraded', upgrade);
  await upgraded.answer('/');
  // The last: by the time that it is answered, App 1 has read what the others sent before.
  const idle = await open('idle', get('/'));
  await idle.answer('/');
  await hundred.tally('/', exactly);
  const slow = hundred.ask('/slow', { first: 10 });
  await hundred.arrived('/slow', 12); // theirs, the busy one's, and the first of the pipelined one
  await lab.predict('how-many-of-seven');

  await lab.scene('swap');
  await stop(app1);
  await start('Hello, world2!', app1.port);
  await lab.freshClient().visit();

  await lab.scene('again');
  enter(app1);
  await busy.answer('/slow');
  await pipelined.answer('/slow');
  await pipelined.answer('/slow');
  await slow;

  const seen: string[] = [];
  const goOn = async (client: RawClient, rest: string, method = 'GET') => {
    await client.send(rest);
    seen.push(whoAnswered(await client.answer('/', method)));
  };
  await goOn(idle, get('/'));
  await goOn(silent, get('/'));
  await goOn(busy, get('/'));
  await goOn(pipelined, get('/'));
  await goOn(halfHead, 'TP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  await goOn(halfBody, 'cd', 'POST');
  await upgraded.send('hello');
  const { data = '' } = await upgraded.line('/');
  seen.push(lab.appSaying(data) ?? 'nobody');

  const outcomes = count(seen, exactly.bounds);
  lab.tell({ kind: 'tally', who: 'the seven', asked: 'go on', outcomes });
  const still = outcomes.find(({ outcome }) => outcome === 'App 1')?.count;
  if (still === 5) lab.finding('five');
  if (still === 6) lab.finding('six');
  if (still === 7) lab.finding('all-seven');
  if (still === 3) lab.finding('three');
  await lab.predict('how-many-of-hundred');

  await lab.scene('hundred');
  await hundred.tally('/', exactly);
  await hundred.tally('/', exactly);
  const last = await hundred.tally('/', exactly);
  const app1s = last.outcomes.find(({ outcome }) => outcome === 'App 1')?.count;
  if (app1s === 10) lab.finding('ten');
  if (app1s === 100) lab.finding('all-hundred');
  if (app1s === 0) lab.finding('none-of-them');
};

const whoAnswered = (fact: AnswerFact | FailureFact): string =>
  fact.kind === 'answer' ? fact.app : 'nobody';
