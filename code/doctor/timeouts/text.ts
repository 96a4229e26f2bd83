import { wrap } from '../../sockets/grid.ts';
import { paint, type Style } from '../../sockets/styles.ts';
import { type Looks, oneLine } from '../report/text.ts';
import { duration } from '../verdicts/words.ts';
import type { TimeoutFinding, Timeouts } from './timeouts.ts';

const styles: Record<TimeoutFinding['level'], Style> = {
  pass: 'green',
  note: 'dim',
  warning: 'yellow',
  fault: ['bold', 'red'],
};

/** The timeouts for a reader: a line each, and what follows for whoever sends. */
export function timeoutsText(found: Timeouts, { color, width }: Looks): string {
  const { target, settings, findings, waits } = found;
  const about = [`pid ${target.pid}`, `${target.host}:${target.port}`, target.serverHeader ?? ''];
  const name = target.command?.join(' ') ?? 'a running process';
  const widest = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.flatMap(({ what, level, seen, consequence, rfc, lesson }, n) => {
    const head = `  ${what.padEnd(widest)}  ${paint(level.padEnd(7), styles[level], color)}  ${oneLine(seen)}`;
    // Said once of all that stand together.
    if (consequence === null || consequence === findings[n + 1]?.consequence) return [head];
    const source = [rfc, lesson && `lesson ${lesson}`].filter(Boolean).join(', ');
    return [head, ...wrap(`${consequence} (${source})`, width - 4).map((line) => `    ${line}`)];
  });
  return [
    ...wrap(`doctor: ${oneLine(`${name} (${about.filter(Boolean).join(', ')})`)}`, width),
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
