/**
 * What a reader predicted, kept in this browser and nowhere else, under one key:
 *
 *     { "version": 1,
 *       "lessons": { "01-the-swap": { "who-answers": { "choice": "app-2", "sure": "think", "why": "" } } } }
 *
 * - Nothing kept yet, storage blocked or full: the page works, and forgets.
 * - A text that is no such object: set aside under `still-answering.broken`, and begun anew.
 * - Another version: left alone, nothing read, nothing written; a newer page wrote it.
 * - A lesson or a prediction that is no more: stays, unread. Its name may come back.
 */
const key = 'still-answering';
const version = 1;

export interface Kept {
  choice: string;
  sure: string;
  why: string;
}

type Lessons = Record<string, Record<string, Kept>>;

/** What was predicted, if anything was. */
export function kept(lesson: string, prediction: string): Kept | undefined {
  const found = read()?.[lesson]?.[prediction];
  return typeof found?.choice === 'string' ? found : undefined;
}

export function keep(lesson: string, prediction: string, answer: Kept): void {
  const lessons = read();
  if (!lessons) return;
  lessons[lesson] = { ...lessons[lesson], [prediction]: answer };
  try {
    localStorage.setItem(key, JSON.stringify({ version, lessons }));
  } catch {
    // Full or blocked: the answer stands on the page, and is forgotten with it.
  }
}

/** undefined when what is kept is not ours to change. */
function read(): Lessons | undefined {
  let text: string | null = null;
  try {
    text = localStorage.getItem(key);
    if (text === null) return {};
    const value: unknown = JSON.parse(text);
    if (isObject(value) && isObject(value.lessons)) {
      return value.version === version ? (value.lessons as Lessons) : undefined;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) return undefined;
  }
  if (text !== null) localStorage.setItem(`${key}.broken`, text);
  return {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
