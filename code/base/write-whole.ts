import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a file whole or not at all: whoever reads it meanwhile, and whatever breaks off the writing,
 * the old text or the new one is there. It is made under a name that nobody can guess and renamed
 * into place, which replaces a link that lies there instead of following it.
 * @param mode who may read and write it, less the umask (default: all)
 * @throws what the system says when it cannot be written; nothing half written stays
 */
export function writeWhole(file: string, text: string, mode = 0o666): void {
  const half = `${file}.${randomUUID()}.new`;
  try {
    writeFileSync(half, text, { flag: 'wx', mode });
    renameSync(half, file);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
}
