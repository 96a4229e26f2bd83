import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { MissingProgram, OperationalError } from '../../base/errors.ts';
import { isAlive, listProcesses, type Process, processOf } from '../../base/processes.ts';
import type { TemporaryHome } from '../../base/temporary-home.ts';
import { within } from '../../base/until.ts';
import type { AppName } from '../../run/events.ts';
import type { Lab } from '../lab.ts';
import type { Exit, StartOptions } from '../stage.ts';
import type { Program } from './on-node.ts';
import { Tells, type Told } from './tells.ts';

const watch = fileURLToPath(new URL('./watch.cjs', import.meta.url));

/** An app in a process of its own. Disposing ends it, and whoever it started. */
export interface Running extends AsyncDisposable {
  /** The port, once it listens. */
  listens: Promise<number>;
  signal(signal: NodeJS.Signals): void;
  exited(ms?: number): Promise<Exit>;
  enter(): void;
}

interface Starting extends Program, StartOptions {
  name: AppName;
  args: readonly string[];
  home: TemporaryHome;
}

/** Starts an app, and tells the lab what it does: its start, its connections and answers, its end. */
export function startProgram(starting: Starting, lab: Lab): Running {
  const { name } = starting;
  const listening = Promise.withResolvers<number>();
  const exit = Promise.withResolvers<Exit>();
  for (const { promise } of [listening, exit]) promise.catch(() => {});
  /** Whoever listens: the process that was started, or one further down. */
  let listener: Pick<Process, 'pid' | 'started'> | undefined;
  let told: number | undefined;

  const tells = new Tells(join(starting.home.folder, `${name}.jsonl`), (fact) => hear(fact));
  const hearAll = () => tells.read();
  lab.ledger.sources.add(hearAll);
  const { child, line } = spawnIt(starting, tells.file);
  const pid = child.pid ?? 0;
  const complaint = errorOf(child);
  child.stdin?.on('error', () => {});
  child.once('error', (error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? missing(starting.by?.[0] ?? 'node') : error;
    listening.reject(why);
    exit.reject(why);
  });
  child.once('exit', (status, signal) => {
    tells.read(); // what it wrote in its last turn came before
    const after = told === undefined ? null : Math.round(performance.now() - told);
    lab.tell({ kind: 'process', who: name, pid, did: 'exit', status, signal, after });
    // Where npm or a shell stood in front, the app may serve on.
    if (!listener || !isAlive(listener)) lab.ledger.gone(name);
    exit.resolve({ status, signal });
    listening.reject(
      new OperationalError(
        `${name} ended before it listened: ${complaint()}`,
        `try it by hand: ${line}`,
      ),
    );
  });

  function hear(fact: Told): void {
    if (fact.kind === 'listen') {
      const chain = chainFrom(pid);
      const last = chain.at(-1);
      listener = last && processOf(last.pid);
      lab.tell({ kind: 'process', who: name, pid, did: 'start', line, chain });
      listening.resolve(fact.port);
    } else if (fact.kind === 'open') lab.ledger.opened(name, fact.peer);
    else if (fact.kind === 'close') lab.ledger.closed(name, fact.peer, fact.by);
    else if (fact.kind === 'request') lab.ledger.handled(name, fact.peer, fact.method, fact.path);
    else if (fact.kind === 'answer') lab.ledger.answered(name, fact.peer, fact);
    else {
      lab.tell({
        kind: 'server',
        app: name,
        did: fact.kind,
        port: lab.ledger.listeners.get(name) ?? lab.port,
      });
      if (fact.kind === 'stop') lab.ledger.listeners.delete(name);
    }
  }

  return {
    listens: within(`${name} to listen`, listening.promise, 20_000),
    signal(signal) {
      told = performance.now();
      lab.tell({ kind: 'process', who: name, pid, did: 'signal', signal });
      child.kill(signal);
    },
    exited: async (ms) => await within(`${name} to end`, exit.promise, ms),
    enter: () => void child.stdin?.write('\n'),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      // One that has lost its parent, or its namespace, is known by its home's mark, and ends with it.
      await exit.promise.catch(() => {});
      lab.ledger.sources.delete(hearAll);
      tells[Symbol.dispose]();
      child.stdin?.destroy();
    },
  };
}

function spawnIt(
  { node, path, shown, args, by, env, home, name }: Starting,
  tells: string,
): { child: ChildProcess; line: string } {
  const folder = join(home.folder, name);
  mkdirSync(folder);
  // In a shell's words: no argument of ours has a quote.
  const program = ['node', path, ...args]
    .map((word) => (/^[\w./:-]+$/.test(word) ? word : `'${word}'`))
    .join(' ');
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, scripts: { start: program } }),
  );
  const [file, ...rest] = by?.map((word) => word.replaceAll('PROGRAM', program)) ?? [
    node,
    path,
    ...args,
  ];
  const { NODE_OPTIONS, ...inherited } = process.env;
  const child = spawn(file ?? node, rest, {
    cwd: folder,
    detached: true, // a group of its own: Ctrl-C at ours reaches us, and we end it
    stdio: ['pipe', 'ignore', 'pipe'],
    env: {
      ...inherited,
      ...home.env,
      PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
      // Reaches the app through npm and a shell as well.
      NODE_OPTIONS: `--require "${watch}"`,
      STILL_ANSWERING_TELLS: tells,
      ...env,
    },
  });
  const typed = by?.map((word) => word.replaceAll('PROGRAM', `node ${shown}`)) ?? ['node', shown];
  return { child, line: typed.map((word) => (/[ ;]/.test(word) ? `'${word}'` : word)).join(' ') };
}

/** From the process that was started down to the one that listens: each has one child, or none. */
function chainFrom(pid: number): { pid: number; program: string }[] {
  const all = listProcesses();
  const chain: Process[] = [];
  for (let at = all.find((each) => each.pid === pid); at; ) {
    const { pid } = at;
    chain.push(at);
    at = all.find((each) => each.parent === pid);
  }
  return chain.map(({ pid, line }) => ({ pid, program: basename(line.split(' ')[0] ?? '') }));
}

function missing(program: string): MissingProgram {
  return new MissingProgram(`${program} is not installed`, `Debian: apt-get install ${program}`);
}

/** Keeps reading, so that the pipe never fills, and remembers the first error that it complained of. */
function errorOf({ stderr }: ChildProcess): () => string {
  let first: string | undefined;
  if (stderr)
    createInterface({ input: stderr }).on('line', (line) => {
      if (/^(\w*Error|\w+): /.test(line)) first ??= line;
    });
  return () => first ?? 'without a word';
}
