import type { CommandFact, LabEvent } from './events.ts';

/**
 * A socket tool tells of the whole machine. A run keeps the rows whose ports it opened itself, sorted,
 * in the tool's columns: neither strangers nor earlier runs belong to the story. The lab passes every
 * event through this before anybody sees it, so no view has to.
 * @returns takes a run's events one by one, from the first
 */
export function ownRowsOnly(): (event: LabEvent) => LabEvent {
  const ports: Ports = { listening: new Set(), peers: new Set() };
  return (event) => {
    if (event.kind === 'server') ports.listening.add(event.port);
    if (event.kind === 'connection') ports.peers.add(event.peer);
    if (event.kind !== 'command' || !isSocketTool(event.tool)) return event;
    const all = event.output.split('\n').filter(Boolean);
    const own = all.filter((row) => isOwn(row, ports));
    const others = all.length - own.length + (event.others ?? 0);
    return { ...event, output: own.map(trimEnd).sort(byWords).join('\n'), others };
  };
}

/** Does it print rows of the socket table? */
export function isSocketTool(tool: CommandFact['tool']): boolean {
  return tool === 'netstat' || tool === 'ss' || tool === 'course';
}

/** The ports that a run opened itself. */
interface Ports {
  listening: Set<number>;
  peers: Set<number>;
}

function isOwn(row: string, { listening, peers }: Ports): boolean {
  const own = /\bLISTEN/.test(row) ? listening : peers;
  return portsIn(row).some((port) => own.has(port));
}

function portsIn(row: string): number[] {
  return [...row.matchAll(/[:.](\d{1,5})(?=\s|$)/g)].map(([, port]) => Number(port));
}

const trimEnd = (row: string) => row.trimEnd();

function byWords(one: string, other: string): number {
  const [a, b] = [withoutColumns(one), withoutColumns(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A row with single blanks: for a place that is narrower, and to compare what two runs printed. */
export function withoutColumns(row: string): string {
  return row.trim().replace(/[ \t]+/g, ' ');
}
