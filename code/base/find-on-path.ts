import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';

/** The program that a command's first word names, as execvp(3) finds it; null: there is none on the PATH. */
export function findOnPath(
  file: string,
  cwd: string,
  { PATH = '' }: NodeJS.ProcessEnv,
): string | null {
  if (file.includes('/')) return isAbsolute(file) ? file : resolve(cwd, file);
  const places = PATH.split(delimiter).filter(Boolean);
  return places.map((place) => join(place, file)).find(isProgram) ?? null;
}

/** Is it a file that may be run? */
export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
