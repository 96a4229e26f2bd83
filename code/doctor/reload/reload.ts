import { z } from 'zod';
import { examined } from '../examined.ts';

/**
 * What a reload does to clients: what `measureReload()` resolves with and `--reload --json` prints.
 * Times are milliseconds after the reload was asked for; null where the thing did not happen.
 */
export const generations = ['old', 'new'] as const;

/** One request, and who answered it; `lost`: why no whole answer below 500 came. */
const Asked = z.object({
  sentMs: z.number(),
  by: z.enum(generations).nullable(),
  /** The answer said `Connection: close`. */
  close: z.boolean(),
  lost: z.string().nullable(),
});

/** A connection from before the reload. */
const Kept = z.object({
  /** When the server ended it by itself. */
  endMs: z.number().nullable(),
  /** What it met when it asked again, beside newcomers that the new generation answered; null: it had ended. */
  again: Asked.nullable(),
});

/** A request that was on its way when the reload came. */
const Work = z.object({
  what: z.enum(['slow', 'stream']),
  /** `early`: whole before the reload, so it says nothing of it. */
  outcome: z.enum(['whole', 'cut', 'early', 'unfinished']),
  ms: z.number().nullable(),
});

const ReloadFinding = z.object({
  what: z.enum([
    'the server',
    'new generation',
    'newcomers',
    'kept and idle',
    'kept and busy',
    'slow answer',
    'stream',
    'old processes',
  ]),
  level: z.enum(['pass', 'note', 'warning', 'fault', 'unseen']),
  /** What was seen. */
  seen: z.string(),
  /** What to do; null: nothing. */
  cure: z.string().nullable(),
});

export const Reload = z.object({
  doctor: z.literal(1),
  date: z.string(),
  settings: z.object({
    /** `SIGHUP`, or the command. */
    reload: z.string(),
    /** How generations were told apart. */
    toldBy: z.enum(['a path', 'any answer, or the process']),
    capMs: z.number(),
    /** Node of the doctor, not of the server. */
    node: z.string(),
  }),
  target: z.object({
    ...examined,
  }),
  /** The first newcomer that the new generation answered. */
  newMs: z.number().nullable(),
  newcomers: z.array(Asked),
  idle: Kept.nullable(),
  /** One request after another, on one connection as long as it is kept. */
  busy: z.object({ asked: z.number(), connections: z.number(), lost: z.array(z.string()) }),
  work: z.array(Work),
  /** The process that was started or attached to ended. */
  goneMs: z.number().nullable(),
  /** Processes from before the reload that had not ended when we left, without the first. */
  oldLeft: z.number(),
  oldBefore: z.number(),
  findings: z.array(ReloadFinding),
});

export type Generation = (typeof generations)[number];
export type Asked = z.infer<typeof Asked>;
export type Kept = z.infer<typeof Kept>;
export type Work = z.infer<typeof Work>;
export type ReloadFinding = z.infer<typeof ReloadFinding>;
export type Reload = z.infer<typeof Reload>;
