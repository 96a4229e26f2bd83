import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, test } from 'vitest';
import { needs } from '../helpers/needs.ts';
import { checkout, runAction } from '../helpers/run-action.ts';
import {
  type Framework,
  frameworks,
  isInstalled,
  type Twin,
} from '../specimens/frameworks/frameworks.ts';

const hour = 3_600_000;
const repeats = 20;

// Apart from the course's own packages: 25 MB that no reader needs.
const specimens = fileURLToPath(new URL('../specimens/frameworks/', import.meta.url));
beforeAll(() => {
  if (existsSync(join(specimens, 'node_modules'))) return;
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: specimens, stdio: 'inherit' });
}, hour);

const pairs = frameworks.flatMap((framework) =>
  (['faulty', 'mended'] as const).map((twin) => ({ ...framework, framework, twin })),
);

// Five at once are a load of their own: what holds only on an idle machine does not hold.
describe.concurrent(`The action ${repeats} times on each: red on the fault, green on its twin`, () => {
  test.for(pairs)('$id, $twin', { timeout: hour }, async ({ framework, twin }, ctx) => {
    if (framework.needs) needs(ctx, framework.needs, isInstalled(framework));
    const right = twin === 'faulty' ? `1 ${framework.fault.join(', ')}` : '0 graceful';
    const seen = seenSoFar(framework, twin);
    while (seen.length < repeats) {
      const { verdict, log } = await oneRun(framework, twin);
      seen.push(verdict);
      keep(framework, twin, verdict);
      if (verdict !== right) console.log(`${framework.id} ${twin}: ${verdict}\n${log}`);
    }
    ctx.expect(seen).toEqual(Array(repeats).fill(right));
  });
});

/** The status of the step, and the diagnoses that it hands on: `1 abrupt`. */
async function oneRun(framework: Framework, twin: Twin) {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-'));
  const command = framework.command(twin, folder.path).join('\n');
  const found = await runAction({ command, slow: '/slow' }, { workspace: folder.path });
  const [, diagnoses = found.stderr] = /^diagnoses=(.*)\n$/.exec(found.output) ?? [];
  return { verdict: `${found.status} ${diagnoses.trim()}`, log: found.stdout };
}

// A proof that was stopped goes on where it was, as long as nothing has changed that it rests on.
const ledger = join(checkout, 'node_modules/.cache/still-answering/action.txt');

function seenSoFar(framework: Framework, twin: Twin): string[] {
  const head = headOf(framework, twin);
  const lines = existsSync(ledger) ? readFileSync(ledger, 'utf8').split('\n') : [];
  const seen = lines.filter((line) => line.startsWith(head)).map((line) => line.slice(head.length));
  return seen.slice(0, repeats);
}

function keep(framework: Framework, twin: Twin, verdict: string): void {
  mkdirSync(dirname(ledger), { recursive: true });
  appendFileSync(ledger, `${headOf(framework, twin)}${verdict}\n`);
}

/** Of a line in the ledger; other code or another specimen is another head. */
function headOf({ id }: Framework, twin: Twin): string {
  const files = globSync(
    [
      'action.yml',
      'code/{base,cli,doctor,package,sockets}/**/*.ts',
      `test/specimens/frameworks/${id}/*.*`,
    ],
    { cwd: checkout },
  );
  const hash = createHash('sha256');
  for (const file of files.toSorted()) hash.update(readFileSync(join(checkout, file)));
  return `${id} ${twin} ${hash.digest('hex').slice(0, 12)} `;
}
