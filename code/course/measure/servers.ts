import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Diagnosis, diagnoses, type Examination, levels } from '../../doctor/examination.ts';
import { probeIds } from '../../doctor/probes/all.ts';
import { rulesVersion } from '../../doctor/verdicts/rules.ts';
import { type Kept, keptIn } from './kept-measurements.ts';

/** What one server did when it was told to stop, as the doctor saw it. */
export const measuredServer = z.strictObject({
  /** Of the specimen, in test/specimens/servers. */
  id: z.string().min(1),
  /** The programs that it is made of. */
  versions: z.record(z.string(), z.string().regex(/^\d+(\.\d+)*$/)),
  /** How it was told to stop, and what it does then, in the words of its settings. */
  stop: z.string().min(1),
  date: z.iso.date(),
  /** Of the doctor's rules; without it: the first. */
  rules: z.int().positive().default(1),
  /** How often it was examined, and in how many of these runs a POST was executed unanswered. */
  runs: z.int().positive(),
  unanswered: z.int().nonnegative(),
  /** The verdict of the run shown here, without what is a matter of chance; further runs are held against it. */
  verdict: z.string().optional(),
  /** Runs that came to another: its words, and how many. */
  otherwise: z.record(z.string(), z.int().positive()).default({}),
  diagnoses: z.array(z.enum(diagnoses)).min(1),
  probes: z.array(
    z.strictObject({
      id: z.enum(probeIds),
      title: z.string().min(1),
      level: z.enum(levels).exclude(['skipped']),
      reason: z.string().min(1),
      /** The rules behind every level above `pass`. */
      rules: z.array(z.string()),
    }),
  ),
  /** Of the port, of the process, of the signal, of the count. */
  findings: z.array(
    z.strictObject({ rule: z.string(), level: z.enum(levels), reason: z.string().min(1) }),
  ),
  /** The kinds of which one lone connection held the process until the cap. */
  heldBy: z.array(z.enum(probeIds)),
  /** Seconds from the signal to the end of the process; null: it was still there at the cap. */
  endedAfter: z.number().nonnegative().nullable(),
  /** Seconds from the signal to a successor on the port; null: never. */
  portFreeAfter: z.number().nonnegative().nullable(),
});
export type MeasuredServer = z.infer<typeof measuredServer>;

/** What a specimen says of itself. */
interface Measurable extends Pick<MeasuredServer, 'id' | 'stop'> {
  versions(): Readonly<Record<string, string | undefined>>;
}

/**
 * Examinations of one server as they are kept: the first of them, with times to a tenth. Whether a
 * POST that crosses the signal is executed unanswered may be a matter of a millisecond, so it is
 * counted, and is a diagnosis only where it was one every time.
 * @param alone an examination with solo runs: who holds the process?
 */
export function measured(
  { id, stop, versions }: Measurable,
  examinations: readonly [Examination, ...Examination[]],
  alone: Examination,
): MeasuredServer {
  const [first] = examinations;
  const unanswered = examinations.filter(({ diagnoses }) => diagnoses.includes(byChance)).length;
  // A lone connection that holds the process may not have held it beside others.
  const held = alone.findings.filter(({ rule }) => /^held/.test(rule));
  const others = examinations.map(lasting).filter((each) => each !== lasting(first));
  const findings = [...first.findings.filter(({ rule }) => !/^held/.test(rule)), ...held];
  const found = new Set(unanswered === examinations.length ? [byChance] : []);
  for (const each of [...verdictOf(first).diagnoses, ...held.map(() => 'stubborn')])
    found.add(each);
  return {
    id,
    versions: Object.fromEntries(
      Object.entries(versions()).map(([program, version]) => [program, `${version}`]),
    ),
    stop,
    date: first.date.slice(0, 10),
    rules: rulesVersion,
    runs: examinations.length,
    unanswered,
    verdict: lasting(first),
    otherwise: Object.fromEntries(
      [...Map.groupBy(others, (each) => each)].map(([words, runs]) => [words, runs.length]),
    ),
    diagnoses: diagnoses.filter(
      (each) => found.has(each) && (each !== 'graceful' || found.size === 1),
    ),
    probes: first.probes.flatMap(({ id, title, level, reason, findings }) => {
      if (level === 'skipped') return [];
      const rules = findings.filter((each) => each.level !== 'pass').map(({ rule }) => rule);
      return [{ id, title, level, reason: neutral(reason), rules }];
    }),
    findings: findings
      .filter(({ rule, level }) => level !== 'pass' && level !== 'skipped' && rule !== byChance)
      .map(({ rule, level, reason }) => ({ rule, level, reason: neutral(reason) })),
    heldBy: alone.solo
      .filter(({ ending, open }) => ending.how !== 'exit' && open)
      .map(({ id }) => id),
    endedAfter: first.ending.how === 'exit' ? tenths(first.ending.ms) : null,
    portFreeAfter: tenths(first.portFreeMs),
  };
}

/**
 * The same with one more run counted. What the entry shows stays that of its first runs.
 * @throws Error for an entry that does not say what to hold the run against
 */
export function again(entry: MeasuredServer, examination: Examination): MeasuredServer {
  if (entry.verdict === undefined) throw new Error(`${entry.id} was kept without its verdict`);
  const words = lasting(examination);
  const isUnanswered = examination.diagnoses.includes(byChance);
  const { otherwise } = entry;
  return {
    ...entry,
    date: examination.date.slice(0, 10),
    runs: entry.runs + 1,
    unanswered: entry.unanswered + (isUnanswered ? 1 : 0),
    otherwise:
      words === entry.verdict ? otherwise : { ...otherwise, [words]: (otherwise[words] ?? 0) + 1 },
    diagnoses: isUnanswered ? entry.diagnoses : withoutChance(entry.diagnoses),
  };
}

function withoutChance(all: readonly Diagnosis[]): Diagnosis[] {
  const lasting = all.filter((each) => each !== byChance);
  return lasting.length > 0 ? lasting : ['graceful'];
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Where a specimen has its files, and what lies in it. */
const ownFolder = new RegExp(`${tmpdir()}/still-answering-\\w+(?:/[\\w.-]+)*`, 'g');

/** Without the paths and pids of one machine. */
function neutral(reason: string): string {
  return reason
    .replaceAll(process.execPath, 'node')
    .replaceAll(root, '')
    .replaceAll(ownFolder, 'FOLDER')
    .replaceAll(/[^ ]*\/([^ /]+\.\w+)/g, '$1')
    .replaceAll(/ \(pid \d+\)/g, '');
}

export interface Verdict {
  diagnoses: Diagnosis[];
  /** Each fault: the probe that met it, unless it is of the port or the process, and its rule. */
  faults: string[];
}

type Found = [Examination, ...Examination[]];

/** The first one with the faults that most had, in front: a busy machine may hide or add one. */
export function usualFirst(found: Found): Found {
  const alike = Map.groupBy(found, (each) => verdictOf(each).faults.join());
  const most = [...alike.values()].reduce((a, b) => (b.length > a.length ? b : a));
  const usual = most[0] ?? found[0];
  return [usual, ...found.filter((each) => each !== usual)];
}

/** What is the same in every run. */
export function verdictOf({ diagnoses, findings, probes }: Examination): Verdict {
  const faults = (list: Examination['findings'], id = '') =>
    list
      .filter(({ rule, level }) => level === 'fault' && rule !== byChance)
      .map(({ rule }) => `${id}${rule}`);
  return {
    diagnoses: withoutChance(diagnoses),
    faults: [
      ...faults(findings),
      ...probes.flatMap((each) => faults(each.findings, `${each.id} `)),
    ],
  };
}

const lasting = (examination: Examination): string => verdictOf(examination).diagnoses.join(', ');

const byChance = 'executed unanswered';

const tenths = (ms: number | null): number | null =>
  ms === null ? null : Math.round(ms / 100) / 10;

/** The matrix of servers.mdx. */
export const servers: Kept<MeasuredServer> = keptIn(
  fileURLToPath(new URL('../../../lessons/measurements/servers.json', import.meta.url)),
  measuredServer,
  ({ id }) => id,
);
