import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { OperationalError } from '../base/errors.ts';
import { within } from '../base/until.ts';
import type { AppName } from '../run/events.ts';
import { requireTornado } from './find-tornado.ts';
import type { Lab } from './lab.ts';
import type { Stage } from './stage.ts';

/** What original.py tells, one JSON object a line. */
type Told =
  | { kind: 'hello'; tornado: string }
  | { kind: 'listen'; app: AppName; port: number }
  | { kind: 'stop' | 'close-all'; app: AppName }
  | { kind: 'open'; app: AppName; peer: number }
  | { kind: 'close'; app: AppName; peer: number; by: 'client' | 'server' }
  | {
      kind: 'answer';
      app: AppName;
      peer: number;
      method: string;
      path: string;
      status: number;
      etag: string | null;
      ifNoneMatch: string | null;
    };

/**
 * Puts the original on stage: the same story, told by real Tornado in a Python process of its own.
 * @param original the path of its program
 * @throws MissingProgram when no Python here can import Tornado
 */
export async function tornadoStage(original: string, lab: Lab): Promise<Stage> {
  const python = await requireTornado();
  const child = spawn(python, ['-B', original], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  const complaint = lastLineOf(child.stderr);
  const awaited = new Map<Told['kind'], (told: Told) => void>();

  createInterface({ input: child.stdout }).on('line', (line) => {
    const told = JSON.parse(line) as Told;
    if (told.kind === 'open') lab.ledger.opened(told.app, told.peer);
    else if (told.kind === 'close') lab.ledger.closed(told.app, told.peer, told.by);
    else if (told.kind === 'answer') lab.ledger.answered(told.app, told.peer, told);
    else awaited.get(told.kind)?.(told);
  });

  async function reply<K extends Told['kind']>(...kinds: K[]): Promise<Extract<Told, { kind: K }>> {
    const { promise, resolve } = Promise.withResolvers<Told>();
    for (const kind of kinds) awaited.set(kind, resolve);
    const gone = ended.then(() =>
      Promise.reject(
        new OperationalError(
          `the original ended: ${complaint()}`,
          `see why: ${python} ${original}`,
        ),
      ),
    );
    const what = `the original to ${kinds.join(' or ')}`;
    return (await within(what, Promise.race([promise, gone]))) as never;
  }

  function order(what: object): void {
    child.stdin.write(`${JSON.stringify(what)}\n`);
  }

  lab.owned.defer(async () => {
    child.stdin.end();
    await ended;
  });
  const { tornado } = await reply('hello');
  let apps = 0;
  return {
    versions: { Tornado: tornado },
    async start(greeting, wish) {
      lab.assertGoingOn();
      const name: AppName = `App ${++apps}`;
      order({ do: 'start', app: name, greeting, port: wish });
      const { port } = await reply('listen');
      lab.appeared({ name, port }, greeting);
      lab.tell({ kind: 'server', app: name, did: 'listen', port });
      return { name, port };
    },
    async stop({ name, port }) {
      order({ do: 'stop', app: name });
      const { kind } = await reply('stop', 'close-all');
      lab.ledger.listeners.delete(name);
      lab.tell({ kind: 'server', app: name, did: 'stop', port });
      if (kind === 'close-all') lab.tell({ kind: 'server', app: name, did: kind, port });
    },
  };
}

/** Keeps reading, so that the pipe never fills, and remembers how the complaint ended. */
function lastLineOf(stream: Readable): () => string {
  let last = 'without a word';
  createInterface({ input: stream }).on('line', (line) => {
    if (line.trim()) last = line;
  });
  return () => last;
}
