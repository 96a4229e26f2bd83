import { OperationalError } from './errors.ts';

/** How long to wait for something that takes milliseconds when all is well. */
const patience = 10_000;
/** How often a thing without an event of its own, such as the kernel's table, is looked at. */
const glance = 5;

/** What was awaited did not come; the message says what it was and what was seen instead. */
export class NeverCame extends OperationalError {
  override name = 'NeverCame';

  constructor(message: string) {
    super(message, 'try again: on a busy machine what takes milliseconds may take longer');
  }
}

/**
 * Waits until `look()` returns something, looking again every few milliseconds.
 * @param what names the awaited thing, for the error: `App 2 in the table`
 * @param seen describes, at the deadline, what was there instead
 * @throws NeverCame after `ms` milliseconds
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  { ms = patience, seen }: { ms?: number; seen?: () => string } = {},
): Promise<T> {
  const deadline = performance.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) {
      throw new NeverCame(`waited ${ms / 1000} s for ${what}${seen ? `, saw: ${seen()}` : ''}`);
    }
    await new Promise((again) => setTimeout(again, glance));
  }
}

/**
 * The promise, under a deadline that names it. The timer is a held one: a program with nothing else
 * to do must live to say what it waited for.
 * @throws NeverCame after `ms` milliseconds
 */
export async function within<T>(what: string, promise: Promise<T>, ms = patience): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NeverCame(`waited ${ms / 1000} s for ${what}`)), ms);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
