import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../../code/cli/build/act.ts';
import { recordedIo, smallProject } from '../../helpers/small-project.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * The course's own server in a project of two pages, built already: `start` has nothing to build, and
 * whatever is edited meanwhile changes nothing.
 */
export async function courseProject() {
  const project = await smallProject();
  try {
    await cp(join(root, 'code'), join(project.root, 'code'), {
      recursive: true,
      filter: (path) => !path.endsWith('.jsonl'),
    });
    await project.write('package.json', await readFile(join(root, 'package.json'), 'utf8'));
    const io = recordedIo();
    if ((await build(io, project.root)) !== 0) throw new Error(io.complained);
    await writeFile(join(project.root, 'dist/big.txt'), Buffer.alloc(20_000_000, 'x'));
    return project;
  } catch (error) {
    await project[Symbol.asyncDispose]();
    throw error;
  }
}
