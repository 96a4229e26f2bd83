import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import type { Examination, ProbeId } from '../../code/doctor/examination.ts';
import { examine } from '../../code/doctor/examine.ts';
import { allSpecimens } from '../specimens/servers/all.ts';
import { needsSpecimen, stage } from '../specimens/servers/specimen.ts';

/** Written in another language, from the RFCs, before the doctor's rules: what do both say? */
const examiner = fileURLToPath(new URL('examiner.py', import.meta.url));

/** What the examiner met with one lone connection. */
interface Lone {
  error?: string;
  port_free: number | null;
  gone: number | null;
  before: number[];
  answers: { status: number; close: boolean; ms: number }[];
  end: 'still open' | [string, number | string];
}

type Kind = 'idle' | 'silent' | 'half a head' | 'in progress' | 'newcomer';

/** One question, and both answers. */
interface Pair {
  question: string;
  examiner: boolean | null;
  doctor: boolean | null;
}

const hour = 3_600_000;
const [asked, unlike]: [Pair[], string[]] = [[], []];

describe.concurrent('The examiner and the doctor', () => {
  test.for(allSpecimens())('$id: $stop', { timeout: hour }, async (specimen, ctx) => {
    needsSpecimen(ctx, specimen);
    const held: ProbeId[] = ['P1', 'P2', 'P3', 'P5'];
    const theirs = await byExaminer(specimen);
    const [ours, nothingHeld] = [await byDoctor(specimen, held), await byDoctor(specimen, ['P11'])];
    const pairs = compared(theirs, ours, nothingHeld).filter(
      (pair) => pair.examiner !== null && pair.doctor !== null,
    );
    asked.push(...pairs);
    const not = pairs.filter((pair) => pair.examiner !== pair.doctor);
    unlike.push(
      ...not.map(({ question, ...said }) => `${specimen.id}, ${question} ${JSON.stringify(said)}`),
    );
    ctx.expect(not).toEqual([]);
  });
});

afterAll(() => {
  console.log(
    [`${asked.length} questions, ${unlike.length} answered unlike`, ...unlike].join('\n'),
  );
});

test('it was asked enough', () => expect(asked.length).toBeGreaterThan(0));

type Specimen = ReturnType<typeof allSpecimens>[number];

async function byExaminer(specimen: Specimen): Promise<Record<Kind, Lone>> {
  await using staged = await stage(specimen);
  const { command = [], port, env, cwd, signal = 'SIGTERM', paths } = staged.options;
  const flags = ['--signal', signal.slice(3), '--port', `${port}`];
  if (paths?.slow) flags.push('--slow', paths.slow);
  const words = [examiner, ...flags, '--', ...command];
  const { stdout } = await promisify(execFile)('python3', words, {
    cwd,
    env: { ...process.env, ...env },
  });
  return JSON.parse(stdout);
}

async function byDoctor(specimen: Specimen, only: ProbeId[]): Promise<Examination> {
  await using staged = await stage(specimen);
  const { slow } = staged.options.paths ?? {};
  return await examine({ ...staged.options, paths: { slow }, only, solo: true });
}

function compared(theirs: Record<Kind, Lone>, ours: Examination, nothingHeld: Examination): Pair[] {
  if (!ours.signalArrived) {
    const deaf = theirs.newcomer.port_free === null;
    return [{ question: 'did it act on the signal', examiner: !deaf, doctor: false }];
  }
  const connection = (id: ProbeId) => {
    const met = ours.probes.find((probe) => probe.id === id)?.met;
    return met?.kind === 'connection' ? met.connection : undefined;
  };
  const ends = (id: ProbeId) => {
    const alone = ours.solo.find((each) => each.id === id);
    // The examiner waits for all processes, not for the first alone.
    if (alone) return alone.ending.how === 'exit' && alone.leftBehind === 0;
    return ours.ending.how === 'exit' ? true : null;
  };
  const idle = connection('P1');
  const wasKept = Array.isArray(theirs.idle.end) && theirs.idle.end[1] === 'before the signal';
  const work = connection('P3')?.exchanges[0]?.answer;
  return [
    ...(['idle', 'silent', 'half a head'] as const).map((kind, n) => ({
      question: `does it end beside one ${kind}`,
      examiner: theirs[kind].gone !== null,
      doctor: ends((['P1', 'P2', 'P5'] as const)[n] ?? 'P1'),
    })),
    {
      question: 'does the old process answer an idle client beside the new one',
      // Whoever is sent away with an error is not served: beside work in progress Jetty does so.
      examiner: wasKept ? null : theirs.idle.answers.some(({ status }) => status < 500),
      doctor: idle
        ? idle.exchanges.slice(1).some(({ answer }) => answer?.whole && answer.status < 500)
        : null,
    },
    {
      question: 'is the request in progress answered',
      examiner: theirs['in progress'] ? theirs['in progress'].answers.length > 0 : null,
      // One that was whole before the signal says nothing: the doctor does not count it either.
      doctor: connection('P3') && (work?.wholeMs ?? 0) >= 0 ? work?.whole === true : null,
    },
    {
      question: 'is the port free within a second',
      examiner: within(theirs.newcomer.port_free),
      doctor: within(nothingHeld.portFreeMs),
    },
  ];
}

const within = (ms: number | null): boolean => ms !== null && ms <= 1_000;
