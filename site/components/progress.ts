import type { Predicted } from '../../code/run/prediction.ts';

/**
 * What a reader predicted, kept in this browser and nowhere else, as one text under one key:
 *
 *     { "version": 1,
 *       "lessons": {
 *         "01-the-swap": {
 *           "predictions": {
 *             "who-answers": {
 *               "choice": "app-2", "confidence": "think", "why": "App 2 listens",
 *               "at": "2026-11-25T12:31:05.000Z" } } } } }
 *
 * A lesson stands under its one name, whatever the language of its page and wherever the site lies.
 * It is written when a reader predicts, and at no other time. What may stand there:
 * - Nothing: nobody has predicted here yet.
 * - Version 1: read. An entry of another shape counts as none; it stays until a prediction replaces it.
 * - A lesson under a path, as `zh-cn/01-the-swap`: read as that lesson; the next prediction moves it there.
 * - A lesson or a prediction that the course no longer has: stays, unread; its name may come back.
 * - A text of no version: read as nothing. The next prediction sets it aside, and begins anew.
 * - A higher version: a newer page wrote it. Read as nothing and left as it is, so nothing is kept.
 * And where storage is blocked or full, the page works as without, and forgets.
 */
export const key = 'still-answering';

export interface Kept extends Predicted {
  /** In the reader's words; often empty. */
  why: string;
  /** ISO 8601, UTC. */
  at: string;
}

/** What was predicted here, if anything was. */
export function kept(lesson: string, prediction: string): Kept | undefined {
  try {
    return find(localStorage.getItem(key), lesson, prediction);
  } catch {
    return undefined; // blocked
  }
}

/** How many of a lesson's questions were answered here. */
export function answered(lesson: string): number {
  try {
    return count(localStorage.getItem(key), lesson);
  } catch {
    return 0; // blocked
  }
}

/** Keeps a prediction, in place of an earlier one; says whether it could. */
export function keep(lesson: string, prediction: string, answer: Kept): boolean {
  try {
    const { text, aside } = add(localStorage.getItem(key), lesson, prediction, answer);
    if (aside !== undefined) localStorage.setItem(`${key}.set-aside-${answer.at}`, aside);
    if (text !== undefined) localStorage.setItem(key, text);
    return text !== undefined;
  } catch {
    return false; // blocked or full
  }
}

/** Finds one prediction in a stored text. */
export function find(text: string | null, lesson: string, prediction: string): Kept | undefined {
  const entry = predictionsIn(text, lesson)[prediction];
  return isKept(entry) ? entry : undefined;
}

/** Counts a lesson's predictions in a stored text. */
export function count(text: string | null, lesson: string): number {
  return Object.values(predictionsIn(text, lesson)).filter(isKept).length;
}

function predictionsIn(text: string | null, lesson: string): Record<string, unknown> {
  const stored = parse(text);
  if (stored === 'newer' || stored === 'broken') return {};
  return record(record(stored.lessons[lesson]).predictions);
}

/**
 * Adds one prediction to a stored text, and leaves all else in it as it is.
 * @returns no `text` when the stored one is not to be touched; `aside` when it has to be saved first
 */
export function add(
  text: string | null,
  lesson: string,
  prediction: string,
  answer: Kept,
): { text?: string; aside?: string } {
  const stored = parse(text);
  if (stored === 'newer') return {};
  if (stored === 'broken') {
    return { ...add(null, lesson, prediction, answer), aside: text ?? '' };
  }
  const before = record(stored.lessons[lesson]);
  const predictions = { ...record(before.predictions), [prediction]: answer };
  const lessons = { ...stored.lessons, [lesson]: { ...before, predictions } };
  return { text: JSON.stringify({ ...stored, lessons }) };
}

const version = 1;

interface Stored {
  version: typeof version;
  lessons: Record<string, unknown>;
}

function parse(text: string | null): Stored | 'newer' | 'broken' {
  if (text === null) return { version, lessons: {} };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'broken';
  }
  const found = record(value);
  if (typeof found.version === 'number' && found.version > version) return 'newer';
  if (found.version !== version || !isRecord(found.lessons)) return 'broken';
  return { ...found, version, lessons: byName(found.lessons) };
}

/** Moves what stands under a path to the lesson's name; an answer that stands there already stays. */
function byName(lessons: Record<string, unknown>): Record<string, unknown> {
  const isPath = ([key, value]: [string, unknown]) => key.includes('/') && isRecord(value);
  const named = new Map(Object.entries(lessons).filter((entry) => !isPath(entry)));
  for (const [path, value] of Object.entries(lessons).filter(isPath)) {
    const name = path.split('/').findLast((part) => part !== '') ?? path;
    const [there, here] = [record(named.get(name)), record(value)];
    const [moved, kept] = [record(here.predictions), record(there.predictions)];
    const whole = Object.entries(kept).filter(([, entry]) => isKept(entry));
    const predictions = { ...kept, ...moved, ...Object.fromEntries(whole) };
    named.set(name, { ...here, ...there, predictions });
  }
  return Object.fromEntries(named);
}

/** Is this a prediction, whole and in shape? */
export function isKept(value: unknown): value is Kept {
  const { choice, confidence, why, at } = record(value);
  return (
    typeof choice === 'string' &&
    (confidence === 'guess' || confidence === 'think' || confidence === 'sure') &&
    typeof why === 'string' &&
    typeof at === 'string' &&
    !Number.isNaN(Date.parse(at))
  );
}

/** The value itself where it is an object, an empty one where it is not. */
function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
