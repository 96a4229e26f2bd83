// Lesson 13: lessons/13-the-process-that-will-not-exit.mdx#half-a-request-and-one-second
import type { words } from '../../lessons/13-the-process-that-will-not-exit.words.ts';
import { OperationalError } from '../base/errors.ts';
import { until } from '../base/until.ts';
import { type RawClient, rawClient } from '../lab/clients/raw.ts';
import type { Lab } from '../lab/lab.ts';
import { ConnectionLost } from '../lab/loss.ts';
import type { App, ProgramStage } from '../lab/stage.ts';
import type { Story } from '../lab/story.ts';

/** The app ends the connection behind its answer: so it is always the same side. */
const last = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`;

export const story: Story<typeof words, ProgramStage> = async (lab, stage) => {
  await lab.scene('running');
  const app1 = await stage.start('Hello, world!', lab.port);
  await (await sending(lab, 'half head 1', 'GET / HT')).answer('/');
  await lab.predict('when-is-it-ended');

  await lab.scene('closing');
  const held = await sending(lab, 'half head 2', 'GET / HT');
  await stage.stop(app1);
  const connection = lab.ledger.connections.findLast(({ who }) => who === held.who);
  // Its second was over before App 1 was told: that is the scene before, once more.
  if (connection && !connection.open) throw new ConnectionLost(connection, 'before it was told');
  await stage.start('Hello, world2!', app1.port);
  // No clock of ours. App 2 runs, and has one: three times its limit is more than any limit of App 1.
  for (const control of ['control 1', 'control 2', 'control 3'])
    await (await sending(lab, control, 'GET / HT')).answer('/');
  await lab.netstat();
  if (connection?.open) lab.finding('never');
  else {
    const { saw } = await held.answer('/').then((fact) => ({ saw: '', ...fact }));
    await stage.exited(app1);
    lab.finding(saw === '408' ? 'as-ever' : 'at-its-limit');
  }

  // Another Node is asked about its clock. npm is the one of this machine, and runs on ours.
  if (lab.options.node) return;
  await lab.scene('npm-start');
  const app3 = await stage.start('Hello, world3!', 0, { by: ['npm', 'start'] });
  const first = await working(lab, 'slow 1');
  stage.signal(app3, 'SIGTERM');
  await npmEnds(lab, stage, app3);
  await first.answer('/slow');
  await (await sending(lab, 'fresh client', last('/'))).answer('/');
  lab.finding('never-told');

  await lab.scene('exec');
  const app4 = await stage.start('Hello, world4!', 0, { by: ['sh', '-c', 'exec PROGRAM'] });
  const second = await working(lab, 'slow 2');
  await stage.stop(app4);
  stage.enter(app4);
  await second.answer('/slow');
  await stage.exited(app4);
  lab.finding('told');
};

/** npm's own shell stays between it and the app where that is dash; bash gives its place to the app. */
async function npmEnds(lab: Lab, stage: ProgramStage, app: App): Promise<void> {
  let gone = false;
  const ended = stage.exited(app).then(() => {
    gone = true;
  });
  ended.catch(() => {}); // where the app is told, npm waits for it
  const told = () => !lab.ledger.listeners.has(app.name);
  await until('npm to end', () => gone || told() || undefined);
  if (told())
    throw new OperationalError(
      'npm handed the signal on to the app: its shell is bash, which leaves no shell in between',
      'where dash is installed: npm_config_script_shell=/bin/dash npm run lesson 13',
    );
}

/** A client that has sent so much, and no more. */
async function sending(lab: Lab, who: string, text: string): Promise<RawClient> {
  const client = await rawClient(lab, who);
  await client.send(text);
  return client;
}

/** A client for whom an app works on an answer. */
async function working(lab: Lab, who: string): Promise<RawClient> {
  const before = lab.ledger.ran('GET', '/slow');
  const client = await sending(lab, who, last('/slow'));
  const arrived = () => lab.ledger.ran('GET', '/slow') > before || undefined;
  await until('the request to arrive at a handler', arrived);
  return client;
}
