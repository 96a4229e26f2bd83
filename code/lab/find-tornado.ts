import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { MissingProgram } from '../base/errors.ts';

const run = promisify(execFile);

/**
 * A Python that can import Tornado: the one that $PYTHON names, else python3 on PATH, else the
 * system's own (a version manager's python3 often hides the one that has Debian's packages).
 * @param signal ends the search, which then has found nothing
 */
export async function findTornado(
  env: NodeJS.ProcessEnv = process.env,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const candidates = env.PYTHON ? [env.PYTHON] : ['python3', '/usr/bin/python3', 'python'];
  for (const python of candidates) {
    const options = { env, timeout: 10_000, signal };
    const found = await run(python, ['-c', 'import tornado.web'], options).then(
      () => true,
      () => false,
    );
    if (found) return python;
  }
  return undefined;
}

/**
 * The same, for whoever cannot do without.
 * @throws MissingProgram, or the signal's reason
 */
export async function requireTornado(
  env: NodeJS.ProcessEnv = process.env,
  signal?: AbortSignal,
): Promise<string> {
  const python = await findTornado(env, signal);
  signal?.throwIfAborted();
  if (python) return python;
  throw new MissingProgram(
    'no Python here can import Tornado',
    'install it (Debian: apt-get install python3-tornado; else: pip install tornado) or name a Python that has it: PYTHON=/path/to/python3',
  );
}
