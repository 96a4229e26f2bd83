import type { Examination, Met, ProbeResult } from './examination.ts';
import { probeIds, probeOf, type SharedProbe } from './probes/all.ts';
import type { Run } from './run/run.ts';
import type { Settings } from './settings.ts';
import { diagnose, worst } from './verdicts/diagnose.ts';
import { judge } from './verdicts/judge.ts';
import { isWorkSeen, judgeStop, openAtTheEnd } from './verdicts/process.ts';

/** What all runs of an examination saw. */
interface Seen {
  run: Run;
  solo: Examination['solo'];
  /** P15, or why there is none; null: it was not asked for. */
  second: Met | string | null;
  count: Examination['count'];
}

/** Makes the result of what was seen: facts, and the verdicts over them. */
export function writeUp(settings: Settings, seen: Seen): Examination {
  const { run, solo, count } = seen;
  const { graceMs, capMs, signal } = settings;
  const { portFreeMs, ending, signalArrived, chain } = run;
  const results = resultsOf(settings, seen);
  const met = results.flatMap((each) => each.met ?? []);
  const alone = solo.map(({ id }) => id);
  const holders = [
    ...solo.filter((each) => each.ending.how !== 'exit').map(({ id }) => id),
    ...(ending.how === 'exit' ? [] : openAtTheEnd(run.met).filter((id) => !alone.includes(id))),
  ];
  const probeFindings = results.flatMap(({ findings }) => findings);
  const findings = judgeStop({
    ...{ signal, signalArrived, chain, portFreeMs, ending, graceMs, capMs, holders, count },
    leftBehind: run.leftBehind,
    probes: probeFindings,
    worked: isWorkSeen(results),
  });
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
      chain,
      serverHeader: answer?.header('server') ?? null,
      keepAliveHeader: answer?.header('keep-alive') ?? null,
      protocol: answer ? 'HTTP/1.1' : 'HTTP/2',
    },
    signalArrived,
    portFreeMs,
    oldAnswers: signalArrived ? oldAnswers(met, portFreeMs) : 0,
    ending,
    probes: results,
    findings,
    solo,
    count,
    diagnoses: diagnose([...findings, ...probeFindings]),
  };
}

function resultsOf(settings: Settings, { run, second }: Seen): ProbeResult[] {
  const { graceMs, capMs } = settings;
  const context = { graceMs, capMs, portFreeMs: run.portFreeMs };
  return probeIds
    .filter((id) => settings.only.includes(id))
    .map((id) => {
      const { title, needs } = probeOf(id);
      const met = id === 'P15' ? (typeof second === 'string' ? null : second) : run.met.get(id);
      if (!run.signalArrived) return skipped('the signal did not reach the server');
      if (!met) return skipped(whySkipped());
      const findings = judge(id, met, context);
      const level = worst(findings.map((finding) => finding.level));
      // The gravest finding is told; the others stand in the list.
      const told = findings.filter((finding) => finding.level === level);
      const reason = told.map((finding) => finding.reason).join('; ');
      return { id, title, level, reason, findings, met };

      function skipped(reason: string): ProbeResult {
        return { id, title, level: 'skipped', reason, findings: [], met: null };
      }
      function whySkipped(): string {
        if (id === 'P15') return typeof second === 'string' ? second : 'no --twice';
        return run.notHeld.get(id) ?? `no --${needs}`;
      }
    });
}

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
