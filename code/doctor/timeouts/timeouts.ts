import { z } from 'zod';
import { examined } from '../examined.ts';

/**
 * How patient a server is with its clients while nobody stops it: what `measureTimeouts()` resolves
 * with and `--timeouts --json` prints. Times are milliseconds; null where the thing did not happen.
 */
export const waits = ['idle', 'silent', 'half a head', 'half a body'] as const;

const Wait = z.object({
  what: z.enum(waits),
  /** What the server had promised: `Keep-Alive: timeout=5` is 5,000. */
  saidMs: z.number().nullable(),
  /** `open`: it had not ended the connection when we left. */
  end: z.enum(['FIN', 'RST', 'open']),
  /** From the last byte that either side sent to the end of the connection. */
  doneMs: z.number().nullable(),
  /** What it answered to what was not a whole request, such as 408. */
  status: z.number().nullable(),
});

const PerConnection = z.object({
  /** Requests sent one after another on one connection, and answered whole. */
  answered: z.number(),
  /** The server ended the connection; false: it was still willing when we left. */
  ended: z.boolean(),
  lastSaidClose: z.boolean(),
});

const TimeoutFinding = z.object({
  what: z.enum([...waits, 'requests per connection']),
  level: z.enum(['pass', 'note', 'warning', 'fault']),
  /** What was seen. */
  seen: z.string(),
  /** What follows from it for a sender; null: nothing. */
  consequence: z.string().nullable(),
  rfc: z.string().nullable(),
  lesson: z.number().nullable(),
});

export const Timeouts = z.object({
  doctor: z.literal(1),
  date: z.string(),
  settings: z.object({
    /** How long was waited at most. */
    capMs: z.number(),
    /** Node of the doctor, not of the server. */
    node: z.string(),
  }),
  target: z.object({
    ...examined,
    /** Bytes from outside: pass them through `safe` before they are shown. */
    serverHeader: z.string().nullable(),
    keepAliveHeader: z.string().nullable(),
  }),
  waits: z.array(Wait),
  perConnection: PerConnection,
  findings: z.array(TimeoutFinding),
});

export type Wait = z.infer<typeof Wait>;
export type PerConnection = z.infer<typeof PerConnection>;
export type TimeoutFinding = z.infer<typeof TimeoutFinding>;
export type Timeouts = z.infer<typeof Timeouts>;
