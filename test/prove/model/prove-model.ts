import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { OperationalError, UsageError } from '../../../code/base/errors.ts';
import { releaseOf, requireAnotherNode } from '../../../code/lab/another-node.ts';
import { faults } from '../../model/faults.ts';
import { type Proof, prove } from '../../model/prove.ts';
import { Differs, proveBesideBrowser } from './beside-browser.ts';

const root = join(import.meta.dirname, '../../..');
const usage =
  'npm run prove model -- --actions 100000 --node 18 --seed 1 --lanes 12, or --chromium';

/**
 * Holds the model against a Node and this kernel for long, with another seed each time. A difference
 * is told by the letters that open it on the bench.
 * With `--chromium` a real one asks, in shorter runs. With `--plant` the model gets six faults, one after the other, and each must be found.
 * @returns the exit code: 0 no difference, 1 one, 2 it could not be tried, 130 interrupted
 */
export async function proveModel(args: readonly string[]): Promise<number> {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => ending.abort());
  try {
    const { node, actions, seed, lanes, plant, chromium } = settingsOf(args);
    if (plant) return await findPlanted({ actions, seed, lanes });
    const program = requireAnotherNode(node, { root });
    console.log(`Node ${node}, seed ${seed}, ${actions} actions, ${lanes} runs at a time`);
    const began = performance.now();
    const inSeconds = () => `${Math.round((performance.now() - began) / 1000)} s`;
    let told = 0;
    const onProgress = (done: number) => {
      if (done < told + actions / 20) return;
      told = done;
      console.log(`${done} actions, ${inSeconds()}`);
    };
    const { signal } = ending;
    if (chromium) {
      const done = await proveBesideBrowser({ node, program, actions, seed, onProgress, signal });
      console.log(`${done} actions with Chromium and Node ${node}, seed ${seed}, ${inSeconds()}`);
      return signal.aborted ? 130 : 0;
    }
    const { done, difference, assassinated } = await prove({
      ...{ node, program, actions, seed, lanes, signal, onProgress },
    });
    const chance = `${assassinated} TIME_WAIT rows gone early (RFC 1337)`;
    console.log(`${done} actions on Node ${node}, seed ${seed}, ${inSeconds()}; ${chance}`);
    if (difference) console.error(`A difference after ${done} actions: /bench/${difference}`);
    return difference ? 1 : ending.signal.aborted ? 130 : 0;
  } catch (error) {
    if (error instanceof Differs) {
      console.error(error.message);
      return 1;
    }
    if (!(error instanceof OperationalError)) throw error;
    console.error(`${error.message}\n  ${error.remedy}`);
    return 2;
  }
}

/** Plants one fault of the model after the other; 0: each was found. */
async function findPlanted(proof: Pick<Proof, 'actions' | 'seed' | 'lanes'>): Promise<number> {
  let missed = 0;
  for (const { name, node, plant, claims } of faults) {
    const program = requireAnotherNode(node, { root });
    using _planted = plant();
    const { done, difference } = await prove({ ...proof, node, program, claims });
    if (difference) console.log(`found after ${done} actions: ${name}\n  ${difference}`);
    else console.log(`MISSED in ${done} actions: ${name}`);
    if (!difference) missed++;
  }
  return missed ? 1 : 0;
}

/** @throws UsageError */
function settingsOf(args: readonly string[]) {
  const options = {
    node: { type: 'string', default: '26' },
    actions: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    lanes: { type: 'string', default: '12' },
    plant: { type: 'boolean', default: false },
    chromium: { type: 'boolean', default: false },
  } as const;
  const { values } = parse(() => parseArgs({ args: [...args], options }));
  const numbers = [values.actions, values.seed, values.lanes].map(Number);
  const [actions = 0, seed = 0, lanes = 0] = numbers;
  if (!numbers.every((each) => Number.isInteger(each) && each >= 0) || !actions || !lanes)
    throw new UsageError('actions, seed and lanes are whole numbers', usage);
  return {
    node: releaseOf(values.node),
    actions,
    seed,
    lanes,
    plant: values.plant,
    chromium: values.chromium,
  };
}

function parse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError((error as Error).message, usage);
  }
}
