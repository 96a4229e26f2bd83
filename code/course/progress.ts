import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { readKept, setAside, writeKept } from '../base/kept-file.ts';
import type { Predicted } from '../run/prediction.ts';

/**
 * What a reader did in the terminal, in one readable file of their state folder:
 *
 *     { "version": 1,
 *       "lessons": { "01-the-swap": { "played": "2026-11-25",
 *                                     "predictions": { "who-answers": { "choice": "app-2", "confidence": "sure" } } } },
 *       "solved": { "08-close-the-connections": "SHA-256 of the text that solved its exercise" },
 *       "hinted": { "08-close-the-connections": 2 } }
 *
 * A broken file is set aside under another name and begun anew. Of two runs that end at once the
 * second waits and adds to what the first has written. What else stands in the file is kept.
 */
export interface Progress {
  version: 1;
  lessons: Record<string, { played: string; predictions: Record<string, Predicted> }>;
  solved?: Record<string, string>;
  hinted?: Record<string, number>;
}

/** Is told, in one line, what became of the file. */
type Note = (text: string) => void;

/**
 * Where state belongs: $XDG_STATE_HOME, which has to be absolute to count (XDG Base Directory
 * Specification), else ~/.local/state, ~/Library/Application Support or %LOCALAPPDATA%.
 */
export function progressFile(env: NodeJS.ProcessEnv, platform = process.platform): string {
  const home = env.HOME || homedir();
  const states: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(home, 'Library', 'Application Support'),
    win32: env.LOCALAPPDATA || join(home, 'AppData', 'Local'),
  };
  const named = env.XDG_STATE_HOME ?? '';
  const state = isAbsolute(named) ? named : (states[platform] ?? join(home, '.local', 'state'));
  return join(state, 'still-answering', 'progress.json');
}

/** What was done so far; nothing, when the file cannot be read or is broken. */
export function readProgress(file: string, note: Note): Progress {
  return read(file, note) ?? nothing();
}

/** Remembers a lesson that was played to its end, and what was predicted the first time. What cannot be written is told, and no failure. */
export async function keepProgress(
  file: string,
  slug: string,
  predictions: ReadonlyMap<string, Predicted>,
  note: Note,
): Promise<void> {
  await change(file, note, ({ lessons }) => {
    lessons[slug] = {
      ...lessons[slug],
      played: new Date().toLocaleDateString('sv'),
      predictions: { ...Object.fromEntries(predictions), ...lessons[slug]?.predictions },
    };
  });
}

/** Remembers the text that solved a lesson's exercise. */
export async function keepSolved(
  file: string,
  slug: string,
  text: string,
  note: Note,
): Promise<void> {
  await change(file, note, (progress) => {
    progress.solved = { ...progress.solved, [slug]: hash(text) };
  });
}

/** Remembers how many hints to a lesson's exercise were given; 0 as soon as it is begun anew. */
export async function keepHinted(
  file: string,
  slug: string,
  hints: number,
  note: Note,
): Promise<void> {
  await change(file, note, (progress) => {
    progress.hinted = { ...progress.hinted, [slug]: hints };
  });
}

/** Did this very text solve the exercise? A text that was changed since then is to be checked again. */
export function isSolved({ solved }: Progress, slug: string, text: string): boolean {
  return solved?.[slug] === hash(text);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** How long another run is waited for; it needs some milliseconds, so what takes longer is no run. */
const patienceMs = 2000;

async function change(file: string, note: Note, edit: (progress: Progress) => void): Promise<void> {
  const { oneAtATime } = await import('../base/one-at-a-time.ts');
  const waiting = { signal: AbortSignal.timeout(patienceMs), onWait() {} };
  using _turn = await oneAtATime(file, waiting).catch(() => undefined);
  const progress = read(file, note);
  // What cannot be read cannot be added to, and writing anew would lose it.
  if (!progress) return;
  edit(progress);
  try {
    writeKept(file, `${JSON.stringify(progress, null, 2)}\n`);
  } catch (error) {
    note(`your progress was not kept: ${(error as Error).message}`);
  }
}

function read(file: string, note: Note): Progress | undefined {
  try {
    const text = readKept(file);
    if (text === undefined) return nothing();
    const found = parse(text);
    if (isProgress(found)) return found;
    note(`${file} was not as this course writes it, and is kept as ${setAside(file)}`);
    return nothing();
  } catch (error) {
    note(`your progress cannot be read: ${(error as Error).message}`);
    return undefined;
  }
}

const nothing = (): Progress => ({ version: 1, lessons: {} });

function parse(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** By hand: loading a library of schemas takes longer than all else of the list of lessons. */
function isProgress(value: unknown): value is Progress {
  if (!isRecord(value) || value.version !== 1 || !isRecord(value.lessons)) return false;
  const { lessons, solved = {}, hinted = {} } = value;
  return (
    Object.values(lessons).every(isPlayed) && areAll('string', solved) && areAll('number', hinted)
  );
}

function isPlayed(lesson: unknown): boolean {
  if (!isRecord(lesson) || typeof lesson.played !== 'string') return false;
  const { predictions } = lesson;
  return isRecord(predictions) && Object.values(predictions).every(isPredicted);
}

function isPredicted(value: unknown): value is Predicted {
  if (!isRecord(value) || typeof value.choice !== 'string') return false;
  return ['guess', 'think', 'sure'].some((confidence) => confidence === value.confidence);
}

function areAll(type: 'string' | 'number', record: unknown): boolean {
  return isRecord(record) && Object.values(record).every((value) => typeof value === type);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
