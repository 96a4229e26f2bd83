import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Place } from './specimen.ts';

/** Debian's own; a version manager's python3 has none of its packages. */
export const python = '/usr/bin/python3';

/** A folder of specimens, absolute and with a slash at its end. */
export const folderOf = (name: string): string =>
  fileURLToPath(new URL(`${name}/`, import.meta.url));

/** The first version number in what a program says of itself, on whichever stream; undefined: it is not here. */
export function said(program: string, ...args: string[]): string | undefined {
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return /\d+\.\d+(\.\d+)*/.exec(`${stdout}${stderr}`)?.[0];
}

/** The version of a package of Debian's Python. */
export const ofPython = (name: string): string | undefined =>
  said(python, '-c', `from importlib.metadata import version; print(version('${name}'))`);

/** The version of a package as Debian numbers it, for programs that do not say. */
export const ofDebian = (name: string): string | undefined => said('dpkg-query', '--show', name);

/**
 * Writes a file of settings with the values of this run.
 * @param template its path, with `${PORT}`, `${BACKEND}`, `${FOLDER}`, and `${EXTRA}` for one line more
 * @returns the path of what was written
 */
export async function settings(template: string, place: Place, extra = ''): Promise<string> {
  const values: Record<string, string | number> = {
    PORT: place.port,
    BACKEND: place.backend,
    FOLDER: place.folder,
    EXTRA: extra,
  };
  const path = join(place.folder, template.replace(/^.*\//, ''));
  const text = await readFile(template, 'utf8');
  await writeFile(
    path,
    text.replace(/\$\{([A-Z]+)\}/g, (_, key) => `${values[key]}`),
  );
  return path;
}

/** The files of servers that have nothing else: `/`, and `/big`. */
export async function files(folder: string): Promise<void> {
  await writeFile(join(folder, 'index.html'), 'hello\n');
  await writeFile(join(folder, 'big'), Buffer.alloc(20_000_000, 'x'));
}
