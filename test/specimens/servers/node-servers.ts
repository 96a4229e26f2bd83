import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isProgram } from '../../../code/base/find-on-path.ts';
import type { Specimen } from './specimen.ts';

const folder = fileURLToPath(new URL('node/', import.meta.url));

/** Node's own server, stopped in each of the usual ways. @param node path of the Node that runs it */
export function nodeServers(node = process.execPath, suffix = ''): Specimen[] {
  const version = versionOfNode(node);
  return [
    { id: 'node', file: 'none', stop: 'no handler' },
    { id: 'node-exit', file: 'exit', stop: 'process.exit(0)' },
    { id: 'node-close', file: 'close', stop: 'close()' },
    { id: 'node-close-all', file: 'close-all', stop: 'close() and closeAllConnections()' },
    {
      id: 'node-close-all-later',
      file: 'close-all-later',
      stop: 'close(), after 2.5 s closeAllConnections()',
    },
    {
      id: 'node-by-hand',
      file: 'by-hand',
      stop: 'close(), say close, closeIdleConnections(), 6 s',
    },
    { id: 'careful', file: 'careful', stop: 'careful(server)' },
  ].map(({ id, file, stop }) => ({
    id: `${id}${suffix}`,
    stop,
    versions: () => ({ Node: version }),
    command: () => [node, ...howToRun(file, version), `${folder}${file}.mjs`],
  }));
}

/** What differs between Nodes, on every other major version that is on PATH. */
export function otherNodes(env: NodeJS.ProcessEnv = process.env): Specimen[] {
  const byMajor = new Map<string, Specimen[]>();
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const node = join(folder, 'node');
    if (!isProgram(node)) continue;
    const major = majorOf(versionOfNode(node));
    if (major === majorOf(process.versions.node) || byMajor.has(major)) continue;
    const servers = nodeServers(node, `-${major}`);
    byMajor.set(
      major,
      servers.filter(({ id }) => /^(node-close|careful)-\d/.test(id)),
    );
  }
  return [...byMajor.values()].flat();
}

const versionOfNode = (node: string): string =>
  execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();

const majorOf = (version: string): string => version.split('.')[0] ?? '';

/** Node before 22.18 does not run TypeScript by itself. */
function howToRun(file: string, version: string): string[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const typescript = major > 22 || (major === 22 && minor >= 18);
  return file === 'careful' && !typescript ? ['--import', import.meta.resolve('tsx')] : [];
}

export const nodeItself = { Node: process.versions.node };

/** Two workers behind one port. */
export const clusters: Specimen[] = [
  { id: 'cluster', how: 'none', stop: 'no handler' },
  { id: 'cluster-disconnect', how: 'disconnect', stop: 'cluster.disconnect()' },
  { id: 'cluster-careful', how: 'careful', stop: 'SIGTERM to each worker, careful(server)' },
].map(({ id, how, stop }) => ({
  id,
  stop,
  versions: () => nodeItself,
  command: () => [process.execPath, `${folder}cluster.mjs`, JSON.stringify({ how })],
}));

/** The libraries for Node, each as its own documentation has it. */
export const libraries: Specimen[] = [
  library('stoppable', { stop: 'stop()' }),
  library('stoppable', { id: 'stoppable-limit', stop: 'stop(), grace 6 s' }, { grace: 6_000 }),
  library('http-terminator', { stop: 'terminate()' }),
  library(
    'http-terminator',
    { id: 'http-terminator-limit', stop: 'terminate(), timeout 6 s' },
    { gracefulTerminationTimeout: 6_000 },
  ),
  library('http-graceful-shutdown', { stop: 'as it comes' }),
  library(
    'http-graceful-shutdown',
    { id: 'http-graceful-shutdown-limit', stop: 'timeout 6 s' },
    { timeout: 6_000 },
  ),
  library('@godaddy/terminus', { id: 'terminus', file: 'terminus', stop: 'as it comes' }),
  library(
    '@godaddy/terminus',
    { id: 'terminus-limit', file: 'terminus', stop: 'timeout 6 s' },
    { timeout: 6_000 },
  ),
  library('fastify', { stop: 'close()', lacks: ['ws'] }),
  library(
    'fastify',
    { id: 'fastify-force', stop: 'close() with forceCloseConnections', lacks: ['ws'] },
    { forceCloseConnections: true },
  ),
  library('fastify', {
    id: 'fastify-by-hand',
    file: 'fastify-by-hand',
    stop: 'close(), say close, preClose ends streams, 6 s',
    lacks: ['ws'],
  }),
  library(
    'express',
    { stop: 'close() in close-with-grace, delay 6 s', also: ['close-with-grace'] },
    { delay: 6_000 },
  ),
  library('express', {
    id: 'express-by-hand',
    file: 'express-by-hand',
    stop: 'close(), say close, closeIdleConnections(), 6 s',
  }),
  library('hono', { stop: 'close()', also: ['@hono/node-server'] }),
  library('koa', { stop: 'close()' }),
];

/** careful.ts in front of what makes a node:http server of its own. */
export const carefulWith: Specimen[] = ['express', 'koa', 'hono'].map((name) => ({
  id: `careful-${name}`,
  stop: 'careful(server)',
  lacks: name === 'hono' ? ['sse'] : [],
  versions: () => ({ [name]: versionOf(name), ...nodeItself }),
  command: () => [process.execPath, `${folder}careful-${name}.mjs`],
}));

interface Library {
  id?: string;
  file?: string;
  stop: string;
  also?: readonly string[];
  lacks?: Specimen['lacks'];
}

function library(
  name: string,
  { id = name, file = name, stop, also = [], lacks = [] }: Library,
  settings?: object,
): Specimen {
  return {
    id,
    stop,
    lacks,
    versions: () => ({
      ...Object.fromEntries([name, ...also].map((each) => [each, versionOf(each)])),
      ...nodeItself,
    }),
    command: () => [
      process.execPath,
      `${folder}${file}.mjs`,
      ...(settings ? [JSON.stringify(settings)] : []),
    ],
  };
}

/** The version of a package that npm has brought. */
export function versionOf(name: string): string {
  const file = new URL(`../../../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).version;
}
