// Lesson 11: lessons/11-leave-politely.mdx#do-it
import { NeverCame, within } from '../base/until.ts';
import type { Exercise, Miss } from '../course/exercises/exercise.ts';
import { findDaemon } from '../lab/middlemen/daemon.ts';
import type { Steps } from './exercise.start.ts';
import { openWorld, type World } from './exercise.world.ts';

interface Practice {
  leave(steps: Steps): Promise<void>;
}

export const exercise: Exercise<Practice> = {
  task: 'Put five steps in order, so that a server leaves and no request is lost: behind a balancer, and behind nginx.',
  exports: ['leave'],
  hints: [
    'A balancer learns of the end by its checks alone, and goes on sending until two have failed. Who answers meanwhile? And who tells it?',
    'Whoever keeps a connection asks no /ready. The answers of the wait are the last chance to tell it.',
    'Not ready and say close, then await the wait, then stop listening, then the sweep; and the sweep needs a limit.',
  ],
  onExit:
    'process.exit() ends the server with everything in it: whoever waits for an answer gets none. Here the process ends by itself when leave() comes to its end.',
  check,
};

async function* check(practice: Practice): AsyncGenerator<string, Miss | undefined> {
  const miss = yield* behind('balancer', practice);
  if (miss) return miss;
  if (findDaemon('nginx')) return yield* behind('nginx', practice);
  yield 'behind nginx: not tried, since it is not on this machine (Debian: apt-get install nginx-light)';
  return undefined;
}

async function* behind(
  name: 'balancer' | 'nginx',
  { leave }: Practice,
): AsyncGenerator<string, Miss | undefined> {
  const where = name === 'nginx' ? 'behind nginx' : 'behind a balancer that checks';
  yield `${where}: the server is told to leave`;
  await using world = await openWorld(name);
  const seen = await watch(world, leave);

  yield `${where}: whoever comes at once is answered`;
  if (seen.early.some(isLost)) {
    const why =
      seen.calls.indexOf('wait') < 0
        ? 'Two checks have to fail before the balancer knows. Until then it sends on, and nobody listens.'
        : seen.calls.indexOf('stopListening') < seen.calls.indexOf('wait')
          ? 'It does wait, with a closed port. To serve on means to listen on.'
          : 'wait() returns a promise. Whoever does not await it goes on at once.';
    return { expected: 'four answers', seen: described(seen.early), why };
  }

  yield `${where}: whoever comes after the wait is answered`;
  if (seen.late.some(isLost)) {
    const why = '/ready said 200 to the end, so the balancer sent on: the wait was for nothing.';
    return { expected: 'four answers', seen: described(seen.late), why };
  }

  yield `${where}: at the sweep nobody new is let in`;
  if (seen.listened) {
    const why =
      'Whoever comes is let in, and has to be swept, too: it ends when nobody comes any more.';
    return { expected: 'a closed port', seen: 'it still listened', why };
  }

  yield `${where}: a POST on a kept connection is answered`;
  if (!seen.post) {
    const why = seen.calls.includes('sayClose')
      ? 'It says close when all answers of the wait are out: nobody hears it. The client’s next request met the end.'
      : 'No answer told the client that its connection would end. Its next request met the end.';
    return { expected: 'an answer, or a client that knows', seen: 'the connection ended', why };
  }

  yield `${where}: an answer that was begun comes whole`;
  if (seen.slow.some(isLost)) {
    const why =
      seen.limit !== undefined && seen.limit < slowest
        ? 'The limit was over before the answers were. It has to be longer than your slowest one.'
        : 'leave() came to its end, and the process with it. Nobody waited for the answer.';
    return { expected: 'two slow answers', seen: described(seen.slow), why };
  }

  yield `${where}: the server comes to its end, though a client has sent half a request`;
  if (seen.held) {
    const why = 'Half a request is not idle. Without a limit that client decides when you stop.';
    return { expected: 'an end at the limit', seen: seen.held.message, why };
  }
  return undefined;
}

/** How long an answer may take, in ms, as the task says it. */
const slowest = 1_000;

/** What a client got: a page, or the status or code of a failure. */
type Got = { page: string } | { failed: string };
const isLost = (got: Got) => 'failed' in got;

function described(gotten: readonly Got[]): string {
  const failed = gotten.flatMap((got) => ('failed' in got ? [got.failed] : []));
  return `${gotten.length - failed.length} answered, ${failed.length} lost: ${[...new Set(failed)].join(', ')}`;
}

/** Lets a server leave, while clients of every kind are there. */
async function watch(world: World, leave: Practice['leave']) {
  const { app, ask } = world;
  const four = async () => [await ask('/'), await ask('/'), await ask('/'), await ask('/')];
  const calls: (keyof Steps)[] = [];
  const swept = Promise.withResolvers<void>();
  let listened = false;
  let limit: number | undefined;
  let post: Promise<boolean> | undefined;

  const slow = [ask('/slow', 'POST'), ask('/slow', 'POST')];
  await world.slowOnesAreIn();
  const kept = await world.openKept();

  let early: Promise<Got[]> | undefined;
  /** What happens until the checks have failed, whether somebody waits for it or not. */
  const meanwhile = () => {
    early ??= four().then(async (gotten) => {
      await world.checksFail();
      await kept.askAgain();
      return gotten;
    });
    return early;
  };
  const left = leave({
    notReady() {
      calls.push('notReady');
      app.ready = false;
    },
    sayClose() {
      calls.push('sayClose');
      app.saysClose = true;
    },
    async wait() {
      calls.push('wait');
      await meanwhile();
    },
    stopListening() {
      calls.push('stopListening');
      app.stopListening();
    },
    async sweep(ms) {
      calls.push('sweep');
      listened = app.listens();
      limit = Number.isFinite(ms) ? ms : undefined;
      post = kept.post();
      const ended = app.sweep();
      swept.resolve();
      await ended;
    },
  });
  const over = Promise.resolve(left).then(() => app.end());
  over.catch(() => {});
  const gotten = await meanwhile();
  await Promise.race([swept.promise, over]);
  const late = await four();
  // Time does not pass here: a limit below the slowest answer is over before the answers come.
  if (limit !== undefined && limit < slowest) app.cut();
  world.answerSlowOnes();
  const slowAnswers = await Promise.all(slow);
  if (limit !== undefined) app.cut();
  const held = await within('leave() to come to its end', over, 2000).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof NeverCame) return error;
      throw error;
    },
  );
  return {
    calls,
    early: gotten,
    late,
    listened,
    limit,
    slow: slowAnswers,
    post: (await post) ?? true,
    held,
  };
}
