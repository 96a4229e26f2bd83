import { constants } from 'node:fs';
import { copyFile, lstat, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { fromSystem, OperationalError } from '../../base/errors.ts';
import { makeFolder } from '../../base/make-folder.ts';
import { safe } from '../../base/text/safe.ts';
import type { ExerciseFiles } from './list-exercises.ts';

/** Something lies where the learner's file belongs, and it is none: exit 2. */
export class NoPractice extends OperationalError {
  override name = 'NoPractice';

  constructor(message: string) {
    super(message, 'move it elsewhere, and ask again');
  }
}

/**
 * Copies the start to the learner's folder, once: what is there already is never overwritten, and
 * no link is followed.
 * @returns whether it was copied now
 * @throws NoPractice; OperationalError where it cannot be written
 */
export async function begin(files: ExerciseFiles): Promise<boolean> {
  if (await isBegun(files)) return false;
  const start = await readFile(files.start);
  try {
    makeFolder(dirname(files.practice));
    await writeFile(files.practice, start, { flag: 'wx' });
  } catch (cause) {
    throw new OperationalError(
      `your copy cannot be written: ${fromSystem(cause)?.message ?? (cause as Error).message}`,
      'let it lie elsewhere: STILL_ANSWERING_PRACTICE=/path/to/a/folder',
      { cause },
    );
  }
  return true;
}

/**
 * Has the learner a file for this exercise?
 * @throws NoPractice for a link, a folder, or a file in place of the folder
 */
export async function isBegun({ practice }: ExerciseFiles): Promise<boolean> {
  const [folder, file] = await Promise.all([look(dirname(practice)), look(practice)]);
  if (folder && !folder.isDirectory())
    throw new NoPractice(`${shown(dirname(practice))} is no folder`);
  if (file && !file.isFile()) throw new NoPractice(`${shown(practice)} is no regular file`);
  return file !== undefined;
}

/** The learner's text, or the start's as long as there is none. */
export async function practiceText(files: ExerciseFiles): Promise<string> {
  return await readFile((await isBegun(files)) ? files.practice : files.start, 'utf8');
}

/**
 * Puts the learner's file aside and copies the start anew.
 * @returns where the old file is now: `08.before-reset.ts`, with a number from the second time on
 */
export async function reset(files: ExerciseFiles): Promise<string> {
  const aside = await copyAside(files.practice);
  await rm(files.practice);
  await begin(files);
  return aside;
}

async function copyAside(file: string): Promise<string> {
  for (let n = 1; ; n++) {
    const aside = file.replace(/\.ts$/, `.before-reset${n > 1 ? `-${n}` : ''}.ts`);
    try {
      await copyFile(file, aside, constants.COPYFILE_EXCL);
      return aside;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** A path as a reader would type it; a folder's name does not act on the terminal. */
export function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return safe(near.startsWith('..') ? path : near);
}

async function look(path: string) {
  return await lstat(path).catch(() => undefined);
}
