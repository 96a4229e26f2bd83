import { nameOf } from '../../base/processes.ts';
import { listSockets } from '../../sockets/list-sockets.ts';
import { CannotExamine } from '../cannot-examine.ts';
import { firstAnswer } from '../target/ready.ts';
import type { Target } from '../target/target.ts';
import type { Spoken } from '../wire/answers.ts';
import type { Address, Observed } from '../wire/connection.ts';
import type { Generation } from './reload.ts';

/** Tells the generations of a server apart. */
export interface Teller {
  /** Who gave this answer on this connection, which may still be open; null: nobody can say. */
  by(answer: Spoken, connection: Observed): Promise<Generation | null>;
}

/** So many answers before the reload: several workers may each have their own. */
const samples = 8;

/**
 * Learns what the old generation says, before the reload. With a path, what it says decides. Without
 * one, an answer that changed is of the new generation, if all were alike before; and so is one from
 * a process that was not there.
 * @throws CannotExamine when the path answers differently each time
 */
export async function learn(
  target: Target,
  address: Address,
  { path, isNamed }: { path: string; isNamed: boolean },
): Promise<Teller> {
  const said = new Set<string>();
  for (let n = 0; n < samples; n++) {
    const answer = await firstAnswer(address, path);
    if (isNamed && (!answer || answer.status >= 400)) {
      throw new CannotExamine(
        `${path} ${answer ? `answers with status ${answer.status}` : 'did not answer'}`,
        'name a path that says which generation answers: --generation /version',
      );
    }
    if (answer) said.add(textOf(answer));
  }
  if (isNamed && said.size === samples) {
    throw new CannotExamine(
      `${path} answers differently each time, so it names no generation`,
      'name a path whose answer changes with a reload alone: --generation /version',
    );
  }
  const before = new Set(target.family().map(nameOf));
  return {
    async by(answer, connection) {
      if (answer.status >= 500) return null;
      const isKnown = said.has(textOf(answer));
      if (isNamed) return isKnown ? 'old' : 'new';
      if (!isKnown && said.size === 1) return 'new';
      const holder = await holderOf(target, address, connection);
      return holder === null ? null : before.has(holder) ? 'old' : 'new';
    },
  };
}

const textOf = ({ status, text }: Spoken): string => `${status} ${text}`;

/** The process that holds the server's end of our connection. */
async function holderOf(
  target: Target,
  { port, socket }: Address,
  { localPort }: Observed,
): Promise<string | null> {
  if (socket !== undefined) return null; // the kernel does not say who is at the other end of which
  const family = target.family();
  const rows = await listSockets({ port, pids: family.map(({ pid }) => pid) });
  const row = rows.find(({ local, remote }) => local.port === port && remote.port === localPort);
  const holder = family.find(({ pid }) => pid === row?.owner?.pid);
  return holder ? nameOf(holder) : null;
}
