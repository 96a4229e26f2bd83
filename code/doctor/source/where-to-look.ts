import { basename, relative } from 'node:path';
import type { Examination, Patch } from '../examination.ts';
import { entryOf, scriptOf } from './entry.ts';
import { findLine } from './find-line.ts';

/** What is known of a server's source. */
export interface Source {
  /** The command that was given; null: attached. */
  command: readonly string[] | null;
  /** Where the process that listens runs. */
  cwd: string;
  /** What paths are told from; null: they are told whole. */
  base: string | null;
  chain: Examination['target']['chain'];
  signal: string;
}

/**
 * Where the cure of a rule begins: a file of the project and, where one is found, a line of it.
 * Undefined where the command names no source file.
 */
export function whereToLook(rule: string, source: Source): Patch | undefined {
  if (startRules.has(rule)) return startOf(source) ?? stopOf(source);
  if (waitRules.has(rule)) return startOf({ ...source, command: null }) ?? stopOf(source);
  const [pattern, hint] = lines[rule] ?? [];
  const entry = pattern && entryOfServer(source);
  const found = entry && findLine(entry, pattern);
  return found && hint ? patch(source, { ...found, hint }) : stopOf(source);
}

/** Cured in the command that starts it, or in its settings. */
const startRules = new Set(['signal kept', 'one at a time', 'all workers taken']);
/** Cured in whoever got the signal, which may be what the command has become. */
const waitRules = new Set(['ended first', 'left behind']);

/** Cured elsewhere than in the handler of the signal: where a list begins, or what holds the process. */
const endless = [
  /new\s+(?:WebSocketServer|WebSocket\.Server|Server)\(|text\/event-stream|streamSSE\(/,
  'connections without an end begin here',
] as const;
const lines: Record<string, readonly [RegExp, string]> = {
  'held by endless ones': endless,
  'no close frame': endless,
  'held by nothing of HTTP': [
    /setInterval\(|createPool\(|new\s+(?:\w+\.)?(?:Pool|Redis|MongoClient|Worker)\(|createClient\(/,
    'this may hold the process',
  ],
};

const wordsOf = (program = ''): string[] => program.split(' ').filter(Boolean);

export function entryOfServer({ command, cwd, base, chain }: Source): string | undefined {
  return entryOf(wordsOf(chain.at(-1)?.program), cwd) ?? entryOf(command ?? [], base ?? cwd);
}

function startOf(source: Source): Patch | undefined {
  const { command, chain, base } = source;
  const cwd = base ?? source.cwd;
  const [program = '', ...words] = command ?? wordsOf(chain[0]?.program);
  const hint = 'the server is started here';
  const script = scriptOf(words, cwd);
  if (/^(?:npm|pnpm|yarn)$/.test(basename(program)) && script) {
    const name = script.name.replace(/\W/g, '\\$&');
    const found = findLine(script.file, new RegExp(`^\\s*"${name}"\\s*:`));
    return patch(source, { ...found, file: script.file, hint });
  }
  const file = entryOf([program, ...words], cwd);
  if (!file?.endsWith('.sh')) return undefined;
  const started = basename(entryOfServer(source) ?? chain.at(-1)?.program ?? '');
  const name = new RegExp(`\\b${started.replace(/\W/g, '\\$&')}\\b`);
  return patch(source, { ...findLine(file, name), file, hint });
}

/** Who listens, in several languages. */
const listenLine =
  /\.listen\(|\bserve\(|ListenAndServe|\.Serve\(|serve_forever|run_app|run_simple|HTTPServer\(/;
/** Libraries and languages that handle the signal without naming it. */
const handlers =
  /closeWithGrace\(|\bcareful\(|enableShutdownHooks|gracefulShutdown\(|createTerminus\(/;

/**
 * `'SIGTERM'`, `signal.SIGTERM`, `syscall.SIGTERM`; `'TERM'` of Ruby, `trap … TERM` of a shell; not who
 * sends it, and not the variable of that name.
 */
function handlerOf(signal: string): RegExp {
  const short = signal.replace(/^SIG/, '');
  return new RegExp(`^(?!.*kill\\().*(?:\\b${signal}\\b|['"]${short}['"]|trap .*\\b${short}\\b)`);
}

function stopOf(source: Source): Patch | undefined {
  const entry = entryOfServer(source);
  if (!entry) return undefined;
  const { signal } = source;
  const handler = findLine(entry, handlerOf(signal)) ?? findLine(entry, handlers);
  if (handler) return patch(source, { ...handler, hint: `${signal} is handled here` });
  const listens = findLine(entry, listenLine);
  if (!listens) return patch(source, { file: entry, hint: 'the server begins here' });
  return patch(source, {
    ...listens,
    hint: `it listens here; no line was found that handles ${signal}`,
  });
}

function patch(
  { base }: Source,
  { file, line = null, text = null, hint }: Pick<Patch, 'file' | 'hint'> & Partial<Patch>,
): Patch {
  const path = base === null ? file : relative(base, file);
  const where = builtFolder.test(path) ? `${hint}; the file is built: change its source` : hint;
  return { file: path.startsWith('..') ? file : path, line, text, hint: where };
}

/** Where compilers and frameworks put what they make of a source. */
const builtFolder = /(?:^|\/)(?:build|dist|out|\.next|\.output)\//;
