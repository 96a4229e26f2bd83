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
  look?: 'app-1' | 'app-2' | 'strong' | undefined;
}

export interface PageLine {
  spans: PageSpan[];
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
      return { apart: true, lines: [strong(line.text)] };
    case 'note':
      return { lines: [{ spans: [{ text: line.text }] }] };
    case 'server':
    case 'connection':
    case 'process':
    case 'middleman':
    case 'failure':
    case 'stream':
      return { lines: [told(line, [{ text: line.said }])] };
    case 'tally':
      return {
        lines: [told(line, [{ text: `${line.asked}  ` }, ...listed(line.outcomes).map(pageSpan)])],
      };
    case 'answer':
      return { lines: answer(line) };
    case 'command':
      return { lines: command(line) };
    case 'rows':
      return {
        lines: line.rows.map(({ owner, state, ends }) => ({
          look: 'row',
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
  if (!page) return [told(line, [{ text: `${asked}  ${status}, ${carried}` }])];
  const got = told(line, [
    { text: `${asked}  ${status}  ` },
    pageSpan(page),
    ...(carried ? [{ text: `  ${carried}` }] : []),
  ]);
  if (!signatures) return [got];
  return [got, { look: 'row', spans: [{ text: ' '.repeat(24) + signatures }] }];
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
        spans: [{ text }],
      }),
    ),
    ...(remark ? [{ spans: [{ text: remark }] }] : []),
  ];
}
