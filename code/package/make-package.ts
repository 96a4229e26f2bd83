import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const here = join(root, 'code/package');

/**
 * Makes the folder of the package `still-answering`, ready for `npm pack`: the doctor and `sockets`
 * as plain JavaScript for Node 20 and newer, without the course.
 * @throws when a file does not compile, with what the compiler said
 */
export async function makePackage(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const compiler = join(root, 'node_modules/typescript7/bin/tsc');
  await run(process.execPath, [compiler, '-p', here, '--outDir', join(folder, 'lib')]);
  await replaceIn(join(folder, 'lib/base/called.js'), 'published = false', 'published = true');
  await cp(join(here, 'README.md'), join(folder, 'README.md'));
  await cp(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  const description = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await writeFile(
    join(folder, 'package.json'),
    `${JSON.stringify(described(description), null, 2)}\n`,
  );
}

/** @throws when there is nothing to replace: the package would tell its users to type what they cannot */
async function replaceIn(file: string, old: string, now: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  if (!text.includes(old)) throw new Error(`${file}: no “${old}” in it`);
  await writeFile(file, text.replace(old, now));
}

interface Description {
  version: string;
  license: string;
  dependencies: Record<string, string>;
}

function described({ version, license, dependencies }: Description) {
  const entry = (path: string) => ({ types: `./lib/${path}.d.ts`, default: `./lib/${path}.js` });
  return {
    name: 'still-answering',
    version,
    license,
    description: 'Examines from outside how an HTTP server stops, whatever it is written in',
    type: 'module',
    engines: { node: '>=20' },
    bin: { 'still-answering': 'lib/package/still-answering.js' },
    exports: {
      '.': entry('package/index'),
      './careful': entry('doctor/careful'),
      './preload': entry('doctor/preload'),
    },
    // What the course needs beside them are devDependencies: action.yml installs without those.
    dependencies,
  };
}

if (import.meta.main) {
  const folder = join(root, 'package');
  await makePackage(folder);
  console.log('The package lies in package/. Pack it: npm pack ./package');
}
