import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MissingProgram, OperationalError } from '../../base/errors.ts';
import { temporaryHome } from '../../base/temporary-home.ts';
import { within } from '../../base/until.ts';
import { findProgram } from '../find-program.ts';
import type { Lab } from '../lab.ts';
import { startCurls } from './curls.ts';

/** Who sends requests in a service: each keeps connections in its own way, and does something else when one fails. */
export const senderNames = [
  'Agent',
  'Agent with a timeout',
  'global agent',
  'fetch',
  'curl',
  'urllib3',
  'requests',
  'Go',
  'HttpURLConnection',
  'HttpClient',
] as const;
export type SenderName = (typeof senderNames)[number];

/** So many requests, on as many kept connections. In `order` a # stands for the number of each. */
export interface Errand {
  warm: string;
  order: string;
  method: 'GET' | 'POST';
  count: number;
  /** How long it is to keep a silent connection, where it can be told; default: its own. */
  patienceMs?: number | undefined;
}

/** A sender that has its connections, each after one answer. It ends with the run. */
export interface Sender {
  /** Sends the requests at once; what each came to: the page, or the sender's own word for what went wrong. */
  go(): Promise<string[]>;
}

const program = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** What a sender is run by; undefined where this machine lacks it. */
async function commandOf(name: SenderName, env: NodeJS.ProcessEnv): Promise<string[] | undefined> {
  if (name === 'curl') return one(findProgram(['curl'], env));
  if (name === 'Go') return one(findProgram(['go'], env), 'run', program('sender.go'));
  if (name === 'HttpURLConnection' || name === 'HttpClient')
    return one(findProgram(['java'], env), program('Sender.java'));
  if (name === 'urllib3' || name === 'requests') {
    // A version manager's python3 often hides the one that has Debian's packages.
    for (const python of ['python3', '/usr/bin/python3']) {
      const has = promisify(execFile)(python, ['-c', `import ${name}`], { env });
      if (await has.then(Boolean, () => false)) return [python, '-B', program('sender.py')];
    }
    return undefined;
  }
  return [process.execPath, program('sender.mjs')];
}

const one = (found: string | undefined, ...args: string[]) =>
  (found && [found, ...args]) || undefined;

const packages: Partial<Record<SenderName, string>> = {
  curl: 'curl',
  urllib3: 'python3-urllib3',
  requests: 'python3-requests',
  Go: 'golang-go',
  HttpURLConnection: 'openjdk-17-jdk-headless',
  HttpClient: 'openjdk-17-jdk-headless',
};

/** Is it on this machine? */
export async function hasSender(
  name: SenderName,
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  return (await commandOf(name, env)) !== undefined;
}

/**
 * Starts a sender, and waits until each of its connections has carried one answer.
 * @throws MissingProgram when it is not on this machine
 */
export async function startSender(lab: Lab, name: SenderName, errand: Errand): Promise<Sender> {
  const { HTTP_PROXY, http_proxy, ALL_PROXY, all_proxy, ...env } = process.env;
  const command = await commandOf(name, env);
  if (!command) {
    const remedy = `Debian: apt-get install ${packages[name]}`;
    throw new MissingProgram(`${name} is not installed`, remedy);
  }
  lab.ledger.quiet.add(name);
  lab.turn(name);
  const url = (path: string) => lab.url(path);
  const its = { ...errand, warm: url(errand.warm), order: url(errand.order) };
  if (name === 'curl') return lab.owned.use(await startCurls(its));

  const home = lab.owned.use(await temporaryHome());
  const [file = '', ...args] = command;
  const all = [...args, its.warm, its.order, its.method, String(its.count), name];
  if (errand.patienceMs !== undefined) all.push(String(errand.patienceMs));
  const child = spawn(file, all, {
    // Go's cache is the reader's own: it takes 20 s to fill.
    env: { ...env, STILL_ANSWERING_HOME: home.env.STILL_ANSWERING_HOME },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'exit');
  let complaint = 'without a word';
  createInterface({ input: child.stderr }).on('line', (line) => {
    complaint = line.trim() || complaint;
  });
  lab.owned.defer(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const next = async (what: string) => {
    const { value, done } = await within(`${name} to ${what}`, lines.next(), 120_000);
    if (!done) return value;
    throw new OperationalError(
      `${name} ended: ${complaint}`,
      `try it by hand: ${command.join(' ')}`,
    );
  };
  await next('be ready');
  return {
    async go() {
      lab.turn(name);
      child.stdin.write('go\n');
      return (JSON.parse(await next('send its requests')) as string[]).map((each) => each.trim());
    },
  };
}
