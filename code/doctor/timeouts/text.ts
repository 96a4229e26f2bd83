import { paint } from '../../base/paint.ts';
import { wrapLines } from '../../base/text/wrap.ts';
import { type Looks, levelStyles, oneLine } from '../report/text.ts';
import { duration, sourceWords } from '../verdicts/words.ts';
import type { Timeouts } from './timeouts.ts';

/** The timeouts for a reader: a line each, and what follows for whoever sends. */
export function timeoutsText(found: Timeouts, { color, width }: Looks): string {
  const { target, settings, findings, waits } = found;
  const about = [
    `pid ${target.pid}`,
    target.socket ?? `${target.host}:${target.port}`,
    target.serverHeader ?? '',
  ];
  const name = target.command?.join(' ') ?? 'a running process';
  const widest = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.flatMap((finding, n) => {
    const { what, level, seen, consequence } = finding;
    const head = `  ${what.padEnd(widest)}  ${paint(level.padEnd(7), levelStyles[level], color)}  ${oneLine(seen)}`;
    // Said once of all that stand together.
    if (consequence === null || consequence === findings[n + 1]?.consequence) return [head];
    return [
      head,
      ...wrapLines(`${consequence} (${sourceWords(finding)})`, width - 4).map(
        (line) => `    ${line}`,
      ),
    ];
  });
  return [
    ...wrapLines(`doctor: ${oneLine(`${name} (${about.filter(Boolean).join(', ')})`)}`, width),
    `waited at most ${duration(settings.capMs)}; no signal was sent`,
    '',
    ...lines,
    ...(waits.some(({ what }) => what === 'half a body')
      ? []
      : [
          '  half a body  not examined: it has no path; name one that takes a POST: --upload /upload',
        ]),
    '',
  ].join('\n');
}
