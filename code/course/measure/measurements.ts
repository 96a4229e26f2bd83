import { z } from 'zod';
import type { BrowserDriver } from '../../lab/clients/driver.ts';

/** What was measured, and when: the head of every entry. */
const stamp = {
  program: z.string().min(1),
  version: z.string().regex(/^\d+(\.\d+)*$/),
  date: z.iso.date(),
};

/** How long one program keeps a quiet connection. */
export const idleTime = z.strictObject({
  ...stamp,
  /** Which end of the connection the program is. */
  side: z.enum(['client', 'server']),
  /** Seconds that its header, its settings or its documentation promise; null when none does. */
  said: z.number().positive().nullable(),
  /** Seconds that it did, to a tenth; null when it was not waited out. */
  done: z.number().positive().nullable(),
  /** How both were found. */
  how: z.string().min(1),
});
export type IdleTime = z.infer<typeof idleTime>;

/** Which app one way of asking gets after the swap, as the apps saw it. */
export const way = z.strictObject({
  way: z.string().min(1),
  ...stamp,
  app: z.templateLiteral(['App ', z.int()]),
  /** What the app answered with, on the wire; a page may be told 200 where this is 304. */
  status: z.int(),
  /** On a connection from before the swap? */
  kept: z.boolean(),
});
export type Way = z.infer<typeof way>;

/** The head of an entry about `program`, measured now. */
export function stampOf(program: string, version: string) {
  return { program, version, date: new Date().toLocaleDateString('sv') };
}

/** The head of an entry about a real browser, measured now. */
export function stampOfBrowser({ versions }: BrowserDriver) {
  const [[program, version] = ['a browser', '0']] = Object.entries(versions);
  return stampOf(program, version);
}
