import { join } from 'node:path';
import { entryOf, isFile, type PackageJson, readPackage } from './entry.ts';
import { findLine } from './find-line.ts';
import { slowRoute } from './slow-route.ts';

/** A server, as a folder shows it. */
export interface Project {
  framework: (typeof frameworks)[number]['name'] | 'node:http';
  /** Runs it without a shell, and without npm, which would keep the signal. */
  command: string[];
  /** What has to be run before, each by a shell. */
  before: string[];
  /** A route that may answer late, as far as its source tells. */
  slow: string | undefined;
}

/** Those that bring others along stand first. */
const frameworks = [
  { name: 'Next', dependency: 'next' },
  { name: 'Nest', dependency: '@nestjs/core' },
  { name: 'Fastify', dependency: 'fastify' },
  { name: 'Express', dependency: 'express' },
] as const;

/** Finds the server of a folder by its package.json and its entry file; undefined: there is none that is known. */
export function findProject(folder: string): Project | undefined {
  const about = readPackage(folder) ?? {};
  const has = { ...about.devDependencies, ...about.dependencies };
  const framework = frameworks.find(({ dependency }) => dependency in has)?.name;
  const command = commandOf(framework, about, folder);
  if (!command) return undefined;
  const entry = framework === 'Nest' ? join(folder, 'src/main.ts') : entryOf(command, folder);
  if (!framework && !(entry && findLine(entry, /['"](?:node:)?https?['"]/))) return undefined;
  return {
    framework: framework ?? 'node:http',
    command,
    before: [...installOf(folder), ...(about.scripts?.build ? ['npm run build'] : [])],
    slow: entry && slowRoute(entry),
  };
}

/** Where nobody says: the usual names of the file that starts a server. */
const usual = ['server', 'index', 'app', 'main', 'src/server', 'src/index', 'src/app', 'src/main'];
const endings = ['js', 'mjs', 'cjs', 'ts', 'mts'];

function commandOf(
  framework: Project['framework'] | undefined,
  { scripts = {}, main = '' }: PackageJson,
  folder: string,
): string[] | undefined {
  if (framework === 'Next') return ['node', 'node_modules/next/dist/bin/next', 'start'];
  const lines = framework === 'Nest' ? [scripts['start:prod']] : [scripts.start, scripts.serve];
  const scripted = lines.map(plainNode).find(Boolean);
  if (scripted) return scripted;
  if (framework === 'Nest') return ['node', 'dist/main.js'];
  const files = [main, ...usual.flatMap((name) => endings.map((end) => `${name}.${end}`))];
  const file = files.find((each) => each !== '' && isFile(join(folder, each)));
  return file === undefined ? undefined : ['node', file];
}

/** `NODE_ENV=production node server.js` without what a shell is needed for; tsx as what it preloads. */
function plainNode(line = ''): string[] | undefined {
  const words = line.replace(/^(?:\w+=\S+\s+)*(?:exec\s+)?/, '').split(/\s+/);
  if (/["'`$&|;<>*\\]/.test(line)) return undefined;
  if (words[0] === 'node') return words;
  return words[0] === 'tsx' ? ['node', '--import', 'tsx', ...words.slice(1)] : undefined;
}

function installOf(folder: string): string[] {
  const has = (file: string) => isFile(join(folder, file));
  if (has('pnpm-lock.yaml')) return ['corepack enable', 'pnpm install --frozen-lockfile'];
  if (has('yarn.lock')) return ['corepack enable', 'yarn install --immutable'];
  if (has('package-lock.json')) return ['npm ci'];
  return has('package.json') ? ['npm install'] : [];
}
