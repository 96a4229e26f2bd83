// Objection: lessons/objections.mdx#deploy
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { app, ask, askOften } from './apps.ts';
import type { Cases } from './case.ts';

const program = fileURLToPath(new URL('./deploy.process.ts', import.meta.url));

/** “My deploy ends the process, so there is no bug.” What its clients see then. */
export const deploy: Cases = {
  async 'ended at once, a request in flight'(signal) {
    await using old = await oldVersion('', signal);
    const answer = old.askSlowly();
    await old.asked();
    await old.end();
    return await answer;
  },
  async 'ended at once, the next request before the new version listens'(signal) {
    await using old = await oldVersion('', signal);
    await old.ask();
    await old.end();
    return await old.ask();
  },
  async 'ended at once, the next request when the new version listens'(signal) {
    await using old = await oldVersion('', signal);
    await old.ask();
    await old.end();
    await using _ = await app('App 2', old.port);
    return await old.ask();
  },
  async 'ended by close(), which waits; a client goes on asking'(signal) {
    await using old = await oldVersion('close', signal);
    const answer = old.askSlowly();
    await old.asked();
    old.child.kill('SIGTERM');
    await using _ = await newVersion(old.port);
    old.child.send('answer');
    await answer;
    // A second of a client's life, asking each 50 ms.
    const came = await askOften(20, async () => {
      await sleep(50);
      return await old.ask();
    });
    return `${came}; the process ${old.child.exitCode === null ? 'has not ended' : 'has ended'}`;
  },
};

/** Takes the port as soon as the old version has let go of it: the signal needs its time. */
async function newVersion(port: number): ReturnType<typeof app> {
  try {
    return await app('App 2', port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    await sleep(5);
    return await newVersion(port);
  }
}

async function oldVersion(onSignal: string, signal: AbortSignal) {
  await using opened = new AsyncDisposableStack();
  // It ends with us: its channel closes when this process is gone.
  const child = fork(program, [onSignal], { signal, serialization: 'json' });
  const ended = once(child, 'exit', { signal }).catch(() => {});
  opened.defer(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const [port] = (await once(child, 'message', { signal })) as [number];
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  opened.defer(() => agent.destroy());
  const owned = opened.move();
  return {
    child,
    port,
    ask: () => ask(port, agent),
    askSlowly: () => ask(port, agent, '/slow'),
    asked: () => once(child, 'message', { signal }),
    async end() {
      const kept = Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []);
      const heard = kept.map((socket) => once(socket, 'close', { signal }));
      child.kill('SIGTERM');
      await Promise.all([ended, ...heard]);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
