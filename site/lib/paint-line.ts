import { columnsOf } from '../../code/base/text/width.ts';
import {
  type AnswerLine,
  type CommandLine,
  inSeconds,
  type Line,
  listed,
  type Span,
} from '../../code/run/transcript.ts';
import { closeUp } from './close-up.ts';

export interface PageSpan {
  text: string;
  /** A class of styles/transcript.css. */
  look?: 'app-1' | 'app-2' | 'strong' | 'carried' | undefined;
}

export interface PageLine {
  spans: PageSpan[];
  /** From which span on it tells how the run went: what a prediction waits for. */
  result?: number | undefined;
  /** Where it breaks, a line hangs by its kind; a tool's rows have a size that keeps their columns. */
  look?: 'told' | 'row' | 'rows' | undefined;
  /** How many columns the widest of a tool's rows has. */
  columns?: number;
}

/** The lines of a page for one of the transcript; the blanks between columns are text, for copying. */
export function paintLine(line: Line): { apart?: boolean; lines: PageLine[] } {
  switch (line.kind) {
    case 'scene':
      return { apart: true, lines: [strong(line.title)] };
    case 'finding':
      return { apart: true, lines: [{ ...strong(line.text), result: 0 }] };
    case 'note':
      return { lines: [{ spans: [{ text: line.text }] }] };
    case 'server':
    case 'process':
    case 'middleman':
      return { lines: [told(line, [{ text: line.said }])] };
    case 'connection':
    case 'failure':
    case 'stream':
      return { lines: [{ ...told(line, [{ text: line.said }]), result: 1 }] };
    case 'tally': {
      const outcomes = [{ text: `${line.asked}  ` }, ...listed(line.outcomes).map(pageSpan)];
      return { lines: [{ ...told(line, outcomes), result: 1 }] };
    }
    case 'answer':
      return { lines: answer(line) };
    case 'command':
      return { lines: command(line) };
    case 'rows':
      return {
        lines: line.rows.map(({ owner, state, ends }) => ({
          look: 'row',
          result: 0,
          spans: [{ text: `${' '.repeat(10)}${owner.padEnd(14)}${state.padEnd(12)} ${ends}` }],
        })),
      };
    default:
      return line satisfies never;
  }
}

const strong = (text: string): PageLine => ({ spans: [{ text, look: 'strong' }] });

function told({ at, who }: { at: number; who: string }, said: readonly PageSpan[]): PageLine {
  const head = `${inSeconds(at).padStart(8)}  ${who.padEnd(12)}  `;
  return { look: 'told', spans: [{ text: head }, ...said] };
}

function answer(line: AnswerLine): PageLine[] {
  const { asked, status, page, carried, signatures } = line;
  if (!page) {
    return [{ ...told(line, [{ text: `${asked}  ${status}, ${carried}` }]), result: 1 }];
  }
  const got = {
    ...told(line, [
      { text: `${asked}  ${status}  ` },
      pageSpan(page),
      ...(carried ? [{ text: '  ' }, { text: carried, look: 'carried' } as const] : []),
    ]),
    result: 1,
  };
  if (!signatures) return [got];
  const indent = { text: ' '.repeat(24) };
  return [got, { look: 'row', result: 1, spans: [indent, { text: signatures }] }];
}

const pageSpan = ({ text, app }: Span): PageSpan => ({
  text,
  look: app && (app === 'App 1' ? 'app-1' : 'app-2'),
});

function command({ line, output, rows, remark }: CommandLine): PageLine[] {
  const shown = rows ? closeUp(output) : output;
  const columns = Math.max(0, ...shown.map(columnsOf));
  return [
    strong(`$ ${line}`),
    ...shown.map(
      (text): PageLine => ({
        ...(rows && { look: 'rows', columns }),
        result: 0,
        spans: [{ text }],
      }),
    ),
    ...(remark ? [{ result: 0, spans: [{ text: remark }] }] : []),
  ];
}
