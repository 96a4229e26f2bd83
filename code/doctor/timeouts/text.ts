import { paint } from '../../base/paint.ts';
import { wrapLines } from '../../base/text/wrap.ts';
import { type Looks, levelStyles, oneLine } from '../report/text.ts';
import { duration, sourceWords } from '../verdicts/words.ts';
import { senders } from './senders.ts';
import type { Behind, Timeouts, Wait } from './timeouts.ts';

/** The timeouts for a reader: a line each, and what follows for whoever sends. */
export function timeoutsText(found: Timeouts, { color, width }: Looks): string {
  const { target, settings, findings, waits, behind } = found;
  const about = [
    `pid ${target.pid}`,
    target.socket ?? `${target.host}:${target.port}`,
    target.serverHeader ?? '',
  ];
  const name = target.command?.join(' ') ?? 'a running process';
  const widest = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.flatMap((finding, n) => {
    const { what, level, seen, consequence, cure } = finding;
    const style = levelStyles[level === 'unseen' ? 'skipped' : level];
    const head = `  ${what.padEnd(widest)}  ${paint(level.padEnd(7), style, color)}  ${oneLine(seen)}`;
    // Said once of all that stand together.
    if (consequence === null || consequence === findings[n + 1]?.consequence) return [head];
    const source = sourceWords(finding);
    const told = [consequence, cure, source && `(${source})`].filter(Boolean).join(' ');
    return [head, ...wrapLines(told, width - 4).map((line) => `    ${line}`)];
  });
  return [
    ...wrapLines(`doctor: ${oneLine(`${name} (${about.filter(Boolean).join(', ')})`)}`, width),
    `waited at most ${duration(settings.capMs)}; no signal was sent`,
    ...(behind ? wrapLines(behindWords(behind), width) : []),
    '',
    ...lines,
    ...unexamined(waits),
    '',
  ].join('\n');
}

function unexamined(waits: readonly Wait[]): string[] {
  const has = (what: Wait['what']) => waits.some((each) => each.what === what);
  if (!has('silent')) return ['  not examined: silent, half a head, half a body; add --timeouts'];
  if (has('half a body')) return [];
  return [
    '  half a body  not examined: it has no path; name one that takes a POST: --upload /upload',
  ];
}

function behindWords({ name, patienceMs, source }: Behind): string {
  const keeps = patienceMs === null ? 'without a limit' : `for ${duration(patienceMs)}`;
  const read = source ? ` (${source.section}, read on ${source.opened})` : '';
  return `behind ${name}, which keeps a silent connection ${keeps}${read}`;
}

/** `--explain behind`: the table of senders. */
export const behindExplained = (width: number): string =>
  [
    'behind: who hangs up first?',
    ...wrapLines(
      '--behind nginx, or --behind 60s, holds the idle time of the server against the patience of whoever sends to it. Where the server hangs up first, or at about the same time, a request may be on its way and is lost: a fault. The same two numbers say for how long one connection may hold a stop.',
      Math.min(width, 90),
    ),
    ...wrapLines(
      'Node’s server.keepAliveTimeout is 5 s up to Node 26, and 65 s in its next major version (nodejs/node#62782); from 20.18 and 22.9 on Node waits a second more. Set it, and all of them are alike.',
      Math.min(width, 90),
    ),
    '',
    ...senders.flatMap(({ id, name, patienceMs, source, hint }) => [
      `${id.padEnd(18)} ${patienceMs === null ? 'no limit' : duration(patienceMs)}${hint?.mostMs ? ', or what the server’s Keep-Alive hint says' : ''}: ${name}`,
      ...(source ? [`    ${source.url} (${source.section}; ${source.opened})`] : []),
    ]),
    '',
  ].join('\n');
