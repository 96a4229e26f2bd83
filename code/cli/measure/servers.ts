import { UsageError } from '../../base/errors.ts';
import { safe } from '../../base/text/safe.ts';
import {
  again,
  type MeasuredServer,
  measured,
  servers,
  usualFirst,
} from '../../course/measure/servers.ts';
import { CannotExamine } from '../../doctor/cannot-examine.ts';
import type { Examination } from '../../doctor/examination.ts';
import { examine } from '../../doctor/examine.ts';
import { rulesVersion } from '../../doctor/verdicts/rules.ts';
import { showElapsed } from '../elapsed.ts';
import type { Io } from '../io.ts';

/** A server that can be measured, as test/specimens/servers has it. */
type Specimen = import('../../../test/specimens/servers/specimen.ts').Specimen;

export interface ServersPlan {
  /** Only what is missing: a server, its version, today's rules, or some of its runs. */
  onlyNew: boolean;
  /** How often each is examined. */
  times: number;
}

/** So many servers at once: most of the time of each is waiting. */
const lanes = 7;

/** So many runs choose what is shown of a server: what most of them saw. */
const first = 3;

/**
 * `npm run measure servers`: examines the servers of the table anew. Each run is kept as soon as it is
 * done, so that a table which was interrupted goes on where it was with `-- --new`.
 * @returns 0: all measured; 1: some did not come to the same verdict every time; 2: some are missing
 * @throws UsageError for a name that no server has; the signal's reason
 */
export async function measureServers(
  names: readonly string[],
  { onlyNew, times }: ServersPlan,
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
  const wanted = all
    .filter(({ id }) => names.length === 0 || names.includes(id))
    .map(knowingItsVersions);
  const known = new Map(onlyNew ? servers.read().map((entry) => [entry.id, entry]) : []);
  const waiting = wanted
    .map((specimen) => ({ specimen, entry: stillTrue(known.get(specimen.id), specimen) }))
    .filter(({ entry }) => (entry?.runs ?? 0) < times);
  const of = waiting.length;
  io.out(`${of} of ${wanted.length} servers to examine, until it is ${timesInWords(times)} each\n`);
  let [status, done] = [0, 0];
  const inHand = new Set<string>();
  using elapsed = showElapsed(() => `${done} of ${of} done; ${[...inHand].join(', ')}`, io);
  const lane = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const { id } = one.specimen;
      inHand.add(id);
      const outcome = await measureOne(one.specimen, one.entry, times, io).catch(notExamined);
      inHand.delete(id);
      done += 1;
      status = Math.max(status, outcome.status);
      elapsed.clear();
      io.out(`${done} of ${of}  ${id}: ${outcome.words}\n`);
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return status;
}

/** Asked once, before the first is examined: a program that is asked holds up all of them. */
function knowingItsVersions(specimen: Specimen): Specimen {
  const versions = specimen.versions();
  return { ...specimen, versions: () => versions };
}

/** What is kept of a server, unless its rules or its versions are not today's, or no run can be added to it. */
function stillTrue(
  entry: MeasuredServer | undefined,
  { versions }: Specimen,
): MeasuredServer | undefined {
  if (entry?.rules !== rulesVersion) return undefined;
  const now = Object.entries(versions());
  // What is not installed here cannot be measured anew, either.
  const isSame = now.every(([name, version]) => entry.versions[name] === version || !version);
  return isSame ? entry : undefined;
}

async function measureOne(
  specimen: Specimen,
  known: MeasuredServer | undefined,
  times: number,
  { signal }: Io,
): Promise<{ status: number; words: string }> {
  if (!Object.values(specimen.versions()).every(Boolean)) {
    return { status: 2, words: `left as it was, ${specimen.needs} is not here` };
  }
  const { stage } = await import('../../../test/specimens/servers/specimen.ts');
  const examined = async (solo: boolean | 'never', tries = 3): Promise<Examination> => {
    signal.throwIfAborted();
    await using staged = await stage(specimen);
    const found = await examine({ ...staged.options, solo, abort: signal }).catch((error) => {
      // Between two runs another lane may have got its port.
      if (error instanceof CannotExamine && tries > 1) return undefined;
      throw error;
    });
    // A busy machine may let work end before the signal comes: that run says nothing.
    const saysNothing = !found || (found.diagnoses.includes('cannot tell') && tries > 1);
    return saysNothing ? await examined(solo, tries - 1) : found;
  };
  let entry = known?.verdict === undefined ? undefined : known;
  if (!entry) {
    const found: [Examination, ...Examination[]] = [await examined('never')];
    while (found.length < Math.min(first, times)) found.push(await examined('never'));
    entry = measured(specimen, usualFirst(found), await examined(true));
    servers.keep([entry]);
  }
  while (entry.runs < times) {
    entry = again(entry, await examined('never'));
    servers.keep([entry]);
  }
  const words = `${entry.diagnoses.join(', ')}, ${timesInWords(entry.runs)}`;
  const others = Object.entries(entry.otherwise).map((each) => each.join(': '));
  return others.length === 0
    ? { status: 0, words }
    : { status: 1, words: `${words}; of these ${others.join('; ')}` };
}

/** One that does not start stops none of the others. */
function notExamined(error: unknown): { status: number; words: string } {
  if (!(error instanceof CannotExamine)) throw error;
  return { status: 2, words: `left as it was, ${safe(error.message)}` };
}

const timesInWords = (times: number) => (times === 1 ? 'once' : `${times} times`);
