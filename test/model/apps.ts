import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { guard } from '../../code/base/guard.ts';

/** What the apps have told of one connection. */
export interface ServerEnd {
  accepted: boolean;
  asked: number;
  answered: number;
  closed: boolean;
}

/** An answer that has left. */
export interface Answered {
  app: 1 | 2;
  path: string;
  status: number;
}

export interface Reply {
  /** When the next thing is due, in ms of the run’s clock. */
  due: number | null;
  port?: number;
  said?: string;
}

/** The two apps, in a process of their own, on whichever Node. */
export interface Apps extends AsyncDisposable {
  /** By the client’s port; anew after each reset. */
  ends: Map<number, ServerEnd>;
  /** Told at everything that happens. */
  onEvent: () => void;
  onAnswer: (answer: Answered) => void;
  tell(deed: string, message?: object): Promise<Reply>;
}

/** @throws Error when the process has ended by itself */
export async function startApps(node: string): Promise<Apps> {
  const child = spawn(node, [join(import.meta.dirname, 'server.cjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const guarded = child.pid === undefined ? undefined : guard({ process: child.pid });
  const ended = once(child, 'close');
  const replies = new Map<
    number,
    { resolve: (reply: Reply) => void; reject: (why: Error) => void }
  >();
  let last = 0;
  const apps: Apps = {
    ends: new Map(),
    onEvent: () => {},
    onAnswer: () => {},
    tell: (deed, message = {}) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        replies.set(id, { resolve, reject });
        child.stdin.write(`${JSON.stringify({ id, deed, ...message })}\n`);
      }),
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await ended;
      guarded?.[Symbol.dispose]();
    },
  };
  ended.then(([status]) => {
    for (const { reject } of replies.values()) reject(new Error(`the apps ended: ${status}`));
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = JSON.parse(line) as {
      id?: number;
      event?: string;
      peer?: number;
    } & Reply &
      Answered;
    if (message.id !== undefined) {
      replies.get(message.id)?.resolve(message);
      replies.delete(message.id);
    } else if (message.peer !== undefined) {
      // A port of a client may come again within a run: Linux takes it out of TIME_WAIT after a second.
      if (message.event === 'accepted') apps.ends.delete(message.peer);
      const end = endOf(apps, message.peer);
      if (message.event === 'accepted') end.accepted = true;
      if (message.event === 'asked') end.asked++;
      if (message.event === 'answered') {
        end.answered++;
        apps.onAnswer(message);
      }
      if (message.event === 'closed') end.closed = true;
      apps.onEvent();
    }
  });
  await once(child, 'spawn');
  return apps;
}

export function endOf({ ends }: Pick<Apps, 'ends'>, peer: number): ServerEnd {
  const known = ends.get(peer);
  if (known) return known;
  const end = { accepted: false, asked: 0, answered: 0, closed: false };
  ends.set(peer, end);
  return end;
}
