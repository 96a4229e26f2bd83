// Lesson 14: lessons/14-not-on-the-list.mdx#do-it
import { EventEmitter, once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NeverCame, until } from '../base/until.ts';
import type { Exercise, Miss } from '../course/exercises/exercise.ts';
import type { Heard } from '../lab/clients/driver.ts';
import { standIn } from '../lab/clients/stand-in.ts';

class Log extends EventEmitter {
  readonly events: string[] = [];

  constructor() {
    super();
    this.setMaxListeners(0); // every app listens to it, and the stopped ones stay
  }

  add(event: string): void {
    this.events.push(event);
    this.emit('added');
  }
}

interface Practice {
  create(log: Log): Server;
  stop(app: Server): void;
}

export const exercise: Exercise<Practice> = {
  task: 'Write a feed that survives ten deploys: no client loses an event, gets one twice, or gives up.',
  exports: ['create', 'stop'],
  hints: [
    'A client that comes again says which event it had last: the header Last-Event-ID, with the id that the event had. Which id is the same for the app before and the app after?',
    'The place of an event in the log is such an id: `id: 7`, a line before its data. Whoever comes with Last-Event-ID: 7 lacks what comes after 7.',
    'Keep for each response which event it is to get next. When one comes, and when something is added, send from there to the end of the log.',
  ],
  onExit: 'process.exit() ends all that runs in this process: the next app, too.',
  check,
};

const people = 10;
const deploys = 10;

/** What the clients of a feed have heard: ten real EventSources, in a process of their own. */
class Clients {
  readonly heard: Heard[][] = Array.from({ length: people }, () => []);

  /** Waits for all of them; false when some never did. */
  async all(is: (heard: Heard[]) => boolean, ms = 5_000): Promise<boolean> {
    try {
      await until('all clients', () => this.heard.every(is) || undefined, { ms });
      return true;
    } catch (error) {
      if (error instanceof NeverCame) return false;
      throw error;
    }
  }

  some = (is: (heard: Heard[]) => boolean): boolean => this.heard.some(is);
}

const times = (heard: readonly Heard[], did: Heard['did']) =>
  heard.filter((each) => each.did === did).length;
const over = (heard: readonly Heard[]) => heard.at(-1)?.did === 'gave up';
const got = (heard: readonly Heard[]) =>
  heard.flatMap((each) => (each.did === 'event' ? [each] : []));
const has = (heard: readonly Heard[], event: string) =>
  got(heard).some(({ data }) => data === event);

async function* check({ create, stop }: Practice): AsyncGenerator<string, Miss | undefined> {
  const log = new Log();
  let app = create(log);
  await once(app.listen(0, '127.0.0.1'), 'listening');
  const { port } = app.address() as AddressInfo;
  await using browser = await standIn();
  const clients = new Clients();

  yield 'ten clients listen, and hear what is added';
  for (const heard of clients.heard)
    await browser.listen(`http://127.0.0.1:${port}/`, (what) => void heard.push(what));
  const open = await clients.all((heard) => times(heard, 'open') === 1);
  log.add('the first');
  if (!open || !(await clients.all((heard) => has(heard, 'the first')))) {
    const silent = clients.heard.filter((heard) => !has(heard, 'the first')).length;
    const why = 'An event is a line “data: …” and an empty line, in an answer that does not end.';
    return { expected: 'each hears it', seen: `${silent} of ${people} do not`, why };
  }

  yield 'ten deploys, each with events before it, in the gap and after it';
  for (let deploy = 1; deploy <= deploys; deploy++) {
    log.add(`before deploy ${deploy}`);
    const before = clients.heard.map((heard) => times(heard, 'reconnecting'));
    const opens = clients.heard.map((heard) => times(heard, 'open'));
    const tried = (heard: Heard[]) =>
      times(heard, 'reconnecting') - (before[clients.heard.indexOf(heard)] ?? 0);
    const isBack = (heard: Heard[]) =>
      times(heard, 'open') > (opens[clients.heard.indexOf(heard)] ?? 0);
    stop(app);
    const left = await until('the port', () => !app.listening || undefined).catch(() => false);
    if (!left) {
      const why = 'The next app waits for the port: a stop begins with leaving it.';
      return { expected: 'nobody listens', seen: 'the app still listens after its stop', why };
    }
    const gap = `in the gap of deploy ${deploy}`;
    log.add(gap);
    // Refused, given up, or served by an app that has stopped: one of these becomes of each.
    await clients.all(
      (heard) => over(heard) || tried(heard) > 1 || isBack(heard) || has(heard, gap),
      10_000,
    );
    const lost = clients.heard.filter(over).length;
    if (lost > 0) {
      const why =
        'Each of them met an answer that is no event stream, and that is the end of an EventSource. A refused connection is not.';
      return { expected: 'each comes again', seen: `${lost} of ${people} gave up`, why };
    }
    if (clients.some(isBack)) {
      const why =
        'Their streams ended, and the connections were kept: they came again on these, to the app that had stopped. Say Connection: close, or close the connections.';
      return { expected: 'refused in the gap', seen: 'the stopped app served them again', why };
    }
    if (clients.some((heard) => tried(heard) === 0)) {
      const why =
        'close() spares an answer that goes on, and waits for it. The stopped app served them on.';
      return { expected: 'each stream ends', seen: 'streams that go on after the stop', why };
    }

    app = create(log);
    await once(app.listen(port, '127.0.0.1'), 'listening');
    if (!(await clients.all(isBack, 10_000))) {
      const why = 'They come again after as many ms as “retry: …” says. Was it seconds?';
      return { expected: 'each is back within ten seconds', seen: 'some are not', why };
    }
    log.add(`after deploy ${deploy}`);
    await clients.all((heard) => has(heard, `after deploy ${deploy}`));
    for (const heard of clients.heard) {
      const events = got(heard);
      const missing = log.events.find((event) => !has(heard, event));
      if (missing !== undefined) {
        const why = await whyLost(events);
        return { expected: 'every event', seen: `“${missing}” is lost`, why };
      }
      const again = events.find(({ data }, at) => events.findIndex((e) => e.data === data) < at);
      if (again) {
        const why =
          'Last-Event-ID names an event that the client has had. What it lacks begins after it.';
        return { expected: 'each event once', seen: `“${again.data}” came twice`, why };
      }
    }
  }
  return undefined;

  async function whyLost(events: readonly { id: string }[]): Promise<string> {
    if (events.every(({ id }) => id === ''))
      return 'The events have no ids. So a client that comes again cannot say which it had last.';
    const [one, other] = await twoIds();
    if (one !== other)
      return `Two apps gave the same event two ids, ${one} and ${other}: each counts what it has seen itself. The next app cannot know what the one before meant.`;
    return 'The client said Last-Event-ID, and was sent only what came after it was back.';
  }

  /** Two apps tell of one log, and one was there before the other: which id does each give the same event? */
  async function twoIds(): Promise<(string | undefined)[]> {
    const shared = new Log();
    const told: Heard[][] = [[], []];
    for (const heard of told) {
      shared.add('one that both have missed');
      const each = create(shared);
      await once(each.listen(0, '127.0.0.1'), 'listening');
      const url = `http://127.0.0.1:${(each.address() as AddressInfo).port}/`;
      await browser.listen(url, (what) => void heard.push(what));
      await until('a stream', () => times(heard, 'open') > 0 || undefined);
    }
    shared.add('the last');
    await until('both to tell', () => told.every((heard) => has(heard, 'the last')) || undefined);
    return told.map((heard) => got(heard).find(({ data }) => data === 'the last')?.id);
  }
}
