import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Text of a file that no answer may ever hold. */
export const planted = 'PLANTED';

/** A small built site in a folder of its own, and beside and within it everything that must not get out. */
export async function builtSite() {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'still-answering-')));
  const dist = join(folder, 'dist');
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  await write('dist/index.html', '<h1>Still Answering</h1>');
  await write('dist/404.html', '<h1>Not here</h1>');
  await write('dist/01-the-swap/index.html', '<h1>The swap</h1>');
  await write('dist/code/01-the-swap/buggy.ts/index.html', '<h1>buggy.ts</h1>');
  await write('dist/100 %/index.html', '<h1>All</h1>');
  await write('dist/_astro/page.css', 'h1 { color: teal }');
  await write('dist/script.js', 'export {}');
  await write('dist/mark.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await write('dist/pagefind/en.pf_meta', 'bytes');

  await write('secret.txt', planted);
  await write('.env', planted);
  await write('dist/.env', planted);
  await write('dist-private/x', planted);
  await write('outside/index.html', planted);
  await mkdir(join(dist, 'sub'));
  await symlink(join(folder, 'secret.txt'), join(dist, 'linked.txt'));
  await symlink(join(folder, 'secret.txt'), join(dist, 'script.js.gz'));
  await symlink(join(folder, 'outside'), join(dist, 'linked'), 'junction');
  await symlink(join(folder, 'outside/index.html'), join(dist, 'sub/index.html'));

  return {
    folder,
    dist,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
