import type { AppName, LabEvent } from './events.ts';
import { timeline } from './timeline.ts';
import type { Lens, Told } from './transcript.ts';

/**
 * The space-time diagram beside a transcript: what is to be drawn, and at which line. It can be laid
 * downwards, each mark at the height of its line, or to the right, where the steps before the first
 * line come in, too.
 */
export interface Picture {
  /** Who has a lane; the first is the port's. */
  lanes: string[];
  /** How many steps lie before the first line. */
  past: number;
  /** With the past: a step a line, from 0. */
  steps: number;
  bars: Bar[];
  marks: Mark[];
}

/** Something that lasts: an app that listens, or a connection. */
export interface Bar {
  kind: 'listener' | 'connection';
  app: AppName;
  lane: number;
  /** 0, or 1 when another connection of the lane is open at the same time. */
  side: number;
  from: number;
  /** The step of its end; `steps` when it is still open there. */
  to: number;
  /** Did it end? If not it is cut flat. */
  ended: boolean;
}

/** An answer. */
export interface Mark {
  /** Whose page it is, or from lens `connections` on who answered. */
  app: AppName | undefined;
  lane: number;
  side: number;
  step: number;
  status: number;
}

/**
 * Draws no more than the lens shows: without `connections`, nothing tells which way a request took.
 * @param rows the line of each event that is on stage, from 0
 */
export function picture(
  told: readonly Told[],
  rows: ReadonlyMap<LabEvent, number>,
  lens: Lens,
): Picture {
  const connections = lens === 'connections' || lens === 'whole';
  const { past, steps, stepOf } = place(told, rows, connections);
  const events = told.map(({ event }) => event);
  const run = timeline(events, (event) => stepOf.get(event) ?? Infinity);
  const onStage = (step: number) => step < steps;

  const answers = connections
    ? run.connections.flatMap(({ app, lane, side, answers }) =>
        answers.map(({ step, status }) => ({
          app,
          who: run.lanes[lane] ?? '',
          side,
          step,
          status,
        })),
      )
    : told.flatMap(({ event, lines: [line] }) => {
        if (event.kind !== 'answer' || line?.kind !== 'answer') return [];
        const { who, status } = line;
        return [{ app: line.page?.app, who, side: 0, step: stepOf.get(event) ?? Infinity, status }];
      });
  const drawn = answers.filter(({ step }) => onStage(step));
  const now = drawn.filter(({ step }) => step >= past);
  const clients = new Set((now.length > 0 ? now : drawn).map(({ who }) => who));
  const lanes = ['port', ...run.lanes.filter((who) => clients.has(who))];

  const listeners = run.listeners.map(({ app, from, to }): Bar => {
    return { kind: 'listener', app, lane: 0, side: 0, from, to, ended: to < run.steps };
  });
  const bands = run.connections.map(({ app, lane, side, from, to, closed }): Bar => {
    const own = lanes.indexOf(run.lanes[lane] ?? '');
    return { kind: 'connection', app, lane: own, side, from, to, ended: closed };
  });
  return {
    lanes,
    past,
    steps,
    bars: [...listeners, ...(connections ? bands : [])]
      .filter(({ lane, from }) => lane >= 0 && onStage(from))
      .map((bar) => ({ ...bar, to: bar.ended ? Math.min(bar.to, steps) : steps })),
    marks: drawn
      .map(({ who, ...mark }) => ({ ...mark, lane: lanes.indexOf(who) }))
      .filter(({ lane }) => lane > 0),
  };
}

/** At which step each event happens: the past has one an event, the stage one a line. */
function place(
  told: readonly Told[],
  rows: ReadonlyMap<LabEvent, number>,
  connections: boolean,
): { past: number; steps: number; stepOf: Map<LabEvent, number> } {
  const isOn = ({ event }: Told) => rows.has(event);
  const [first, last] = [told.findIndex(isOn), told.findLastIndex(isOn)];
  const stepOf = new Map<LabEvent, number>();
  let past = 0;
  for (const { event } of told.slice(0, first)) {
    stepOf.set(event, past);
    if (isDrawn(event, connections)) past++;
  }
  let next = past;
  for (const { event } of told.slice(first, last + 1).reverse()) {
    const row = rows.get(event);
    if (row !== undefined) next = past + row;
    // What is not on stage happens before the next line that is; its answers are not told.
    stepOf.set(event, row === undefined && event.kind === 'answer' ? Infinity : next);
  }
  return { past, steps: past + 1 + Math.max(-1, ...rows.values()), stepOf };
}

/** Is it drawn, as lines and scenes are not? */
export function isDrawn(event: LabEvent, connections: boolean): boolean {
  if (event.kind === 'connection') return connections;
  return event.kind === 'server' || (event.kind === 'answer' && event.shown !== null);
}
