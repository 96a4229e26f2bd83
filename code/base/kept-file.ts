import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { writeWhole } from './write-whole.ts';

/**
 * The text of a small file that is kept between runs; undefined when there is none.
 * @returns null for what is no file: a folder, a pipe that would never end
 * @throws what the system says when it is there and cannot be read
 */
export function readKept(file: string): string | null | undefined {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return undefined;
  return stat.isFile() ? readFileSync(file, 'utf8') : null;
}

/**
 * Writes the file, for its owner's eyes only, and the folder that it lies in.
 * @throws what the system says when it cannot be written; nothing half written stays
 */
export function writeKept(file: string, text: string): void {
  makeFolder(dirname(file), 0o700);
  writeWhole(file, text, 0o600);
}

/**
 * Gives the file another name, one that no earlier file has got.
 * @returns its new path
 */
export function setAside(file: string): string {
  const today = new Date().toLocaleDateString('sv');
  const aside = file.replace(/(\.\w+)?$/, `.broken-${today}-${randomUUID().slice(0, 8)}$1`);
  renameSync(file, aside);
  return aside;
}
