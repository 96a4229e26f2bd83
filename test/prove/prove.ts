// The long proofs: `npm run prove mutants ROOM`, `npm run prove model -- --node 18`, or else the files of this folder that a name picks, all without one.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [subject, ...rest] = process.argv.slice(2);
if (subject === 'mutants') {
  const { proveMutants } = await import('./mutants/mutants.ts');
  process.exitCode = await proveMutants(rest);
} else if (subject === 'model') {
  const { proveModel } = await import('./model/prove-model.ts');
  process.exitCode = await proveModel(rest);
} else {
  const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
  const args = [vitest, 'run', '--project', 'prove', ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
}
