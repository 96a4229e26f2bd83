import { readFileSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, resolve, sep } from 'node:path';

/**
 * The file of the project that a command line runs: `node server.js`, `npm start`, `uvicorn app:api`,
 * `node .`, a shell's script. Undefined where no word of it names a source file.
 * @param cwd the folder where it runs
 */
export function entryOf(argv: readonly string[], cwd: string): string | undefined {
  const [program = '', ...words] = argv;
  if (runners.has(basename(program))) {
    const { entry } = scriptOf(words, cwd) ?? {};
    return entry;
  }
  const isOfInterpreter = (at: number) => preloads.test(argv[at - 1] ?? '');
  for (const [at, word] of argv.entries()) {
    if (word.startsWith('-') || isOfInterpreter(at)) continue;
    const file = sourceNamed(word, cwd);
    if (file) return file;
  }
  // A compiled program names nothing; its source is where its makers keep it.
  return compiled.map((file) => join(cwd, file)).find(isFile);
}

export interface Script {
  /** The package.json that it stands in. */
  file: string;
  name: string;
  /** What it runs, as far as it is a file of the project. */
  entry: string | undefined;
}

/** The script that `npm start` or `npm run NAME` runs, by the words behind `npm`. */
export function scriptOf(words: readonly string[], cwd: string): Script | undefined {
  const [first = '', second = ''] = words.filter((word) => !word.startsWith('-'));
  const name = first === 'run' || first === 'run-script' ? second : first;
  const { scripts } = readPackage(cwd) ?? {};
  const line = scripts?.[name];
  if (line === undefined) return undefined;
  // `NODE_ENV=production node server.js && …`: the last command is the one that stays.
  const words_ = (line.split(/&&|;|\|\|/).at(-1) ?? '').trim().split(/\s+/);
  const command = words_.filter((word) => !/^\w+=|^exec$/.test(word));
  const isNpm = runners.has(basename(command[0] ?? ''));
  const entry = isNpm ? undefined : entryOf(command, cwd);
  return { file: join(cwd, 'package.json'), name, entry };
}

export interface PackageJson {
  main?: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** The package.json of a folder; undefined where there is none that can be read. */
export function readPackage(folder: string): PackageJson | undefined {
  try {
    return Object(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))) as PackageJson;
  } catch {
    return undefined;
  }
}

const runners = new Set(['npm', 'pnpm', 'yarn']);
/** The word behind them is loaded first, and is not the program. */
const preloads = /^(?:-r|--(?:require|import|loader|experimental-loader|env-file|config))$/;
const sources = /\.(?:[cm]?[jt]sx?|py|rb|php|go|rs|java|pl|sh)$/;
const compiled = ['main.go', 'src/main.rs'];

function sourceNamed(word: string, cwd: string): string | undefined {
  const path = isAbsolute(word) ? word : resolve(cwd, word);
  if (path.split(sep).includes('node_modules')) return undefined;
  if (sources.test(path) && isFile(path)) return path;
  // `package.module:app`, as gunicorn and uvicorn take it; `-m package.module` of Python.
  const [, module] = /^([\w.]+)(?::\w+(?:\(\))?)?$/.exec(word) ?? [];
  const python = module && join(cwd, `${module.replaceAll('.', '/')}.py`);
  if (python && isFile(python)) return python;
  const { main = 'index.js' } = (isFolder(path) && readPackage(path)) || {};
  const inFolder = join(path, main);
  return isFolder(path) && sources.test(inFolder) && isFile(inFolder) ? inFolder : undefined;
}

const kindOf = (path: string) => statSync(path, { throwIfNoEntry: false });

export function isFile(path: string): boolean {
  try {
    return kindOf(path)?.isFile() === true;
  } catch {
    return false; // `server.js/x`, or no permission
  }
}

function isFolder(path: string): boolean {
  try {
    return kindOf(path)?.isDirectory() === true;
  } catch {
    return false;
  }
}
