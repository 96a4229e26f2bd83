import { z } from 'zod';
import { examined } from './examined.ts';
import { type ProbeId, probeIds } from './probes/all.ts';

export type { ProbeId };

/** From good to bad; `skipped` says nothing about the server. */
export const levels = ['skipped', 'pass', 'note', 'warning', 'fault'] as const;

/** What may be wrong with a stop. A run may have several; `graceful` stands alone. */
export const diagnoses = [
  'graceful',
  'still answering',
  'abrupt',
  'stubborn',
  'orphaned',
  'executed unanswered',
  /** Something that was asked for, or that GRACEFUL needs, was not seen. */
  'cannot tell',
  /** Nothing wrong in the probes that were chosen; too few to call it graceful. */
  'no fault',
] as const;

const Ms = z.number();
const Level = z.enum(levels);

const Answer = z.object({
  status: z.number(),
  /** It says `Connection: close`, or is HTTP/1.0 without keep-alive. */
  close: z.boolean(),
  /** How its end is known (RFC 9112 section 6.3); `close`: by nothing but the end of the connection. */
  framing: z.enum(['length', 'chunked', 'close', 'none', 'upgrade']),
  headMs: Ms,
  /** The whole message has come; a cut one is false. */
  whole: z.boolean(),
  wholeMs: Ms.nullable(),
  /** Bytes of the body. */
  bytes: z.number(),
});

/** One request and what came back for it. */
const Exchange = z.object({
  /** When its last byte was written; null: its rest was never sent. */
  sentMs: Ms.nullable(),
  answer: Answer.nullable(),
});

const Connection = z.object({
  openedMs: Ms,
  exchanges: z.array(Exchange),
  /** How the server ended it; `open`: it had not when we left. */
  end: z.enum(['FIN', 'RST', 'open']),
  endMs: Ms.nullable(),
  /** Code of the WebSocket Close frame (RFC 6455 section 7.4); 1005: a frame without one. */
  closeCode: z.number().nullable(),
});

const Arrival = z.object({
  atMs: Ms,
  /** `lost`: accepted, then ended without a whole answer. `hung`: accepted, and nothing. */
  outcome: z.enum(['answered', 'lost', 'hung', 'refused', 'successor']),
  status: z.number().nullable(),
  close: z.boolean(),
});

const Http2Session = z.object({
  goaways: z.array(z.object({ code: z.number(), lastStream: z.number(), ms: Ms })),
  /** Where the session was opened with a request: what came of it. */
  stream: z
    .object({ status: z.number().nullable(), whole: z.boolean(), endMs: Ms.nullable() })
    .nullable(),
  endMs: Ms.nullable(),
});

const Ending = z.object({
  /** `exit`: by itself, before we left. `after we left`: only when our connections were gone. */
  how: z.enum(['exit', 'after we left', 'alive']),
  /** Exit status; null when a signal ended it, or the process is not ours (`--pid`). */
  code: z.number().nullable(),
  signal: z.string().nullable(),
  ms: Ms.nullable(),
});

/** What one probe met. */
const Met = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connection'), connection: Connection }),
  z.object({ kind: z.literal('arrivals'), arrivals: z.array(Arrival) }),
  z.object({
    kind: z.literal('race'),
    /**
     * A run a string, a letter a connection, by the millisecond it was due. C, K: answered, with
     * close or without. f, r: not sent, since FIN or RST was seen first. F, R: sent, then FIN or RST
     * and no answer. ?: sent, and nothing came.
     */
    runs: z.array(z.string()),
    /** When the first of them was due. */
    fromMs: Ms,
  }),
  z.object({ kind: z.literal('http2'), idle: Http2Session, busy: Http2Session.nullable() }),
  z.object({ kind: z.literal('second signal'), connection: Connection, ending: Ending }),
]);

/** Where a cure begins in the source of the server. */
const Patch = z.object({
  /** As seen from `target.runs.cwd`; a whole path where it lies elsewhere, or where that is null. */
  file: z.string(),
  /** From 1 on; null: the file as a whole. */
  line: z.number().nullable(),
  /** That line. Bytes of somebody's file. */
  text: z.string().nullable(),
  /** What stands there: `SIGTERM is handled here`. */
  hint: z.string(),
});

const Finding = z.object({
  /** A key of `rules` in verdicts/rules.ts, where the reason for its level stands. */
  rule: z.string(),
  level: Level,
  /** One line with the figures of this run. */
  reason: z.string(),
  /** The sections that it rests on, such as `RFC 9112 section 9.6`. */
  rfc: z.string().nullable(),
  lesson: z.number().nullable(),
  /** What to do, in words for the kind of program that it is; empty where nothing is wrong. */
  cure: z.string().default(''),
  /** Where to begin with it; null: nothing is wrong, or nothing is known of the source. */
  patch: Patch.nullable().default(null),
});

const ProbeResult = z.object({
  id: z.enum(probeIds),
  title: z.string(),
  /** The worst of its findings. */
  level: Level,
  /** What was met, in one line; of a skipped probe, why. */
  reason: z.string(),
  findings: z.array(Finding),
  met: Met.nullable(),
});

const Program = z.object({ pid: z.number(), program: z.string() });

/** A stop goes through phases, each of which begins with an event. */
const Phases = z.object({
  /** The first thing that showed that the server acted; null: nothing did. */
  firstSign: z.object({ ms: Ms, what: z.string() }).nullable(),
  /** The first thing that told clients to go elsewhere; null: nothing did. */
  leaving: z.object({ ms: Ms, what: z.string() }).nullable(),
  /** With `--ready-path`: when it no longer said that the server is ready. */
  readyTurnedMs: Ms.nullable(),
});

/** What was asked for, or what a verdict needs, and could not be examined. */
const Unseen = z.object({
  id: z.enum(probeIds).nullable(),
  why: z.string(),
  /** What to do. */
  remedy: z.string(),
});

/**
 * What the doctor found: the object that `examine()` resolves with and `--json` prints. Times are
 * milliseconds after the stop signal, negative before it; null where the thing did not happen.
 */
export const Examination = z.object({
  doctor: z.literal(1),
  date: z.string(),
  settings: z.object({
    signal: z.string(),
    graceMs: z.number(),
    capMs: z.number(),
    /** Node of the doctor, not of the server. */
    node: z.string(),
  }),
  target: z.object({
    ...examined,
    /** From the process that got the signal to the one that listens, both included. */
    chain: z.array(Program),
    /** Of the first whole answer; bytes from outside: pass them through `safe` before they are shown. */
    serverHeader: z.string().nullable(),
    keepAliveHeader: z.string().nullable(),
    protocol: z.enum(['HTTP/1.1', 'HTTP/2']),
    /** What the command turned out to be; null: attached, or by an older doctor. */
    runs: z
      .object({ program: z.string(), version: z.string().nullable(), cwd: z.string() })
      .nullable()
      .default(null),
  }),
  /** false: a wrapper kept it to itself, and nothing below is read as the server's behaviour. */
  signalArrived: z.boolean(),
  /** When a successor could bind the port; null: never while we watched. */
  portFreeMs: Ms.nullable(),
  /** Requests sent after the successor had the port, and answered by the old process. */
  oldAnswers: z.number(),
  phases: Phases.default({ firstSign: null, leaving: null, readyTurnedMs: null }),
  ending: Ending,
  probes: z.array(ProbeResult),
  /** Of the port, of the process, of the signal, of the count. */
  findings: z.array(Finding),
  /** One lone connection of a kind: did it hold the process? */
  solo: z.array(
    z.object({
      id: z.enum(probeIds),
      ending: Ending,
      /** The server had not ended the connection when we left. */
      open: z.boolean().default(true),
      /** Processes that outlived the one that got the signal. */
      leftBehind: z.number().default(0),
    }),
  ),
  /** With `--count`: requests sent, answered whole, refused, and executed by the server's own count. */
  count: z
    .object({
      sent: z.number(),
      answered: z.number(),
      /** Answered with an error of the server: not executed, as far as the client knows. */
      refused: z.number().default(0),
      executed: z.number().nullable(),
    })
    .nullable(),
  unseen: z.array(Unseen).default([]),
  diagnoses: z.array(z.enum(diagnoses)),
});

export type Level = z.infer<typeof Level>;
export type Diagnosis = (typeof diagnoses)[number];
export type Answer = z.infer<typeof Answer>;
export type Exchange = z.infer<typeof Exchange>;
export type Connection = z.infer<typeof Connection>;
export type Arrival = z.infer<typeof Arrival>;
export type Http2Session = z.infer<typeof Http2Session>;
export type Ending = z.infer<typeof Ending>;
export type Met = z.infer<typeof Met>;
export type Finding = z.infer<typeof Finding>;
export type Patch = z.infer<typeof Patch>;
export type ProbeResult = z.infer<typeof ProbeResult>;
export type Phases = z.infer<typeof Phases>;
export type Unseen = z.infer<typeof Unseen>;
export type Program = z.infer<typeof Program>;
export type Examination = z.infer<typeof Examination>;
