import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { called } from '../../base/called.ts';
import { chainBetween, listProcesses, type Process, processOf } from '../../base/processes.ts';
import { listSockets, type Owner, type SocketRow } from '../../sockets/list-sockets.ts';
import { CannotExamine } from '../cannot-examine.ts';
import type { Program } from '../examination.ts';
import type { Address } from '../wire/observed.ts';
import type { Target } from './target.ts';
import { unixListeners } from './unix-sockets.ts';

/** The listening sockets that a target's processes hold. */
export async function listenersOf(target: Target): Promise<SocketRow[]> {
  const pids = target.family().map(({ pid }) => pid);
  const rows = await listSockets({ listening: true, pids });
  return rows.filter(({ owner }) => owner && pids.includes(owner.pid));
}

/** Does this very process hold a socket that listens there? */
export async function listens(pid: number, { port, socket }: Address): Promise<boolean> {
  if (socket !== undefined) return unixListeners(socket, [pid]).some(Boolean);
  const rows = await listSockets({ port, listening: true, pids: [pid] });
  return rows.some(({ local, owner }) => owner && local.port === port);
}

/** What keeps a process that has nothing of ours any more. */
export interface Holding {
  /** Connections that it opened itself: `127.0.0.1:5432`. */
  outgoing: string[];
  /** Where else it listens: `127.0.0.1:9090`. */
  listening: string[];
  children: Program[];
}

export async function holdingOf(target: Target, port: number): Promise<Holding> {
  const family = target.family();
  const pids = family.map(({ pid }) => pid);
  const rows = pids.length === 0 ? [] : await listSockets({ pids });
  const ports = new Set(
    rows.filter(({ state }) => state === 'LISTEN').map((row) => row.local.port),
  );
  const outgoing = rows.filter(
    ({ state, local, owner }) =>
      owner && state === 'ESTABLISHED' && local.port !== port && !ports.has(local.port),
  );
  const named = ({ address, port }: SocketRow['local']) => `${address}:${port}`;
  // On the port itself the other family, where one was closed and not both.
  const listening = rows.filter(({ state, owner }) => owner && state === 'LISTEN');
  return {
    outgoing: outgoing.map(({ remote }) => named(remote)),
    listening: [...new Set(listening.map(({ local }) => named(local)))],
    children: family
      .filter(({ pid }) => pid !== target.pid)
      .map(({ pid, line }) => ({ pid, program: line })),
  };
}

/** The process that listens on a port, whoever it is. */
export async function listenerOn(port: number): Promise<Process | undefined> {
  const rows = await listSockets({ port, listening: true, owners: true });
  const owner = rows.find(({ local }) => local.port === port)?.owner;
  return owner ? processOf(owner.pid) : undefined;
}

/** Who listens on the port, whoever it is. */
export async function strangerOn({ port, socket }: Address): Promise<Program | null> {
  if (socket !== undefined) return unixListeners(socket).find(Boolean) ?? null;
  const rows = await listSockets({ port, listening: true, owners: true });
  const owner = rows.find(({ local }) => local.port === port)?.owner;
  return owner ? { pid: owner.pid, program: owner.program } : null;
}

/** Does anybody listen there, whoever it is and whether it can be named or not? */
export async function isListenedOn({ port, socket }: Address): Promise<boolean> {
  if (socket !== undefined) return unixListeners(socket).length > 0;
  const rows = await listSockets({ port, listening: true });
  return rows.some(({ local }) => local.port === port);
}

/** Does one of the target's processes still listen on the port? */
export async function stillListens(target: Target, address: Address): Promise<boolean> {
  return (await listenerOfOurs(target, address)) !== null;
}

/** Which of the target's processes listens on the port. */
export async function listenerOfOurs(
  target: Target,
  { port, socket }: Address,
): Promise<Owner | null> {
  if (socket !== undefined) {
    const pids = target.family().map(({ pid }) => pid);
    return unixListeners(socket, pids).find((owner) => owner !== null) ?? null;
  }
  const rows = await listenersOf(target);
  return rows.find(({ local }) => local.port === port)?.owner ?? null;
}

/**
 * The processes from the one that gets the signal to the one that listens. Whoever answered on the
 * port must be ours: another program on a fixed port answers as readily while our own dies.
 * @throws CannotExamine naming the program that listens instead
 */
export async function listeningChain(target: Target, address: Address): Promise<Program[]> {
  const listener = () => listenerOfOurs(target, address);
  let own = await listener();
  if (!own) {
    await target.adoptByPort();
    own = await listener();
  }
  if (!own) throw await foreign(target, address);
  const all = listProcesses();
  const chain = chainBetween(target.pid, own.pid, all);
  const [first, last] = [target.pid, own.pid].map((pid) => all.find((each) => each.pid === pid));
  // Its parents are gone where it has made itself a daemon.
  const known = chain.length > 0 ? chain : [first, last].filter((each) => each !== undefined);
  return known.map(({ pid, line }) => ({ pid, program: line }));
}

async function foreign(target: Target, { port, socket }: Address): Promise<CannotExamine> {
  if (socket !== undefined) {
    return new CannotExamine(
      `the process that listens on ${socket} is not process ${target.pid}, nor one that it started`,
      'give the socket that the server listens on, or the pid of whoever listens there',
    );
  }
  const rows = await listSockets({ port, listening: true, owners: true });
  const owner = rows.find((row) => row.local.port === port)?.owner;
  if (!owner && rows.some(({ local }) => local.port === port)) {
    return new CannotExamine(
      `port ${port} is held by a program of another user, not by process ${target.pid} or one that it started`,
      'stop that program; as its user, or as root, the doctor could name it',
    );
  }
  if (!owner) {
    return new CannotExamine(
      `port ${port} answered once, and then nobody listened there that belongs to the server`,
      'a server that closes its listening socket by itself cannot be examined',
    );
  }
  return new CannotExamine(
    `port ${port} is held by ${owner.program} (pid ${owner.pid}), not by process ${target.pid} or one that it started`,
    `stop that program, or give the pid that listens; ${called('sockets')} names it`,
  );
}

/** Below the ports that systems give to clients, one of which would take it before the server does. */
const [lowest, highest] = [15_000, 30_000];

/**
 * A port that is free now: any, or the wanted one.
 * @throws CannotExamine naming whoever has the wanted one, or an address that is not of this machine
 */
export async function freePort(host: string, wanted?: number): Promise<number> {
  if (wanted !== undefined) {
    if (await isFree(host, wanted)) return wanted;
    throw await taken(wanted);
  }
  for (;;) {
    const port = randomInt(lowest, highest);
    if (await isFree(host, port)) return port;
  }
}

function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      if (code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT') return resolve(false);
      reject(new CannotExamine(`${host} is no address of this machine`, 'leave out --host'));
    });
    server.listen({ host, port }, () => server.close(() => resolve(true)));
  });
}

async function taken(port: number): Promise<CannotExamine> {
  const rows = await listSockets({ port, listening: true, owners: true });
  const owner = rows.find((row) => row.owner)?.owner;
  return new CannotExamine(
    `port ${port} is taken by ${owner ? `${owner.program} (pid ${owner.pid})` : 'another program'}`,
    'stop it first, or examine it as it runs: --pid PID --port PORT',
  );
}
