// Lesson 12: lessons/12-who-hangs-up-first.mdx#one-long-turn-and-nobody-is-lost
import type { words } from '../../lessons/12-who-hangs-up-first.words.ts';
import { OperationalError } from '../base/errors.ts';
import { until } from '../base/until.ts';
import { crowd } from '../lab/clients/crowd.ts';
import { send } from '../lab/clients/request.ts';
import { openMiddleman } from '../lab/middlemen/open-middleman.ts';
import type { ProgramStage } from '../lab/stage.ts';
import type { Story } from '../lab/story.ts';
import { count } from '../run/tally.ts';
import { listSockets } from '../sockets/list-sockets.ts';

/** After so many ms of silence the buggy program hangs up: its keepAliveTimeout, and Node's second more. */
const due = 3_000;

export const story: Story<typeof words, ProgramStage> = async (lab, { start, enter }) => {
  const gets = crowd(lab, '50 GETs', 50);
  const posts = crowd(lab, '50 POSTs', 50);
  lab.ledger.quiet.add('somebody else');

  await lab.scene('nobody-lost');
  // Before anything is open: while you think, a connection would fall due.
  await lab.predict('how-many-fail');
  const app1 = await start('Hello, world!', 0);
  await openMiddleman(lab, [app1]);

  /** App 1's loop is held, and all ask meanwhile: the turn goes on until `end`. */
  async function oneLongTurn(path: string) {
    const [worked, handled] = [lab.ledger.ran('GET', '/work'), lab.ledger.ran('POST', path)];
    lab.turn('somebody else');
    const work = send(`http://127.0.0.1:${app1.port}/work`, { agent: false });
    await until('the turn to begin', () => lab.ledger.ran('GET', '/work') > worked || undefined);
    const asked = Promise.all([gets.ask(path), posts.ask(path, { method: 'POST' })]);
    let unread = 0;
    const look = async () => {
      await lab.time(20); // each look costs a busy machine more than it tells
      const rows = await listSockets({ port: app1.port });
      const its = rows.filter(({ local, state }) => local.port === app1.port && state !== 'LISTEN');
      unread = its.filter(({ recvQueue }) => recvQueue).length;
      return unread === 100 || undefined;
    };
    await until('a hundred requests to lie unread', look, { seen: () => `${unread} of them` });
    return {
      unread: tally('App 1', 'netstat, Recv-Q', Array(100).fill('unread')),
      async end() {
        const began = performance.now();
        enter(app1);
        await work;
        const [got, posted] = await asked;
        const ran = lab.ledger.ran('POST', path) - handled;
        const seen = posted.map((_, nth) => (nth < ran ? 'began' : 'never began'));
        const tallies = [
          tally('50 GETs', `GET ${path}`, got),
          tally('50 POSTs', `POST ${path}`, posted),
          tally('App 1', `handler, POST ${path}`, seen),
        ];
        return { tallies, posted, began, ended: performance.now() };
      },
    };
  }

  const first = await oneLongTurn('/');
  lab.tell(first.unread);
  let quiet = await first.end();
  for (const each of quiet.tallies) lab.tell(each);

  await lab.scene('a-deadline-in-it');
  let turn = await oneLongTurn('/order');
  // To be in time is all of it: on a machine that is too busy for that, all begins anew.
  for (let tries = 1; performance.now() > quiet.began + due; tries++) {
    if (tries === 10)
      throw new OperationalError(
        'ten times the requests came too late to be in time: this machine is busy',
        'play it again when it is not',
      );
    await turn.end();
    await lab.time(due + 200); // what falls due ends, so that the next ones are new
    quiet = await (await oneLongTurn('/')).end();
    turn = await oneLongTurn('/order');
  }
  lab.tell(turn.unread);
  await lab.time(quiet.ended + due + 100 - performance.now());
  const { tallies, posted } = await turn.end();
  for (const each of tallies) lab.tell(each);
  lab.finding(posted.every((what) => what === 'App 1') ? 'all-read' : 'never-read');
};

/** What is counted here holds in every run, and is no matter of a clock. */
function tally(who: string, asked: string, seen: readonly string[]) {
  const bounds = Object.fromEntries(seen.map((what) => [what, 'exactly'] as const));
  return { kind: 'tally' as const, who, asked, outcomes: count(seen, bounds) };
}
