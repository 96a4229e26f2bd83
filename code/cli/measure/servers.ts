import { UsageError } from '../../base/errors.ts';
import { measured, servers, usualFirst, verdictOf } from '../../course/measure/servers.ts';
import type { Examination } from '../../doctor/examination.ts';
import { examine } from '../../doctor/examine.ts';
import { rulesVersion } from '../../doctor/verdicts/rules.ts';
import type { Io } from '../io.ts';

/** A server that can be measured, as test/specimens/servers has it. */
type Specimen = import('../../../test/specimens/servers/specimen.ts').Specimen;

export interface ServersPlan {
  /** Only those that the table lacks, has of another version, or has by older rules. */
  onlyNew: boolean;
  /** How often each is examined; all must come to the same verdict. */
  runs: number;
}

/** So many servers at once: most of the time of each is waiting. */
const lanes = 4;

/**
 * `npm run measure servers`: examines the servers of the table anew. Each is kept as soon as it is
 * done, so that an interrupted table goes on with `-- --new`.
 * @returns 0: all measured; 1: some did not come to the same verdict every time; 2: some are missing
 * @throws UsageError for a name that no server has; the signal's reason
 */
export async function measureServers(
  names: readonly string[],
  { onlyNew, runs }: ServersPlan,
  io: Io,
): Promise<number> {
  // Only a checkout has them, and they need what only tests need.
  const { allSpecimens } = await import('../../../test/specimens/servers/all.ts');
  const all = allSpecimens();
  const unknown = names.find((name) => !all.some(({ id }) => id === name));
  if (unknown !== undefined) {
    throw new UsageError(
      `no server “${unknown}” to be measured here`,
      `there are: ${all.map(({ id }) => id).join(', ')}`,
    );
  }
  const wanted = all.filter(({ id }) => names.length === 0 || names.includes(id));
  const waiting = onlyNew ? wanted.filter(isNew) : [...wanted];
  const of = waiting.length;
  io.out(`${of} of ${wanted.length} servers to examine, ${runs} times each\n`);
  let [status, done] = [0, 0];
  const lane = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const outcome = await measureOne(one, runs, io);
      done += 1;
      status = Math.max(status, outcome.status);
      io.out(`${done} of ${of}  ${one.id}: ${outcome.words}\n`);
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return status;
}

function isNew({ id, versions }: Specimen): boolean {
  const entry = servers.read().find((each) => each.id === id);
  if (entry?.rules !== rulesVersion) return true;
  return Object.entries(versions()).some(([name, version]) => entry.versions[name] !== version);
}

async function measureOne(
  specimen: Specimen,
  runs: number,
  { signal }: Io,
): Promise<{ status: number; words: string }> {
  if (!Object.values(specimen.versions()).every(Boolean)) {
    return { status: 2, words: `left as it was, ${specimen.needs} is not installed` };
  }
  const { stage } = await import('../../../test/specimens/servers/specimen.ts');
  const examined = async (solo: boolean | 'never'): Promise<Examination> => {
    signal.throwIfAborted();
    await using staged = await stage(specimen);
    return await examine({ ...staged.options, solo, abort: signal });
  };
  const found: [Examination, ...Examination[]] = [await examined('never')];
  while (found.length < runs) found.push(await examined('never'));
  const entry = measured(specimen, usualFirst(found), await examined(true));
  servers.keep([entry]);
  const verdicts = [...new Set(found.map((each) => verdictOf(each).diagnoses.join(', ')))];
  const words = entry.diagnoses.join(', ');
  if (verdicts.length === 1) return { status: 0, words };
  return { status: 1, words: `${words}; not the same every time: ${verdicts.join(' | ')}` };
}
