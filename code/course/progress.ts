import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Predicted } from './cli/prediction.ts';

/**
 * What a reader did in the terminal, in one readable file of their state folder:
 *
 *     { "version": 1,
 *       "lessons": { "01-the-swap": { "played": "2026-11-25",
 *                                     "predictions": { "who-answers": { "choice": "app-2", "confidence": "sure" } } } } }
 *
 * A broken file is set aside as `progress.broken.json` and begun anew. Of two runs that end at once
 * the later one wins for its lesson; the file itself is always whole, since it is renamed into place.
 */
export interface Progress {
  version: 1;
  lessons: Record<string, LessonProgress>;
}

export interface LessonProgress {
  played: string;
  predictions: Record<string, Predicted>;
}

/** Where state belongs on each system: XDG_STATE_HOME, Application Support, LOCALAPPDATA. */
export function progressFile(env: NodeJS.ProcessEnv, platform = process.platform): string {
  const home = env.HOME ?? homedir();
  const states: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(home, 'Library', 'Application Support'),
    win32: env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'),
  };
  const state = env.XDG_STATE_HOME ?? states[platform] ?? join(home, '.local', 'state');
  return join(state, 'still-answering', 'progress.json');
}

/** What was done so far; a broken file is set aside, and `note` told where it is now. */
export function readProgress(file: string, note: (text: string) => void): Progress {
  const none: Progress = { version: 1, lessons: {} };
  if (!existsSync(file)) return none;
  try {
    const value = parse(readFileSync(file, 'utf8'));
    if (isProgress(value)) return value;
    const aside = file.replace(/\.json$/, '.broken.json');
    renameSync(file, aside);
    note(`${file} was not as this course writes it, and is kept as ${aside}`);
  } catch (error) {
    note(`your progress cannot be read: ${(error as Error).message}`);
  }
  return none;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Remembers a lesson that was played to its end. What cannot be written is told, and no failure. */
export function keepProgress(
  file: string,
  slug: string,
  predictions: ReadonlyMap<string, Predicted>,
  note: (text: string) => void,
): void {
  const progress = readProgress(file, note);
  const before = progress.lessons[slug]?.predictions;
  progress.lessons[slug] = {
    played: new Date().toLocaleDateString('sv'),
    predictions: { ...before, ...Object.fromEntries(predictions) },
  };
  try {
    mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
    const half = `${file}.${process.pid}.new`;
    writeFileSync(half, `${JSON.stringify(progress, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
    renameSync(half, file);
  } catch (error) {
    note(`your progress was not kept: ${(error as Error).message}`);
  }
}

function isProgress(value: unknown): value is Progress {
  if (typeof value !== 'object' || value === null) return false;
  const { version, lessons } = value as Partial<Progress>;
  return version === 1 && typeof lessons === 'object' && lessons !== null;
}
