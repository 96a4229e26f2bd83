import type { Examination, Met, ProbeResult } from './examination.ts';
import { type ProbeId, probeIds, probeOf, type SharedProbe } from './probes/all.ts';
import type { Run } from './run/run.ts';
import type { Settings } from './settings.ts';
import type { UsualAnswers } from './usual-answers.ts';
import type { Context } from './verdicts/connections.ts';
import { diagnose, worst } from './verdicts/diagnose.ts';
import { judge } from './verdicts/judge.ts';
import { isWorkSeen, openAtTheEnd } from './verdicts/process.ts';
import { find } from './verdicts/rules.ts';
import { judgeStop, type Stop } from './verdicts/stop.ts';
import { isComplete, unseenOf } from './verdicts/unseen.ts';
import { heardWithin } from './verdicts/words.ts';

/** What all runs of an examination saw. */
export interface Seen {
  run: Run;
  /** Probes that could not share the first run, each with a run of its own. */
  own: ReadonlyMap<ProbeId, Run>;
  solo: Examination['solo'];
  /** P15, or why there is none; null: it was not asked for. */
  second: Met | string | null;
  count: Examination['count'];
  runs: Examination['target']['runs'];
  /** What paths answer without a stop, where that was in doubt. */
  usual: UsualAnswers;
}

/** Makes the result of what was seen: facts, and the verdicts over them. */
export function writeUp(settings: Settings, seen: Seen): Examination {
  const { run, own, solo, count, runs } = seen;
  const { graceMs, capMs, signal } = settings;
  const { portFreeMs, ending, signalArrived, chain, phases } = run;
  const results = resultsOf(settings, seen);
  const met = results.flatMap((each) => each.met ?? []);
  const probeFindings = results.flatMap(({ findings }) => findings);
  const longer = longerOf(results);
  const arrivals = met.find((each) => each.kind === 'arrivals')?.arrivals ?? null;
  const findings = judgeStop({
    ...{ signal, signalArrived, chain, portFreeMs, ending, graceMs, capMs, count },
    holders: holdersOf(seen).filter((id) => !longer.includes(id)),
    longer,
    servedOn: [run, ...own.values()].map(servedOnIn).find((each) => each !== null) ?? null,
    socketTaken: run.socketTaken,
    isDeserted: run.isDeserted,
    usualStatus: run.ready.answer?.status,
    ...{ phases, arrivals, drainMs: settings.drainMs },
    leftAlone: solo.filter(({ leftBehind }) => leftBehind > 0).map(({ id }) => id),
    ...{ leftBehind: run.leftBehind, came: run.came, went: run.went, blocked: run.blocked },
    ...{
      holding: run.holding,
      stranger: run.stranger,
      keeper: run.keeper,
      cutMs: cutMsOf(results),
    },
    probes: probeFindings,
    worked: isWorkSeen(results),
  });
  const ofUse = results.filter(({ id }) => run.notHeld.get(id)?.kind !== 'no use');
  const unseen = signalArrived ? unseenOf(settings, ofUse, findings, latestOf(seen)) : [];
  const { answer } = run.ready;
  return {
    doctor: 1,
    date: new Date().toISOString(),
    settings: { signal, graceMs, capMs, node: process.version },
    target: {
      command: settings.command ? [...settings.command] : null,
      pid: run.pid,
      host: settings.host,
      port: run.port,
      ...(settings.socket === undefined ? {} : { socket: settings.socket }),
      chain,
      serverHeader: answer?.header('server') ?? null,
      keepAliveHeader: answer?.header('keep-alive') ?? null,
      protocol: answer ? 'HTTP/1.1' : 'HTTP/2',
      runs,
    },
    signalArrived,
    portFreeMs,
    oldAnswers: signalArrived ? countOldAnswers() : 0,
    phases,
    ending,
    probes: results,
    findings,
    solo,
    count,
    unseen,
    diagnoses: diagnose([...findings, ...probeFindings], {
      unseen,
      complete: answer !== null && isComplete(settings),
    }),
  };

  function countOldAnswers(): number {
    return results
      .map(({ id, met }) => oldAnswers(met ? [met] : [], (own.get(id) ?? run).portFreeMs))
      .reduce((a, b) => a + b, 0);
  }
}

/** How late the doctor was in the latest of the runs whose connections are told. */
const latestOf = ({ run, own }: Seen): number =>
  Math.max(...[run, ...own.values()].map(({ lateMs }) => lateMs));

/**
 * The kinds of connection that hold the process: alone, and where none was tried alone, together. One
 * that the server has ended holds nobody.
 */
function holdersOf({ run, solo }: Seen): ProbeId[] {
  const isHeld = run.ending.how !== 'exit';
  const alone = solo.filter(
    ({ ending, open, leftBehind }) => (ending.how !== 'exit' && open) || (isHeld && leftBehind > 0),
  );
  const tried = solo.map(({ id }) => id);
  const together = isHeld ? openAtTheEnd(run.met).filter((id) => !tried.includes(id)) : [];
  return [...alone.map(({ id }) => id), ...together];
}

/** Probes whose work usually takes longer than was watched: whoever waits for it is held by nothing else. */
const longerOf = (results: readonly ProbeResult[]): ProbeId[] =>
  results
    .filter(({ findings, met }) => {
      const isOpen = met?.kind === 'connection' && met.connection.end === 'open';
      return isOpen && findings.some(({ rule }) => rule === 'is it the usual');
    })
    .map(({ id }) => id);

/**
 * The process that got the signal had ended, and somebody answered what was in progress: until when? What
 * a slow reader finds (P14) lay in the kernel, and who comes later would be refused by whoever has ended.
 */
function servedOnIn({ ending, met }: Run): Stop['servedOn'] {
  if (ending.how !== 'exit' || ending.ms === null) return null;
  const answered = [...met]
    .filter(([id]) => probeOf(id).inProgress && id !== 'P14')
    .flatMap(([, each]) => (each.kind === 'connection' ? each.connection.exchanges : []))
    .flatMap(({ answer }) => answer?.wholeMs ?? answer?.headMs ?? []);
  const untilMs = Math.max(...answered);
  return untilMs > ending.ms + heardWithin ? { endedMs: ending.ms, untilMs } : null;
}

/** When work was cut that was in progress: of each connection, in ms after the signal. */
function cutMsOf(results: readonly ProbeResult[]): number[] {
  return results.flatMap(({ findings, met }) => {
    const isCut = findings.some(({ rule }) => rule === 'work cut' || rule === 'upload cut');
    if (!isCut || met?.kind !== 'connection') return [];
    return met.connection.endMs ?? [];
  });
}

/** What a probe's verdict needs to know of the run that it was in. */
const contextOf = (
  { graceMs, capMs }: Settings,
  { portFreeMs, ready, stranger }: Run,
): Context => ({
  ...{ graceMs, capMs, portFreeMs },
  usualStatus: ready.answer?.status,
  outside: stranger !== null,
});

function resultsOf(settings: Settings, { run: shared, own, second, usual }: Seen): ProbeResult[] {
  const results = probeIds
    .filter((id) => settings.only.includes(id))
    .map((id) => {
      const { title, needs } = probeOf(id);
      const run = own.get(id) ?? shared;
      const met = id === 'P15' ? (typeof second === 'string' ? null : second) : run.met.get(id);
      if (!shared.signalArrived) return skipped('the signal did not reach the server');
      const notHeld = run.notHeld.get(id);
      if (!met && notHeld?.kind === 'moot') return passed(notHeld.why);
      if (!met) return skipped(whySkipped());
      const context = contextOf(settings, run);
      const known = needs === null || needs === 'h2' ? undefined : usual.get(needs);
      const findings = judge(id, met, { ...context, usual: known });
      const level = worst(findings.map((finding) => finding.level));
      // The gravest finding is told; the others stand in the list.
      const told = findings.filter((finding) => finding.level === level);
      const reason = told.map((finding) => finding.reason).join('; ');
      // Twice the server ended what nobody had told it to end: there is no such connection.
      const endedTwice =
        level === 'skipped' && own.has(id) && !probeOf(id).inProgress && endedBefore(met);
      return endedTwice ? passed(reason) : { id, title, level, reason, findings, met };

      function skipped(reason: string): ProbeResult {
        return { id, title, level: 'skipped', reason, findings: [], met: null };
      }
      function passed(reason: string): ProbeResult {
        return { id, title, level: 'pass', reason, findings: [find('fine', reason)], met: null };
      }
      function whySkipped(): string {
        if (id === 'P15') return typeof second === 'string' ? second : 'no --twice';
        return notHeld?.why ?? `no --${needs}`;
      }
    });
  return results.map((each) => (each.id === 'P13' ? toldOnce(each, results) : each));
}

/** P13 is about what follows a slow answer: that it was cut is told once, of P3 where it was cut, too. */
function toldOnce(asksAgain: ProbeResult, results: readonly ProbeResult[]): ProbeResult {
  const told = results.find(({ id }) => id === 'P3')?.findings ?? [];
  const { findings } = asksAgain;
  if (!findings.some(({ rule }) => told.some((each) => each.rule === rule && isCut(rule)))) {
    return asksAgain;
  }
  const reason = 'its slow answer was cut: see P3';
  return { ...asksAgain, level: 'skipped', reason, findings: [find('fine', reason, 'skipped')] };
}

const isCut = (rule: string): boolean =>
  ['work cut', 'cut at the limit', 'answer cut short', 'answer never came'].includes(rule);

const endedBefore = (met: Met): boolean =>
  met.kind === 'connection' && met.connection.endMs !== null && met.connection.endMs < 0;

/** Is a probe asked for, and has it what it needs? */
export function isWanted({ id, needs }: SharedProbe, { only, paths, h2 }: Settings): boolean {
  if (!only.includes(id)) return false;
  return needs === null || (needs === 'h2' ? h2 : paths[needs] !== undefined);
}

/** Requests that were sent when the successor had the port, and that the old process answered. */
export function oldAnswers(all: readonly Met[], portFreeMs: number | null): number {
  if (portFreeMs === null) return 0;
  return all
    .flatMap((met) => (met.kind === 'connection' ? met.connection.exchanges : []))
    .filter(
      ({ sentMs, answer }) =>
        sentMs !== null && sentMs > portFreeMs && answer?.whole && answer.status < 500,
    ).length;
}
