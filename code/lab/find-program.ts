import { delimiter, join } from 'node:path';
import { isProgram } from '../base/find-on-path.ts';

/** The path of the first of these programs that is on PATH. */
export function findProgram(
  names: readonly string[],
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const suffix = platform === 'win32' ? '.exe' : '';
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name + suffix)))
    .find(isProgram);
}
