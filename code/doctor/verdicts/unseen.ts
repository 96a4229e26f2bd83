import type { Finding, ProbeResult, Unseen } from '../examination.ts';
import { courseRoutes } from '../options.ts';
import { probeIds, probeOf } from '../probes/all.ts';
import { tooLate } from '../run/own-clock.ts';
import type { Settings } from '../settings.ts';
import { whyTooEarly } from './judge.ts';
import { duration } from './words.ts';

/**
 * What was not seen, and has to be for a verdict: probes that GRACEFUL needs and that have what they
 * need, probes that were asked for by name, and a signal that may mean something else.
 */
export function unseenOf(
  settings: Settings,
  results: readonly ProbeResult[],
  findings: readonly Finding[],
  lateMs: number,
): Unseen[] {
  const probes = results
    .filter(({ id, level, met, findings }) => {
      const wasSeen = met !== null && !isInDoubt(findings) && whyTooEarly(id, met) === undefined;
      return level === 'skipped' && !wasSeen && isNeeded(settings, id);
    })
    .map(({ id, reason, findings }): Unseen => {
      return { id, why: reason, remedy: remedyOf(id, settings, isInDoubt(findings)) };
    });
  const doubted = findings.filter(({ rule }) => rule === 'is it a stop');
  return [
    ...probes,
    ...doubted.map(
      ({ reason }): Unseen => ({ id: null, why: reason, remedy: 'give the signal that stops it' }),
    ),
    ...(lateMs < tooLate ? [] : [tooBusy(lateMs)]),
  ];
}

const tooBusy = (lateMs: number): Unseen => ({
  id: null,
  why: `this machine was so busy that the doctor itself was ${duration(lateMs)} late`,
  remedy: 'examine it again where less runs beside it',
});

const isInDoubt = (findings: readonly Finding[]): boolean =>
  findings.some(({ rule }) => rule === 'is it the usual');

/** Was this very probe asked for (`--only`)? */
export const isNamed = ({ only }: Settings, id: ProbeResult['id']): boolean =>
  only.length < probeIds.length && only.includes(id);

function isNeeded(settings: Settings, id: ProbeResult['id']): boolean {
  const { twice } = settings;
  const probe = probeOf(id);
  if (!('open' in probe)) return twice;
  return isNamed(settings, id) || (hasAll(settings, probe.needs) && probe.required === true);
}

type Needs = ReturnType<typeof probeOf>['needs'];

const hasAll = ({ paths, h2 }: Pick<Settings, 'paths' | 'h2'>, needs: Needs): boolean =>
  needs === null || (needs === 'h2' ? h2 : paths[needs] !== undefined);

function remedyOf(id: ProbeResult['id'], settings: Settings, inDoubt: boolean): string {
  const { needs, inProgress } = probeOf(id);
  if (needs && !hasAll(settings, needs)) {
    return needs === 'h2'
      ? 'say that it speaks HTTP/2: --h2'
      : `name its path: --${needs} ${courseRoutes[needs]}`;
  }
  if (!settings.command)
    return 'let the doctor start the server: it can then give this probe a run of its own';
  if (inDoubt && needs) {
    return `give a path that succeeds, with as many bytes each time, in less than --cap: --${needs === 'h2' ? 'slow' : needs}`;
  }
  if (inProgress && needs) return `give a path that takes longer than the doctor needs: --${needs}`;
  return needs ? `see that --${needs} names what it should` : 'examine it once more';
}

/** Are the probes asked for without which nothing is called graceful? */
export function isComplete(settings: Settings): boolean {
  return probeIds
    .map(probeOf)
    .filter(({ required, needs }) => required === true && hasAll(settings, needs))
    .every(({ id }) => settings.only.includes(id));
}
