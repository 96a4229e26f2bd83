import { paint, type Style } from '../../base/paint.ts';
import { safe } from '../../base/text/safe.ts';
import { columnsOf } from '../../base/text/width.ts';
import { wrapLines } from '../../base/text/wrap.ts';
import type { Examination, Finding, Level, Patch, ProbeResult } from '../examination.ts';
import { isGood } from '../verdicts/diagnose.ts';
import { isWorkSeen } from '../verdicts/process.ts';
import { duration, sourceWords } from '../verdicts/words.ts';

export interface Looks {
  color: boolean;
  /** Columns of the terminal; Infinity for a pipe. */
  width: number;
}

/** The examination for a reader: who, when, a line a probe, the verdict, and what to do. */
export function reportText(found: Examination, looks: Looks): string {
  const rows = [
    ...found.probes.filter(({ level }) => level !== 'skipped').map(probeRow),
    ...found.solo.map(aloneRow),
    ...found.findings.map(({ level, reason }) => ({ id: '', what: 'the stop', level, reason })),
  ];
  return [
    ...headLines(found, looks),
    '',
    ...table(rows, looks),
    ...skippedLines(found.probes, looks),
    '',
    ...diagnosisLines(found, looks),
    '',
  ].join('\n');
}

/** Foreign bytes on one line. */
export const oneLine = (text: string): string =>
  safe(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');

function headLines({ target, settings, portFreeMs, signalArrived }: Examination, looks: Looks) {
  const { command, pid, host, port, socket, keepAliveHeader, serverHeader, protocol } = target;
  const about = [
    `pid ${pid}`,
    socket === undefined ? `${host}:${port}` : oneLine(socket),
    ...(protocol === 'HTTP/2' ? ['HTTP/2'] : []),
    ...(serverHeader ? [oneLine(serverHeader)] : []),
    ...(keepAliveHeader ? [`keep-alive says ${oneLine(keepAliveHeader)}`] : []),
  ];
  const name = command ? oneLine(command.join(' ')) : 'a running process';
  const place = socket === undefined ? 'port' : 'socket';
  const port_ =
    portFreeMs === null
      ? `the ${place} never became free`
      : `${place} free after ${duration(portFreeMs)}`;
  const runs = target.runs && [
    oneLine(target.runs.program),
    ...(target.runs.version ? [oneLine(target.runs.version)] : []),
    `in ${oneLine(target.runs.cwd)}`,
  ];
  return [
    ...wrapLines(`doctor: ${name} (${about.join(', ')})`, looks.width),
    ...(runs ? wrapLines(`runs ${runs.join(', ')}`, looks.width) : []),
    ...wrapLines(
      `sent ${settings.signal}; ${signalArrived ? port_ : 'it did not arrive'}`,
      looks.width,
    ),
  ];
}

interface Row {
  id: string;
  what: string;
  level: Level;
  reason: string;
}

const probeRow = ({ id, title, level, reason }: ProbeResult): Row => ({
  id,
  what: title,
  level,
  reason,
});

function aloneRow({ id, ending, open, leftBehind }: Examination['solo'][number]): Row {
  const ms = ending.ms === null ? '' : ` after ${duration(ending.ms)}`;
  if (ending.how === 'exit' && leftBehind > 0) {
    const reason = `ended${ms}, and left ${leftBehind} behind, which it holds`;
    return { id, what: 'alone', level: 'fault', reason };
  }
  if (ending.how === 'exit') return { id, what: 'alone', level: 'pass', reason: `ended${ms}` };
  if (!open) {
    const reason = 'its connection has ended, and the process stays';
    return { id, what: 'alone', level: 'fault', reason };
  }
  const then = ending.how === 'alive' ? 'and when we had left' : 'ended once we had left';
  return { id, what: 'alone', level: 'fault', reason: `holds the process; ${then}` };
}

/** Where the reason has less room than this, it stands on a line of its own. */
const leastRoom = 30;

function table(rows: readonly Row[], { width, color }: Looks): string[] {
  const widest = Math.max(0, ...rows.map(({ what }) => columnsOf(what)));
  return rows.flatMap(({ id, what, level, reason }) => {
    const head = `  ${id.padEnd(4)} ${what.padEnd(widest)}  `;
    const word = level === 'fault' ? 'FAULT' : level;
    const room = width - columnsOf(head) - 9;
    const lines = wrapLines(oneLine(reason), room < leastRoom ? width - 7 : room);
    const first = head + paint(word, levelStyles[level], color);
    if (room < leastRoom) return [first, ...lines.map((line) => `       ${line}`)];
    const indent = ' '.repeat(columnsOf(head) + 9);
    const [one = '', ...more] = lines;
    return [first + ' '.repeat(9 - word.length) + one, ...more.map((line) => indent + line)];
  });
}

/** How a level looks; the word says the same without it. */
export const levelStyles: Record<Level, Style> = {
  skipped: 'dim',
  pass: 'green',
  note: 'dim',
  warning: 'yellow',
  fault: ['bold', 'red'],
};

function skippedLines(probes: readonly ProbeResult[], { width }: Looks): string[] {
  const skipped = probes.filter(({ level }) => level === 'skipped');
  if (skipped.length === 0) return [];
  const reasons = [...new Set(skipped.map(({ reason }) => reason))];
  const groups = reasons.map((reason) => {
    const ids = skipped.filter((each) => each.reason === reason).map(({ id }) => id);
    return `${ids.join(' ')} (${oneLine(reason)})`;
  });
  return wrapLines(`  not examined: ${groups.join(', ')}`, width - 2);
}

/** What a good word does not cover stands in the same line. */
function limitWords({ diagnoses, probes, findings }: Examination): string {
  const [first] = diagnoses;
  if (first === 'no fault') {
    const crash = findings.find(({ rule }) => rule === 'exit status');
    if (crash) return `, but it ${oneLine(crash.reason)}, which is no graceful end`;
    const ids = probes.filter(({ level }) => level !== 'skipped').map(({ id }) => id);
    return ` in ${ids.join(', ')}, which is too little to call it graceful`;
  }
  if (first !== 'graceful') return '';
  if (!isWorkSeen(probes)) return ', but no request was in progress when the signal came';
  // P7 is for whoever sends a second request before the first is answered, which few do.
  const isReset = probes.some(
    ({ id, findings }) => id !== 'P7' && findings.some(({ rule }) => rule === 'reset behind'),
  );
  return isReset
    ? ', but a reset follows on whole answers: a client further away may lose their end'
    : '';
}

function diagnosisLines(found: Examination, { width, color }: Looks): string[] {
  const { diagnoses, findings, probes } = found;
  const name = diagnoses.join(', ').toUpperCase();
  const style: Style = isGood(diagnoses)
    ? 'green'
    : diagnoses[0] === 'cannot tell'
      ? 'yellow'
      : ['bold', 'red'];
  const named: (Finding & { id: string })[] = [
    ...probes.flatMap(({ id, findings }) => findings.map((each) => ({ ...each, id }))),
    ...findings.map((each) => ({ ...each, id: 'the stop' })),
  ].filter(({ level }) => level === 'fault');
  return [
    ...wrapLines(`Diagnosis: ${name}${limitWords(found)}`, width).map((line) =>
      line.replace(name, paint(name, style, color)),
    ),
    ...found.unseen.flatMap(({ id, why, remedy }) =>
      wrapLines(`${id ? `${id} not seen: ` : ''}${oneLine(why)}; ${remedy}`, width - 2).map(
        (line, n) => (n === 0 ? '? ' : '  ') + line,
      ),
    ),
    ...firstOfEach(named).flatMap((first) => {
      const same = named.filter(({ rule }) => rule === first.rule);
      const ids = [...new Set(same.map(({ id }) => id))].join(', ');
      const { cure, patch } = first;
      const source = sourceWords(first);
      const words = `${ids}: ${cure}${source && ` (${source})`}${patch ? ` ${patchWords(patch)}` : ''}`;
      return wrapLines(words, width - 2).map((line, n) => (n === 0 ? '- ' : '  ') + line);
    }),
  ];
}

const firstOfEach = <Of extends Finding>(findings: readonly Of[]): Of[] =>
  findings.filter(({ rule }, at) => findings.findIndex((each) => each.rule === rule) === at);

/** Where to begin: `Begin at server.js:12, SIGTERM is handled here.` */
const patchWords = ({ file, line, hint }: Patch): string =>
  `Begin at ${oneLine(file)}${line === null ? '' : `:${line}`}, ${hint}.`;
