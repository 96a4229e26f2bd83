import { paint } from '../../base/paint.ts';
import { wrapLines } from '../../base/text/wrap.ts';
import { type Looks, levelStyles, oneLine } from '../report/text.ts';
import type { Reload } from './reload.ts';

/** The verdict in words, of all that was found. */
export function reloadVerdict({ findings, work }: Pick<Reload, 'findings' | 'work'>): string {
  const has = (level: string) => findings.some((each) => each.level === level);
  if (has('fault')) return findings[0]?.what === 'the server' ? 'A STOP' : 'IT LOSES REQUESTS';
  if (has('unseen')) return 'CANNOT TELL';
  return work.length === 0 ? 'NOTHING LOST, with nothing in progress' : 'NOTHING LOST';
}

/** What the reload did, for a reader: a line each, and what to do. */
export function reloadText(found: Reload, { color, width }: Looks): string {
  const { target, settings, findings } = found;
  const name = target.command?.join(' ') ?? 'a running process';
  const place = target.socket ?? `${target.host}:${target.port}`;
  const about = `pid ${target.pid}, ${oneLine(place)}`;
  const widest = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.flatMap(({ what, level, seen, cure }) => {
    const style = levelStyles[level === 'unseen' ? 'skipped' : level];
    const head = `  ${what.padEnd(widest)}  ${paint(level.padEnd(7), style, color)}  ${oneLine(seen)}`;
    const cures = cure === null ? [] : wrapLines(cure, width - 4).map((line) => `    ${line}`);
    return [head, ...cures];
  });
  return [
    ...wrapLines(`doctor: ${oneLine(name)} (${about})`, width),
    ...wrapLines(`reloaded with ${oneLine(settings.reload)}; nothing was stopped`, width),
    '',
    `Reload: ${reloadVerdict(found)}`,
    '',
    ...lines,
    '',
  ].join('\n');
}

/** `--explain reload`. */
export const reloadExplained = (width: number): string =>
  [
    'reload: a reload is not a stop',
    ...wrapLines(
      '--reload HUP, --reload USR2 or --reload "nginx -s reload" tells the server to reload, and nothing stops it: no successor takes the port. New connections come all the time, one connection asks without a pause, one is idle, and with --slow and --stream a request is in progress.',
      Math.min(width, 90),
    ),
    ...wrapLines(
      '--generation /version names a path whose answer says who gave it. Without it the new generation is told by an answer that changed (eight were alike before), or by a process that was not there before and holds the connection. Where neither is seen: “cannot tell”, exit 2.',
      Math.min(width, 90),
    ),
    ...wrapLines(
      'fault: a request is lost: refused, reset, cut, or answered with 5xx. warning: a kept connection stays with the old generation and is not told to go. A command gets PORT and PID in its environment.',
      Math.min(width, 90),
    ),
    '',
  ].join('\n');
