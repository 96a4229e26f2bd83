import type { LabEvent, RunFact } from '../../code/run/events.ts';
import { parseRecording } from '../../code/run/recording.ts';
import { codeFiles } from './code-files.ts';

export interface Recorded {
  /** Relative to code/. */
  path: string;
  events: LabEvent[];
  run: RunFact;
}

/**
 * A recorded run of a lesson: `recording.jsonl`, or `recording.<variant>.jsonl`.
 * @throws when it is not there, naming those that are; or when it does not begin with its run.
 */
export function recorded(lesson: string, variant: string | undefined, page: string): Recorded {
  const path = `${lesson}/recording${variant ? `.${variant}` : ''}.jsonl`;
  const text = codeFiles.get(path);
  if (text === undefined) {
    const known = recordingsOf(lesson).join(', ') || 'none';
    throw new Error(`${page}: no recording code/${path}; lesson "${lesson}" has: ${known}`);
  }
  const events = parseRecording(text);
  const [run] = events;
  if (run?.kind !== 'run') throw new Error(`${page}: code/${path} does not begin with its run`);
  return { path, events, run };
}

/** The names of a lesson's recordings. */
export function recordingsOf(lesson: string): string[] {
  return [...codeFiles.keys()]
    .filter((path) => path.startsWith(`${lesson}/recording`) && path.endsWith('.jsonl'))
    .map((path) => path.slice(lesson.length + 1));
}

/** `Node 26.10`, `Chromium 156`: the programs that took part, as short as they stay exact enough. */
export function programs(runs: readonly RunFact[]): string[] {
  const all = runs.flatMap((run) => Object.entries(run.versions));
  return [...new Set(all.map(([name]) => name))].map((name) => {
    const versions = all.flatMap(([each, version]) =>
      each === name ? [short(name, version)] : [],
    );
    const inOrder = [...new Set(versions)].sort((a, b) => Number(a) - Number(b));
    return `${capital(name)} ${inOrder.join(', ')}`;
  });
}

function short(name: string, version: string): string {
  const [major = '', minor] = version.split('.');
  const browser = /chrom|firefox/i.test(name);
  return browser || minor === undefined ? major : `${major}.${minor}`;
}

/** As its makers write it. */
const written: Record<string, string> = { nginx: 'nginx', haproxy: 'HAProxy' };
const capital = (name: string) => written[name] ?? name.charAt(0).toUpperCase() + name.slice(1);
