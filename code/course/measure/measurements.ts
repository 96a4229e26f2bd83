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

const seconds = z.tuple([z.number(), z.number()]);

/** What 1,000 requests lost while one server left, in several runs. */
export const leave = z.strictObject({
  /** Who led clients to it. */
  route: z.string().min(1),
  /** What it did on SIGTERM. */
  order: z.string().min(1),
  ...stamp,
  /** Of each run. */
  requests: z.int().positive(),
  /** How many runs did not count, because the machine was busy elsewhere. */
  disturbed: z.int().nonnegative(),
  /** How many were lost, a number a run. */
  lost: z.array(z.int().nonnegative()).min(5),
  /** Of all runs together: method and code, and how many. */
  why: z.record(z.string(), z.int().positive()),
  /** Seconds from the signal to the last answer of the server that left, least and most; null: it gave none. */
  lastAnswerAfter: seconds.nullable(),
  /** Seconds from the signal to the end of the process, least and most. */
  exitAfter: seconds,
});
export type Leave = z.infer<typeof leave>;

/** Whether an await between the two calls of a stop lets anybody in. */
export const awaited = z.strictObject({
  order: z.enum(['close all, await, stop', 'stop, await, close all']),
  /** What is awaited between the two calls. */
  what: z.string().min(1),
  /** Which callback of the event loop the stop begins in; a signal's handler is an I/O callback. */
  from: z.enum(['an I/O callback', 'a timer']),
  ...stamp,
  /** How many stops were tried. */
  stops: z.int().positive(),
  /** After how many of them somebody was still connected, and was answered by the stopped app. */
  slippedIn: z.int().nonnegative(),
  /** How many clients that were, in all stops together. */
  clients: z.int().nonnegative(),
  /** How many clients connected in the second around a stop, on average: what the figure depends on. */
  perSecond: z.int().positive(),
});
export type Awaited = z.infer<typeof awaited>;

/** What one case of an objection has shown, in several runs: code/objections/. */
export const objected = z.strictObject({
  /** The anchor of the objection on its page. */
  objection: z.string().min(1),
  case: z.string().min(1),
  ...stamp,
  /** What was seen, in how many of the runs. */
  seen: z.record(z.string().min(1), z.int().positive()),
});
export type Objected = z.infer<typeof objected>;

/** What became of fifty orders of one sender: lesson 12. */
export const sent = z.strictObject({
  sender: z.string().min(1),
  /** `never read`: they came in time, in one long turn; `answer lost`: each was worked off first. */
  fate: z.enum(['never read', 'answer lost']),
  method: z.enum(['GET', 'POST']),
  ...stamp,
  orders: z.int().positive(),
  /** How many of them the sender got an answer to. */
  answered: z.int().nonnegative(),
  /** What it saw, in its own words, and how often. */
  seen: z.record(z.string(), z.int().positive()),
  /** How many of them a handler ran for, and for how many more than once. */
  ran: z.int().nonnegative(),
  twice: z.int().nonnegative(),
});
export type Sent = z.infer<typeof sent>;

/** What becomes of requests that come in time, by what the loop does meanwhile: lesson 12. */
export const turn = z.strictObject({
  /** What the server does from before their deadline until after it. */
  work: z.string().min(1),
  ...stamp,
  requests: z.int().positive(),
  answered: z.int().nonnegative(),
});
export type Turn = z.infer<typeof turn>;

/** How long a server waits at its stop for one connection that was busy, and is silent from then on: lesson 12. */
export const stopped = z.strictObject({
  /** In ms, as set. */
  keepAliveTimeout: z.int().positive(),
  /** Does the last answer say `Connection: close`? */
  close: z.boolean(),
  ...stamp,
  /** Seconds from close() to its callback, to a tenth. */
  seconds: z.number().positive(),
});
export type Stopped = z.infer<typeof stopped>;

/** Whether a signal reaches an app, by who starts it and where: lesson 13. */
export const started = z.strictObject({
  starter: z.string().min(1),
  /** `PID 1`: the process that is started is the first of a PID namespace, as in a container. */
  place: z.enum(['host', 'PID 1']),
  ...stamp,
  /** From the process that gets the signal down to the app. */
  chain: z.string().min(1),
  /** Was the app told, what became of the answer under way, and of the process; in how many of the runs. */
  seen: z.record(z.string().min(1), z.int().positive()),
});
export type Started = z.infer<typeof started>;

/** How many event streams are back after a gap, by what their clients met in it: lesson 14. */
export const streamGap = z.strictObject({
  gap: z.string().min(1),
  ...stamp,
  streams: z.int().positive(),
  back: z.int().nonnegative(),
});
export type StreamGap = z.infer<typeof streamGap>;
