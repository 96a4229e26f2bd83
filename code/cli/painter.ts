import { paint, type Style } from '../base/paint.ts';
import { columnsOf } from '../base/text/width.ts';
import { breakLines } from '../base/text/wrap.ts';
import { withoutColumns } from '../run/own-rows.ts';
import {
  type AnswerLine,
  type CommandLine,
  inSeconds,
  type Line,
  listed,
  type Span,
} from '../run/transcript.ts';

export interface PainterOptions {
  /** Columns to break our own lines at; under 60 a line says less. Default 80. */
  width?: number | undefined;
  /** Columns that what a command printed must keep to: none in a pipe. Default: the width. */
  outputWidth?: number | undefined;
  /** 16 ANSI colours and bold; shapes and words carry the same. */
  color: boolean;
}

type Painted = Omit<Span, 'app'> & { style?: Style | undefined };

/** Paints the lines of a transcript for a terminal, each with its line feed. */
export function createPainter(options: PainterOptions): (line: Line) => string {
  const { width = 80, outputWidth = width, color } = options;
  const narrow = width < 60;
  const indent = narrow ? 2 : 10;

  /** Lines of spans, each broken where the terminal ends; what follows a break hangs. */
  const put = (spans: readonly Painted[], hang = 2, columns = width): string =>
    breakSpans(spans, columns, hang)
      .map((line) => `${line.map(({ text, style }) => paint(text, style, color)).join('')}\n`)
      .join('');
  const bold = (text: string) => put([{ text, style: 'bold' }], 0, Math.min(width, 100) - 1);

  const told = (at: number | undefined, who: string, said: readonly Painted[]): string => {
    const when = at === undefined ? '' : inSeconds(at);
    if (!narrow)
      return put([{ text: `${when.padStart(8)}  ${who.padEnd(12)}  ` }, ...said], indent);
    const head = [when, who].filter(Boolean).join(' ');
    return put(head ? [{ text: `${head} ` }, ...said] : said);
  };

  function answer({ at, who, asked, status, page, carried, signatures }: AnswerLine): string {
    if (!page) return told(at, who, [{ text: `${asked}  ${status}, ${carried}` }]);
    const got = [
      { text: narrow ? `${status} ` : `${asked}  ${status}  ` },
      { text: page.text, style: page.app && appStyles[page.app] },
    ];
    if (signatures) return told(at, who, got) + told(undefined, '', [{ text: signatures }]);
    if (!carried) return told(at, who, got);
    const inOne = told(at, who, [...got, { text: `  ${carried}` }]);
    // Where a terminal would break it, the connection stands below.
    if (inOne.indexOf('\n') === inOne.length - 1) return inOne;
    return told(at, who, got) + put([{ text: ' '.repeat(narrow ? 0 : indent) + carried }], indent);
  }

  function command({ line, output, rows, remark }: CommandLine): string {
    // A row keeps the tool's columns where there is room for all of them.
    const fits = output.every((each) => columnsOf(each) <= outputWidth);
    const shown = rows && !fits ? output.map(withoutColumns) : output;
    return [
      put([{ text: `$ ${line}`, style: 'bold' }], 2, outputWidth),
      ...shown.map((text) => put([{ text }], 2, outputWidth)),
      remark ? put([{ text: remark }], 0) : '',
    ].join('');
  }

  return (line) => {
    switch (line.kind) {
      case 'scene':
        return `\n${bold(line.title)}`;
      case 'finding':
        return `\n${bold(line.text)}`;
      case 'note':
        return put([{ text: line.text }], 0, Math.min(width, 100) - 1);
      case 'server':
      case 'connection':
      case 'process':
      case 'middleman':
      case 'failure':
      case 'stream':
        return told(line.at, line.who, [{ text: line.said }]);
      case 'tally':
        return told(line.at, line.who, [
          { text: `${line.asked}  ` },
          ...listed(line.outcomes).map(({ text, app }) => ({ text, style: app && appStyles[app] })),
        ]);
      case 'answer':
        return answer(line);
      case 'command':
        return command(line);
      case 'rows':
        return line.rows
          .map(({ owner, state, ends }) => {
            const text = `${' '.repeat(narrow ? 0 : indent)}${owner.padEnd(14)}${state.padEnd(12)} ${ends}`;
            return put([{ text: columnsOf(text) > width ? withoutColumns(text) : text }]);
          })
          .join('');
      default:
        return line satisfies never;
    }
  };
}

/** Said by shape and colour everywhere: App 1 ● amber, App 2 ■ teal. */
const appStyles = { 'App 1': 'yellow', 'App 2': 'cyan' } as const;

/** Breaks a text in several styles as one; later lines hang by so many columns. */
function breakSpans(spans: readonly Painted[], columns: number, hang: number): Painted[][] {
  const text = spans.map((span) => span.text).join('');
  if (columnsOf(text.trimEnd()) <= columns) return [[...spans]];
  const [first] = breakLines(text, columns);
  const rest = first ? breakLines(text.slice(first.to).trimStart(), columns - hang) : [];
  const skipped = first ? text.length - text.slice(first.to).trimStart().length : 0;
  return [
    partOf(spans, first?.from ?? 0, first?.to ?? 0),
    ...rest.map(({ from, to }) => [
      { text: ' '.repeat(hang) },
      ...partOf(spans, from + skipped, to + skipped),
    ]),
  ];
}

/** The piece of a row of spans between two positions of its text. */
function partOf(spans: readonly Painted[], from: number, to: number): Painted[] {
  let at = 0;
  return spans.flatMap((span) => {
    const text = span.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += span.text.length;
    return text ? [{ ...span, text }] : [];
  });
}
