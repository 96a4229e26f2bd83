import { safe } from '../../base/text/safe.ts';
import { unknownLayout } from './around.ts';
import type { NotUnderstood, PastedTable, Reading } from './read-table.ts';
import type { Lack } from './table-parts.ts';

/** `31 TCP rows; left out 8 UDP, 4 UNIX; 2 lines not understood: 17, 23`. */
export function readingInWords({ tables, leftOut, notUnderstood, verdict }: Reading): string {
  const rows = tables.reduce((sum, table) => sum + table.rows.length, 0);
  const others = Object.entries(leftOut).map(([kind, number]) => `${number} ${kind}`);
  if (verdict === 'not-read') return `Could not read this: ${whyNot(notUnderstood)}.`;
  const first =
    rows === 0
      ? `no TCP rows here${others.length ? ` (${others.join(', ')})` : ''}`
      : `${rows} TCP row${rows === 1 ? '' : 's'}`;
  const left = rows > 0 && others.length ? [`left out ${others.join(', ')}`] : [];
  return [first, ...left, ...linesInWords(notUnderstood)].join('; ');
}

function linesInWords(lines: readonly NotUnderstood[]): string[] {
  if (lines.length === 0) return [];
  const numbers = lines.slice(0, 20).map(({ line }) => line);
  const more = lines.length > 20 ? ' and more' : '';
  return [
    `${lines.length} line${lines.length === 1 ? '' : 's'} not understood: ${numbers.join(', ')}${more}`,
  ];
}

function whyNot(lines: readonly NotUnderstood[]): string {
  if (lines.length === 0)
    return 'it holds no line of netstat, ss, lsof, sockstat, Get-NetTCPConnection or /proc/net/tcp';
  const [reason, ...others] = new Set(lines.map((line) => line.reason));
  const why =
    reason === unknownLayout || others.length > 0 ? '; the layout may be a new one' : `: ${reason}`;
  return linesInWords(lines).join('') + why;
}

/** `ss (ss -tnap), lines 1 to 9, port 7888`: the format is found, so it is named; and why it is a table by itself. */
export function headInWords(
  { format, command, apart, rows }: PastedTable,
  port: number | undefined,
): string {
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for (const line of rows.flatMap(({ lines }) => lines)) {
    first = Math.min(first, line);
    last = Math.max(last, line);
  }
  const why = apart ? `, apart since ${apart}` : '';
  const where = port === undefined ? '' : `, port ${port}`;
  const by = command ? ` (${safe(command.slice(0, 80))})` : '';
  return `${format}${by}, lines ${first} to ${last}${why}${where}`;
}

/** What a text cannot tell, and what would. */
export const lackInWords: Record<Lack, string> = {
  states: 'It has no states. A socket without another end may listen, or be bound only.',
  'some states': 'Some rows have no state; those with a ? are guessed from the addresses.',
  owners:
    'It does not say who holds a socket: run it again with -p (ss, netstat on Linux), -o (Windows), -v (macOS), as root.',
  'some owners':
    'Some owners are missing: another user’s programs are shown to root only, and a connection that was not accepted yet, or that its program has closed, has none.',
  queues: 'It has no queues: nobody can see in it what waits to be read or accepted.',
  timers: 'It has no timers.',
  'whole addresses':
    'Addresses with … were cut off by a narrow column: run it again with -W (Linux, FreeBSD), -l (macOS).',
  numbers: 'Hosts or ports are names: with -n they are numbers, which can be joined.',
};
