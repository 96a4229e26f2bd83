import { columnsOf } from '../../code/base/text/width.ts';
import type { LabEvent } from '../../code/run/events.ts';
import { isDrawn, type Picture, picture } from '../../code/run/picture.ts';
import type { Lens, Told } from '../../code/run/transcript.ts';
import { type Html, html } from './html.ts';
import { type PageLine, type PageSpan, paintLine } from './paint-line.ts';
import { paintPicture } from './paint-picture.ts';

/** A wait of more than this, in ms, has a height of its own, or equal lines would hide it. */
const silence = 900;
/** What fits beside the picture, in characters. */
const beside = 54;

/** A line of the page. */
interface Row {
  line: PageLine;
  look?: string | undefined;
  /** When its step of the run happened, in ms; on the step's first line. */
  at?: number;
  /** How wide the strip of a narrow page has it: 0 where the picture has nothing to show. */
  width: number;
  /** How high it is, in lines. */
  height?: number;
}

export interface RunLook {
  lens: Lens;
  /** The line that a reader would type for it. */
  command?: string | undefined;
  /** The program that it is of, where it can be switched. */
  program?: string | undefined;
  /** Hidden until it is switched to. */
  other?: boolean;
  /** Without the picture. */
  plain?: boolean;
}

/**
 * A run, or a part of one, as a page shows it: lines, and beside them a picture in which each mark stands
 * at the height of its line. A pure function: the server paints recordings, a browser its own runs.
 * @param onStage which events to show; what is before them comes into the picture
 */
export function paintRun(
  told: readonly Told[],
  onStage: (told: Told) => boolean,
  { lens, command, program, other = false, plain = false }: RunLook,
): Html {
  const connections = lens === 'connections' || lens === 'whole';
  const rows: Row[] = [];
  const rowOf = new Map<LabEvent, number>();
  let last: number | undefined;
  for (const each of told) {
    const { event } = each;
    const drawn = isDrawn(event, connections);
    // Not all that has its time has a mark; the silence before it is over all the same.
    const isTimed = drawn || tellsItsTime.includes(event.kind);
    if (onStage(each) && each.lines.length > 0) {
      const wait = isTimed && last !== undefined ? event.at - last : 0;
      if (wait > silence) rows.push(quiet(wait));
      const block = blockOf(each, rows.length === 0, drawn ? 1 : 0);
      rowOf.set(event, rows.length + block.findIndex(({ line }) => line.spans.length > 0));
      rows.push(...block);
    }
    if (isTimed || (event.kind === 'command' && event.shown)) last = event.at;
  }
  const drawing = picture(told, rowOf, lens);
  const pictured = !plain && drawing.bars.length + drawing.marks.length > 0;
  const text = rows.map(({ line, look, at, height }) => {
    const classes = ['line', line.look, look].filter(Boolean).join(' ');
    const style = [line.columns && `--columns:${line.columns}`, height && `--height:${height}`]
      .filter(Boolean)
      .join(';');
    return html`<span class="${classes}"${style ? html` style="${style}"` : ''}${at === undefined ? '' : html` data-at="${at}"`}>${spans(line)}
</span>`;
  });
  const body = html`<pre><code>${text}</code></pre>`;
  const named = html`${program ? html` data-program="${program}"` : ''}${other ? html` hidden` : ''}`;
  if (!pictured) return html`<div class="transcript"${named}>${body}</div>`;
  return html`<div class="transcript pictured" style="${layout(drawing, rows)}"${named}>${command ? html`<div class="ran">$ ${command}</div>` : ''}${body}${paintPicture(drawing, stripOf(drawing.past, rows))}</div>`;
}

const tellsItsTime: readonly LabEvent['kind'][] = [
  ...(['process', 'middleman', 'failure', 'tally', 'stream'] as const),
];

/** The lines of one event. What leads up to it is `early`: it comes before its time. */
function blockOf({ event, lines }: Told, isFirst: boolean, width: number): Row[] {
  const early = event.kind === 'scene';
  return lines.map(paintLine).flatMap(({ apart, lines }, block) => {
    const lookOf = ({ spans }: PageLine) => {
      const wide = event.kind === 'command' && columnsOf(textOf(spans)) > beside;
      return [early && 'early', wide && 'wide', isOwn(event) && 'own'].filter(Boolean).join(' ');
    };
    const rows = lines.map((line, index): Row => {
      const starts = !early && block + index === 0 ? { at: event.at } : {};
      return { line, width: index ? 0 : width, look: lookOf(line), ...starts };
    });
    const blank: Row = { line: { spans: [] }, look: 'early', width: 0 };
    return apart && !isFirst ? [blank, ...rows] : rows;
  });
}

/** Is it a thing that one program does and another, told by the same story, does not? */
function isOwn(event: LabEvent): boolean {
  return event.kind === 'connection' || (event.kind === 'server' && event.did === 'close-all');
}

/** A wait, shortened: five lines at most. */
function quiet(ms: number): Row {
  const size = Math.round(Math.min(5, ms / 500) * 10) / 10;
  const line: PageLine = { spans: [{ text: `          ${(ms / 1000).toFixed(1)} s pass` }] };
  return { line, look: 'early quiet', width: Math.min(4, size), height: size };
}

/** What tells how the run went is wrapped, so that it can wait for a prediction. */
function spans({ spans, result }: PageLine): Html {
  const paint = ({ text, look }: PageSpan) =>
    look ? html`<span class="${look}">${text}</span>` : html`${text}`;
  const before = spans.slice(0, result).map(paint);
  if (result === undefined) return html`${before}`;
  return html`${before}<span class="got">${spans.slice(result).map(paint)}</span>`;
}

/** How wide a narrow page has each step. */
function stripOf(past: number, rows: readonly Row[]): number[] {
  return [...Array<number>(past).fill(1), ...rows.map(({ width }) => width)];
}

function layout({ past, lanes }: Picture, rows: readonly Row[]): string {
  const widths = stripOf(past, rows);
  const strip = widths.map((width) => `${width}fr`).join(' ');
  return `--rows:${rows.length};--past:${past};--lanes:${lanes.length - 1};--strip:${strip}`;
}

const textOf = (spans: readonly PageSpan[]) => spans.map(({ text }) => text).join('');
