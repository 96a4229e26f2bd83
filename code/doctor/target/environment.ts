import { delimiter, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where npm puts the programs of this project: the Node that the course brings is among them. */
const ownPrograms = fileURLToPath(new URL('../../../node_modules/.bin', import.meta.url));

/**
 * The environment as the reader has it: `npm run` puts this project's programs in front of the PATH,
 * and variables of its own beside it. With them a server would run on the course's Node, not on theirs.
 */
export function readersEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const ofNpm = env.npm_lifecycle_event !== undefined;
  const kept = Object.entries(env).filter(
    ([name]) => !/^npm_/i.test(name) && !(ofNpm && (name === 'INIT_CWD' || name === 'NODE')),
  );
  return { ...Object.fromEntries(kept), PATH: readersPath(env.PATH) };
}

const readersPath = (path = ''): string =>
  path
    .split(delimiter)
    .filter((folder) => folder !== ownPrograms && !folder.endsWith(`${sep}node-gyp-bin`))
    .join(delimiter);
