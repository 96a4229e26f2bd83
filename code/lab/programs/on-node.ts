import { readFile, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A program that a Node can run, and how somebody would type it. */
export interface Program {
  node: string;
  /** What is run. */
  path: string;
  /** Its name on the command line: `code/10-half-fixed/buggy.ts`. */
  shown: string;
}

/**
 * The program as this Node can run it: ours reads TypeScript; for another its types are left out, line by
 * line and column by column, in a copy in `folder`.
 */
export async function onNode(file: string, node: string, folder: string): Promise<Program> {
  const shown = relative(root, file);
  if (node === process.execPath) return { node, path: file, shown };
  const path = join(folder, `${basename(dirname(file))}-${basename(file, '.ts')}.mjs`);
  await writeFile(path, withoutTypes(await readFile(file, 'utf8')));
  return { node, path, shown };
}

/** Node calls its own function experimental, on stderr, in the middle of a run. */
function withoutTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
