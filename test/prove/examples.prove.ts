import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtempDisposable, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, test } from 'vitest';
import { needs, type Program } from '../helpers/needs.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const at = (path: string) => join(root, path);

interface Example {
  id: string;
  file: string;
  /** The name under which its runner finds it. */
  as: string;
  /** Folder, faulty and mended server, of test/specimens/mended. */
  server: readonly [string, string, string];
  line: readonly [string, ...string[]];
  /** Of the cure that the faulty one earns. */
  says: RegExp;
  program?: Program;
}

/** The examples of the page, each in a project of its own, beside a server with a fault and its mended twin. */
const examples: readonly Example[] = [
  {
    id: 'vitest',
    file: 'vitest.ts',
    as: 'stop.test.ts',
    server: ['express', 'before.mjs', 'after.mjs'],
    line: ['node', 'node_modules/vitest/vitest.mjs', 'run', '--root', '.'],
    says: /say Connection: close on each/,
  },
  {
    id: 'node:test',
    file: 'node-test.ts',
    as: 'stop.test.ts',
    server: ['express', 'before.mjs', 'after.mjs'],
    line: ['node', '--test', 'stop.test.ts'],
    says: /say Connection: close on each/,
  },
  {
    id: 'pytest',
    file: 'test_stop.py',
    as: 'test_stop.py',
    server: ['python', 'halfway.py', 'after.py'],
    line: ['python3', '-m', 'pytest', '-p', 'no:cacheprovider', 'test_stop.py'],
    says: /set daemon_threads to False/,
    program: 'pytest',
  },
];

/** What npm would have installed: links, so that each finds what it needs in turn. */
async function layProject({ file, as }: Example, specimen: string) {
  const home = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
  const links = {
    vitest: 'node_modules/vitest',
    express: 'node_modules/express',
    'still-answering': '.',
    '.bin/still-answering': 'code/cli/still-answering.cjs',
  };
  for (const [name, path] of Object.entries(links)) {
    const link = join(home.path, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(at(path), link);
  }
  await cp(at(`test/specimens/mended/${specimen}`), join(home.path, `server${extname(specimen)}`));
  await cp(at(`code/package/examples/${file}`), join(home.path, as));
  await writeFile(join(home.path, 'package.json'), '{ "private": true, "type": "module" }');
  return home;
}

/** Its exit status and what it printed, run as its reader would. */
async function ran(example: Example, specimen: string) {
  await using home = await layProject(example, specimen);
  const [file, ...args] = example.line;
  // The examples are for whatever Node is there; the checkout’s own code is not compiled, and needs 26.
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const { VITEST, VITEST_MODE, NODE_TEST_CONTEXT, NODE_V8_COVERAGE, ...env } = process.env;
  const options = { cwd: home.path, env: { ...env, PATH, NO_COLOR: '1' } };
  return await run(file, args, options).then(
    ({ stdout }) => ({ status: 0, text: stdout }),
    ({ code, stdout, stderr }) => ({ status: code as number, text: `${stdout}${stderr}` }),
  );
}

/** Two examinations, each in a program that has to start first. */
const long = { timeout: 240_000 };

describe.concurrent('An example on the page', () => {
  test.for(examples)(
    '$id: red on the fault, with its cure; green on its twin',
    long,
    async (each, ctx) => {
      const { program } = each;
      const version = run('python3', ['-m', 'pytest', '--version']);
      if (program) needs(ctx, program, await version.catch(() => undefined));
      const [folder, before, after] = each.server;
      const faulty = await ran(each, `${folder}/${before}`);
      ctx.expect(faulty.text).toMatch(each.says);
      ctx.expect(faulty.status).not.toBe(0);
      const mended = await ran(each, `${folder}/${after}`);
      ctx.expect([mended.status, mended.text]).toEqual([0, ctx.expect.any(String)]);
    },
  );
});
