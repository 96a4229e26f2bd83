import { safeJson } from '../base/text/safe.ts';
import type { LabEvent } from './events.ts';

/** A run as text: one event a line, JSON. */
export function formatRecording(events: readonly LabEvent[]): string {
  return events.map(formatEvent).join('');
}

/** One line of a recording; `--json` prints the same. */
export function formatEvent(event: LabEvent): string {
  return `${safeJson(event)}\n`;
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
