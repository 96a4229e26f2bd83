import { execFile } from 'node:child_process';
import {
  cp,
  mkdir,
  mkdtempDisposable,
  readdir,
  readFile,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { command as doctor } from '../../code/cli/doctor/command.ts';
import { checkout, readAction, runAction } from '../helpers/run-action.ts';
import { frameworks } from '../specimens/frameworks/frameworks.ts';

const newFolder = () => mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));

const commandOf = (id: string, twin: 'faulty' | 'mended') =>
  frameworks.find((each) => each.id === id)?.command(twin, '') ?? [];

describe('action.yml', () => {
  test('has the doctor’s flags as inputs', async () => {
    const { command, ...inputs } = (await readAction()).inputs;
    expect(command?.required).toBe(true);
    const flags = doctor.declare().options.map(({ long }) => long?.slice(2));
    const named = Object.keys(inputs).map((name) => (name === 'working-directory' ? 'cwd' : name));
    expect(flags).toEqual(expect.arrayContaining(named));
  });

  test('puts no expression into a script, and takes no other action into the job', async () => {
    const { steps } = (await readAction()).runs;
    for (const { run } of steps) expect(run).not.toContain('${{');
    expect(steps.filter(({ uses }) => uses)).toEqual([]);
  });
});

describe.concurrent('The action', () => {
  test('is red on a server that cuts an answer, and says so where GitHub shows it', async ({
    expect,
  }) => {
    await using workspace = await newFolder();
    await cp(join(checkout, 'test/specimens/frameworks/node-http'), join(workspace.path, 'api'), {
      recursive: true,
    });
    const found = await runAction(
      {
        ...{ command: 'node faulty.mjs', 'working-directory': 'api', slow: '/slow' },
        ...{ junit: 'stop.xml', sarif: 'stop.sarif' },
      },
      { workspace: workspace.path },
    );
    expect([found.status, found.output]).toEqual([1, 'diagnoses=abrupt\n']);
    expect(found.summary).toMatch(/^### ❌ How it stops: abrupt\n/);
    expect(found.stderr).toMatch(/^::error title=P3 slow answer::/m);
    expect(await readdir(workspace.path)).toEqual(['api', 'stop.sarif', 'stop.xml']);
    // Told from the root of the repository, as the host of the code needs it.
    const sarif = await readFile(join(workspace.path, 'stop.sarif'), 'utf8');
    expect(sarif).toContain('"uri": "api/faulty.mjs"');
  });

  test('runs from a checkout with nothing but the dependencies, and the server on the job’s own Node', async ({
    expect,
  }) => {
    await using home = await newFolder();
    const at = (...path: string[]) => join(home.path, ...path);
    await installProduction(at('action'));
    await mkdir(at('workspace'));
    await mkdir(at('bin'));
    const jobsNode = `#!/bin/sh\necho "$@" >> '${at('ran')}'\nexec '${process.execPath}' "$@"\n`;
    await writeFile(at('bin/node'), jobsNode, { mode: 0o755 });
    const [, file] = commandOf('node-http', 'mended');
    const found = await runAction(
      { command: `node ${file}`, slow: '/slow' },
      {
        ...{ workspace: at('workspace'), folder: at('action') },
        env: { PATH: [at('bin'), process.env.PATH].join(delimiter) },
      },
    );
    expect([found.status, found.output]).toEqual([0, 'diagnoses=graceful\n']);
    expect(found.stderr).not.toContain('::error');
    expect(found.summary).toMatch(/^### ✅ How it stops: graceful\n/);
    const ran = await readFile(at('ran'), 'utf8');
    expect(ran).toContain(file);
    expect(ran).not.toContain('action.ts');
  });

  test.for([
    [{ slow: '"; touch pwned; echo "$(touch pwned)`touch pwned`' }, 'is no path'],
    [{ command: 'node server.js; touch pwned' }, 'no shell reads it'],
    [{ command: 'echo $(touch pwned)' }, 'no shell reads it'],
    [{ command: 'true\n$(touch pwned)\n; touch pwned' }, 'ended with status 0'],
    [{ slwo: '/slow' }, "unknown option '--slwo=/slow'"],
  ] as const)('takes %j for data', async ([inputs, said], { expect }) => {
    await using workspace = await newFolder();
    const found = await runAction({ command: 'true', ...inputs }, { workspace: workspace.path });
    expect(found.status).toBe(2);
    expect(found.stderr).toMatch(/^still-answering: .+\n {2}.+/);
    expect(found.stderr).toContain(said);
    expect(await readdir(workspace.path)).toEqual([]);
  });

  test('as the page on servers adds it: a fault that the baseline has is let through', async ({
    expect,
  }) => {
    const file = await readFile(join(checkout, 'code/package/workflow.yml'), 'utf8');
    const [, step = ''] = /#region step\n(.*?)\n *# #endregion/s.exec(file) ?? [];
    expect(step.split('\n')).toHaveLength(6);
    const { with: inputs, uses } = parse(file).jobs.stop.steps.at(-1);
    expect(uses).toMatch(/\/still-answering@/);

    await using workspace = await newFolder();
    const server = `
      const server = require('http').createServer((request, response) => {
        if (request.url === '/events') response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('\\n');
        else setTimeout(() => response.end(), request.url === '/report' ? 1500 : 0);
      }).listen(process.env.PORT, '127.0.0.1');
      process.on('SIGTERM', () => server.close() && server.closeAllConnections());`;
    await writeFile(join(workspace.path, 'server.js'), server);
    // As the page has it: with what npm prints before the examination.
    const asked = ['--slow', inputs.slow, '--sse', inputs.sse, '--json', '--cwd', workspace.path];
    const words = ['run', 'doctor', '--', ...asked, '--', ...inputs.command.split(' ')];
    const env = { ...process.env, npm_config_loglevel: 'notice' };
    const { stdout } = await promisify(execFile)('npm', words, { cwd: checkout, env }).catch(
      (faulty) => faulty,
    );
    expect(stdout).toMatch(/^\n> still-answering/);
    await writeFile(join(workspace.path, inputs.baseline), stdout);

    const found = await runAction(inputs, { workspace: workspace.path });
    expect(found.stdout).toContain('Against the baseline: no change');
    expect([found.status, found.output]).toEqual([0, 'diagnoses=abrupt\n']);
  });
});

/** A folder as `npm ci --omit=dev` leaves it, by the lock file: whatever else the code imports is missing. */
async function installProduction(folder: string): Promise<void> {
  for (const name of ['action.yml', 'package.json', 'code']) {
    await cp(join(checkout, name), join(folder, name), { recursive: true });
  }
  const lock = JSON.parse(await readFile(join(checkout, 'package-lock.json'), 'utf8'));
  const packages = Object.entries<{ dev?: boolean; optional?: boolean; devOptional?: boolean }>(
    lock.packages,
  );
  for (const [path, { dev, optional, devOptional }] of packages) {
    if (path === '' || dev || optional || devOptional) continue;
    await cp(join(checkout, path), join(folder, path), { recursive: true });
  }
  await mkdir(join(folder, 'node_modules/.bin'));
  await symlink(process.execPath, join(folder, 'node_modules/.bin/node'));
}
