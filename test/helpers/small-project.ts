import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A project of two pages, for a real Astro to build. */
export async function smallProject() {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'still-answering-')));
  await chmod(root, 0o755);
  const write = (path: string, text: string) => writeFile(join(root, path), text);
  const modules = new URL('../../node_modules', import.meta.url);
  await symlink(modules, join(root, 'node_modules'), 'junction');
  await mkdir(join(root, 'site/pages'), { recursive: true });
  await write('package.json', '{ "type": "module" }');
  // Caches of its own, since the packages are shared.
  await write(
    'astro.config.mjs',
    `export default { srcDir: './site', cacheDir: './cache', vite: { cacheDir: './cache/vite' } };`,
  );
  await write('site/pages/index.astro', '<h1>First</h1>');
  await write('site/pages/404.astro', '<h1>Not here</h1>');
  return {
    root,
    write,
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

/** What a command hears and says in a test. */
export function recordedIo() {
  const ending = new AbortController();
  const io = {
    said: '',
    complained: '',
    signal: ending.signal,
    env: {},
    isTTY: false,
    columns: 80,
    out(text: string) {
      io.said += text;
    },
    err(text: string) {
      io.complained += text;
    },
    interrupt: () => ending.abort(new Error('interrupted')),
  };
  return io;
}
