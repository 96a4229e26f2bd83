import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { OperationalError } from '../../base/errors.ts';
import { onNode } from '../programs/on-node.ts';
import type { BrowserDriver, Heard, Seen, Tab } from './driver.ts';
import type { Listening, Reply, Request, Told } from './stand-in.process.ts';

const program = fileURLToPath(new URL('./stand-in.process.ts', import.meta.url));

const again = 'play the lesson again';

/**
 * Starts the stand-in browser; see stand-in.process.ts for what it does as a browser would.
 * @param on another Node than ours, and a folder for what it runs
 */
export async function standIn(on?: { node: string; folder: string }): Promise<BrowserDriver> {
  // An execArgv of its own keeps tsx and inspectors out of the child; it needs neither.
  const execArgv = ['--experimental-eventsource', '--disable-warning=UNDICI-ES'];
  const { node, path } = on
    ? await onNode(program, on.node, on.folder)
    : { node: process.execPath, path: program };
  const child = fork(path, {
    execPath: node,
    execArgv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  // From here on no signal to the group takes it away before its time.
  const [said] = await Promise.race([once(child, 'message'), ended]);

  const hearers: Array<(heard: Heard) => void> = [];
  let answered: (reply: Reply) => void = () => {};
  child.on('message', (message: Reply | Told) => {
    if ('heard' in message) hearers[message.number]?.(message.heard);
    else answered(message);
  });

  async function ask(visit: string, cache: boolean, pool: string): Promise<Seen> {
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    answered = resolve;
    child.send({ visit, cache, pool } satisfies Request, (error) => error && reject(error));
    const gone = ended.then(() =>
      Promise.reject(new OperationalError('the stand-in browser ended', again)),
    );
    const reply = await Promise.race([promise, gone]);
    if ('error' in reply)
      throw new OperationalError(`the stand-in browser got no answer: ${reply.error}`, again);
    return reply;
  }

  function tab(pool: string): Tab {
    let url = '';
    return {
      visit(target) {
        url = target;
        return ask(url, true, pool);
      },
      // A hard reload keeps the connection and leaves the cache out, as Chromium's does.
      reload: ({ cache = true, hard = false } = {}) => ask(url, cache && !hard, pool),
      fetch: (path) => ask(new URL(path, url).href, true, pool),
      async listen(path, hear) {
        const number = hearers.push(hear) - 1;
        child.send({ listen: new URL(path, url || undefined).href, number } satisfies Listening);
      },
    };
  }

  return {
    ...tab('main'),
    newTab: async () => tab('main'),
    newWindow: async () => tab('main'),
    privateTab: async () => tab('private'),
    versions: on ? { Node: String(said?.ready) } : {},
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await ended;
    },
  };
}
