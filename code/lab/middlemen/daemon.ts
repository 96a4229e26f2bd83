import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { MissingProgram, OperationalError } from '../../base/errors.ts';
import { temporaryHome } from '../../base/temporary-home.ts';
import { until } from '../../base/until.ts';
import type { MiddlemanName } from '../../run/events.ts';
import { findProgram } from '../find-program.ts';

interface Daemon {
  name: Exclude<MiddlemanName, 'balancer'>;
  port: number;
  /** Its configuration, given a folder of its own. */
  config: (folder: string) => string;
  args: (config: string) => string[];
}

/**
 * Starts a real proxy in the foreground, with a folder of its own, and waits until it listens.
 * @throws MissingProgram when it is not on this machine; OperationalError with what it complained of
 */
export async function startDaemon({ name, port, config, args }: Daemon): Promise<AsyncDisposable> {
  const program = requireDaemon(name);
  await using opening = new AsyncDisposableStack();
  const home = opening.use(await temporaryHome());
  const file = join(home.folder, `${name}.conf`);
  await writeFile(file, config(home.folder));
  const child = spawn(program, args(file), {
    cwd: home.folder,
    env: { ...process.env, ...home.env },
    detached: true, // a group of its own: Ctrl-C at ours reaches us, and we end it
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close');
  const complaint = text(child.stderr);
  opening.defer(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  await until(`${name} to listen`, async () => {
    if (child.exitCode === null && child.signalCode === null) return await listensOn(port);
    const said = (await complaint).trim().split('\n').at(-1);
    throw new OperationalError(
      `${name} ended at once: ${said}`,
      'play it again, on another port: --port 0',
    );
  });
  return opening.move();
}

/** Does anybody listen there? The connection is dropped at once. */
async function listensOn(port: number): Promise<true | undefined> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}

const packages = { nginx: 'nginx-light', haproxy: 'haproxy' };

/** Where a real one is on this machine; undefined where it is not. */
export function findDaemon(name: Daemon['name']): string | undefined {
  // Debian keeps them where only root's PATH looks.
  return findProgram([name], { PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` });
}

function requireDaemon(name: Daemon['name']): string {
  const found = findDaemon(name);
  if (found) return found;
  throw new MissingProgram(`${name} is not installed`, `Debian: apt-get install ${packages[name]}`);
}

/**
 * The version of a middleman, by its name: `{ nginx: '1.22.1' }`; of our own nothing.
 * @throws MissingProgram when it is not on this machine
 */
export async function middlemanVersions(
  name: MiddlemanName | undefined,
): Promise<Record<string, string>> {
  if (name === undefined || name === 'balancer') return {};
  const program = requireDaemon(name);
  const said = await new Promise<string>((resolve) =>
    execFile(program, ['-v'], (_error, stdout, stderr) => resolve(stdout + stderr)),
  );
  return { [name]: /\d+\.\d+(\.\d+)?/.exec(said)?.[0] ?? 'unknown' };
}
