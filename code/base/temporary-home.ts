import { createHash, randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endMarked } from './end-processes.ts';
import { OperationalError } from './errors.ts';
import { guard } from './guard.ts';
import { processOf } from './processes.ts';

/**
 * Where a program lives that we start. Disposing ends whoever was started with its `env`, and removes
 * the folder; the guard does the same when this process is gone.
 */
export interface TemporaryHome extends AsyncDisposable {
  folder: string;
  /** To be put on top of the environment: the program writes into no other home, and is known by it. */
  env: Record<string, string>;
}

/** A new home in the folder for temporary files, once what dead runs left there is swept away. */
export async function temporaryHome(): Promise<TemporaryHome> {
  await sweep();
  const owner = [namespace(), process.pid, tagOf(process.pid)].join('-');
  const name = `still-answering-${owner}-${randomUUID().slice(0, 6)}`;
  const folder = join(tmpdir(), name);
  await using opening = new AsyncDisposableStack();
  // Under guard before it is there: so at no moment nobody knows it.
  opening.use(guard({ folder }));
  opening.use(guard({ marked: markOf(name) }));
  opening.defer(() => clear(name));
  mkdirSync(folder, { mode: 0o700 });
  const owned = opening.move();
  return {
    folder,
    env: { [variable]: name, ...homeIn(folder) },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const variable = 'STILL_ANSWERING_HOME';
const markOf = (name: string): string => `${variable}=${name}`;

/** XDG Base Directory Specification; what is not set there lies in HOME. */
function homeIn(folder: string): Record<string, string> {
  return {
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, '.config'),
    XDG_CACHE_HOME: join(folder, '.cache'),
    XDG_DATA_HOME: join(folder, '.local', 'share'),
    XDG_STATE_HOME: join(folder, '.local', 'state'),
    TMPDIR: folder,
  };
}

/**
 * Only the death of its guard, too, leaves a home without an owner. What is another user's, or of
 * another PID namespace, where our numbers mean nothing, is left alone.
 */
async function sweep(): Promise<void> {
  const pattern = new RegExp(`^still-answering-${namespace()}-(\\d+)-(\\w+)-\\w{6}$`);
  for (const name of inTemporary()) {
    const [, pid, tag] = pattern.exec(name) ?? [];
    if (pid && tagOf(Number(pid)) !== tag && isOurs(join(tmpdir(), name))) await clear(name);
  }
}

function inTemporary(): string[] {
  try {
    return readdirSync(tmpdir());
  } catch (cause) {
    throw new OperationalError(
      `the folder for temporary files cannot be read: ${(cause as Error).message}`,
      'name another one: TMPDIR=/path/to/a/folder',
      { cause },
    );
  }
}

/** What cannot be cleared stays for the next sweep. */
async function clear(name: string): Promise<void> {
  if (process.platform !== 'win32') await endMarked(markOf(name)).catch(() => {});
  const options = { recursive: true, force: true, maxRetries: 5 };
  await rm(join(tmpdir(), name), options).catch(() => {});
}

function isOurs(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return Boolean(stat?.isDirectory() && stat.uid === process.getuid?.());
}

/** When a process started, in six characters; it tells a process from an earlier one of its number. */
const tagOf = (pid: number): string => short(processOf(pid)?.started ?? '');

/** Pids mean something in one namespace; two containers may share a folder for temporary files. */
function namespace(): string {
  try {
    return short(readlinkSync('/proc/self/ns/pid'));
  } catch {
    return 'single'; // not Linux, or without its /proc
  }
}

/** Short, since Chromium puts a socket below, whose path must fit in 107 bytes. */
const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 6);
