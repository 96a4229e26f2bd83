import { safeJson } from '../base/text/safe.ts';
import type { CommandFact, LabEvent } from './events.ts';

/** A run as text: one event a line, JSON. */
export function formatRecording(events: readonly LabEvent[]): string {
  return events.map(createRecorder()).join('');
}

/** Renders a run's events one by one as the lines of a recording; `--json` prints the same. */
export function createRecorder(): (event: LabEvent) => string {
  const keep = ownRowsOnly();
  return (event) => `${safeJson(keep(event))}\n`;
}

/**
 * A socket tool tells of the whole machine. A recording keeps the rows whose ports the run opened,
 * sorted, white space collapsed: neither strangers nor earlier runs belong to the story.
 */
export function ownRowsOnly(): (event: LabEvent) => LabEvent {
  const ports: Ports = { listening: new Set(), peers: new Set() };
  return (event) => {
    if (event.kind === 'server') ports.listening.add(event.port);
    if (event.kind === 'connection') ports.peers.add(event.peer);
    if (event.kind !== 'command' || !socketTools.has(event.tool)) return event;
    const output = ownRows(event.output, ports);
    const others = lines(event.output).length - lines(output).length + (event.others ?? 0);
    return { ...event, output, others };
  };
}

const socketTools: ReadonlySet<CommandFact['tool']> = new Set(['netstat', 'ss', 'course']);

/** The ports that a run opened itself. */
interface Ports {
  listening: Set<number>;
  peers: Set<number>;
}

function ownRows(output: string, { listening, peers }: Ports): string {
  const rows = lines(output)
    .filter((row) => {
      const own = /\bLISTEN/.test(row) ? listening : peers;
      return portsIn(row).some((port) => own.has(port));
    })
    .map((row) => row.trim().replace(/\s+/g, ' '));
  return rows.sort().join('\n');
}

function lines(output: string): string[] {
  return output.split('\n').filter(Boolean);
}

function portsIn(row: string): number[] {
  return [...row.matchAll(/[:.](\d{1,5})(?=\s|$)/g)].map(([, port]) => Number(port));
}

/**
 * @throws SyntaxError naming the line that is not an event
 */
export function parseRecording(text: string): LabEvent[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line, index) => {
      const event: unknown = parse(line);
      if (isEvent(event)) return event;
      throw new SyntaxError(`line ${index + 1} of the recording is no event: ${line.slice(0, 60)}`);
    });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isEvent(value: unknown): value is LabEvent {
  return typeof value === 'object' && value !== null && 'kind' in value && 'at' in value;
}
