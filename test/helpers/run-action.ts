import { execFile } from 'node:child_process';
import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

interface Step {
  id?: string;
  uses?: string;
  shell?: string;
  run: string;
  env?: Record<string, string>;
}

interface Action {
  inputs: Record<string, { description: string; required?: boolean }>;
  outputs: Record<string, { description: string; value: string }>;
  runs: { using: string; steps: Step[] };
}

export const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** The action of a checkout: its inputs, and the scripts of its steps. */
export async function readAction(folder = checkout): Promise<Action> {
  return parse(await readFile(join(folder, 'action.yml'), 'utf8'));
}

export interface ActionRun {
  /** Of the step that failed, else 0. */
  status: number;
  stdout: string;
  stderr: string;
  summary: string;
  /** What the steps wrote for later ones, as it stands in the file. */
  output: string;
}

/**
 * Runs an action as GitHub does for a step that uses it: one script after another, each a file for bash,
 * in the reader's folder; expressions are put in as text, wherever they stand.
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell)
 */
export async function runAction(
  inputs: Record<string, string>,
  { workspace, folder = checkout, env }: { workspace: string; folder?: string; env?: object },
): Promise<ActionRun> {
  const action = await readAction(folder);
  const given = Object.fromEntries(Object.keys(action.inputs).map((name) => [name, '']));
  const evaluated = (text: string) =>
    text.replace(/\$\{\{ *(.*?) *\}\}/g, (_, expression) =>
      evaluate(expression, { ...given, ...inputs }),
    );
  await using files = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
  const file = (name: string) => join(files.path, name);
  await Promise.all(['summary', 'output'].map((name) => writeFile(file(name), '')));
  const { npm_lifecycle_event, ...inherited } = process.env;
  const run: ActionRun = { status: 0, stdout: '', stderr: '', summary: '', output: '' };
  for (const [index, step] of action.runs.steps.entries()) {
    if (step.shell !== 'bash') throw new Error(`step ${index + 1} is no script for bash`);
    await writeFile(file(`${index}.sh`), evaluated(step.run));
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluated(value)]);
    const ended = await bash(file(`${index}.sh`), workspace, {
      ...{ ...inherited, ...env, ...Object.fromEntries(own) },
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTION_PATH: resolve(folder),
      GITHUB_WORKSPACE: workspace,
      GITHUB_STEP_SUMMARY: file('summary'),
      GITHUB_OUTPUT: file('output'),
    });
    run.stdout += ended.stdout;
    run.stderr += ended.stderr;
    run.status = ended.status;
    if (run.status !== 0) break;
  }
  run.summary = await readFile(file('summary'), 'utf8');
  run.output = await readFile(file('output'), 'utf8');
  return run;
}

function evaluate(expression: string, inputs: Record<string, string>): string {
  if (expression === 'toJSON(inputs)') return JSON.stringify(inputs, null, 2);
  const [, name = ''] = /^inputs\.([\w-]+)$/.exec(expression) ?? [];
  const value = inputs[name];
  if (value === undefined) throw new Error(`no value for \${{ ${expression} }}`);
  return value;
}

/** With the flags that GitHub gives a step whose shell is bash. */
function bash(script: string, cwd: string, env: NodeJS.ProcessEnv) {
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', script];
  return new Promise<{ status: number; stdout: string; stderr: string }>((done) => {
    execFile('bash', args, { cwd, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      done({ status: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    );
  });
}
