import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { temporaryHome } from '../../base/temporary-home.ts';
import type { Cases } from '../../objections/case.ts';
import { byVersion, objections } from '../../objections/objections.ts';
import { type Objected, stampOf } from './measurements.ts';

/** The objections that have a run of their own. */
export const namesOfObjections = Object.keys(objections) as (keyof typeof objections)[];

/** Other Nodes that are in use, the newest of each line in November 2026. */
export const otherNodes = ['18.20.8', '20.20.2', '22.23.3', '24.21.0'] as const;

/**
 * Runs each case of an objection so many times.
 * @returns an entry a case, as it is measured
 * @throws MissingProgram where the machine lacks what a case needs; the signal's reason
 */
export async function* measureObjection(
  name: keyof typeof objections,
  runs: number,
  signal: AbortSignal,
): AsyncGenerator<Objected> {
  yield* measureCases(name, objections[name], process.versions.node, runs, signal);
}

/**
 * The same for another Node, which npm brings into a temporary folder. It asks the registry, so it runs on request only.
 * @param version as `18.20.8`
 */
export async function* measureOtherNode(
  version: string,
  runs: number,
  signal: AbortSignal,
): AsyncGenerator<Objected> {
  await using home = await temporaryHome();
  const name = `node-${process.platform}-${process.arch}`;
  const npm = ['install', '--no-save', '--no-audit', '--no-fund', `${name}@${version}`];
  await promisify(execFile)('npm', npm, { cwd: home.folder, signal });
  const node = `${home.folder}/node_modules/${name}/bin/node`;
  for (const [name, cases] of Object.entries(byVersion))
    yield* measureCases(name, cases(node), version, runs, signal);
}

async function* measureCases(
  objection: string,
  cases: Cases,
  version: string,
  runs: number,
  signal: AbortSignal,
): AsyncGenerator<Objected> {
  for (const [name, run] of Object.entries(cases)) {
    const seen: Record<string, number> = {};
    let by = { program: 'Node', version };
    for (let n = 0; n < runs; n++) {
      const result = await run(signal);
      if (typeof result !== 'string') by = result;
      const text = typeof result === 'string' ? result : result.seen;
      seen[text] = (seen[text] ?? 0) + 1;
    }
    yield { objection, case: name, ...stampOf(by.program, by.version), seen };
  }
}
