import { readFile, stat } from 'node:fs/promises';
import { called } from '../../base/called.ts';
import { CannotExamine } from '../cannot-examine.ts';
import { Examination, type Level, levels } from '../examination.ts';

/** One thing that is not as it was. */
export interface Change {
  what: string;
  before: Level;
  now: Level;
}

export interface Changes {
  worse: Change[];
  better: Change[];
}

/** Two hundred times what an examination takes. */
const mostBytes = 16 * 1024 * 1024;

/** Reads an earlier examination, as `--json` printed it. @throws CannotExamine */
export async function readBaseline(file: string): Promise<Examination> {
  const remedy = `write it: ${called('doctor', '--json -- your server')} > ${file}`;
  const unreadable = (error: NodeJS.ErrnoException) => {
    throw new CannotExamine(`the baseline ${file} cannot be read: ${error.code}`, remedy);
  };
  const about = await stat(file).catch(unreadable);
  // A device or a pipe may never end.
  if (!about.isFile()) throw new CannotExamine(`the baseline ${file} is no file`, remedy);
  if (about.size > mostBytes) {
    throw new CannotExamine(`${file} is too big for an examination of this doctor`, remedy);
  }
  const text = await readFile(file, 'utf8').catch(unreadable);
  const parsed = Examination.safeParse(orNothing(text));
  if (parsed.success) return parsed.data;
  throw new CannotExamine(`${file} is not an examination of this doctor`, remedy);
}

/** `npm run` prints two lines of its own before the examination, and a blank one. */
function orNothing(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\s*(> .*\n)+/, ''));
  } catch {
    return undefined;
  }
}

/** What changed its level, probe by probe and rule by rule; a probe that only one of them has is none. */
export function changesSince(before: Examination, now: Examination): Changes {
  const [then, today] = [levelsOf(before), levelsOf(now)];
  const changes = [...new Set([...then.keys(), ...today.keys()])]
    .map((what) => ({ what, before: then.get(what) ?? 'pass', now: today.get(what) ?? 'pass' }))
    .filter(({ before, now }) => before !== 'skipped' && now !== 'skipped');
  const rank = (level: Level) => levels.indexOf(level);
  return {
    worse: changes.filter(({ before, now }) => rank(now) > rank(before) && isBad(now)),
    better: changes.filter(({ before, now }) => rank(now) < rank(before) && isBad(before)),
  };
}

/** A note comes and goes with the race that it tells of. */
const isBad = (level: Level): boolean => level === 'warning' || level === 'fault';

/** The stop's own findings are told apart by their rule: that all passed leaves none to compare. */
function levelsOf({ probes, findings }: Examination): Map<string, Level> {
  return new Map<string, Level>([
    ...probes.map(({ id, level }): [string, Level] => [id, level]),
    ...findings
      .filter(({ rule }) => rule !== 'fine')
      .map(({ rule, level }): [string, Level] => [`the stop: ${rule}`, level]),
  ]);
}
