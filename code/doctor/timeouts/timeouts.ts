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
  /** Its whole answer said `Connection: close`: nobody keeps such a connection. */
  saidClose: z.boolean().default(false),
});

const PerConnection = z.object({
  /** Requests sent one after another on one connection, and answered whole. */
  answered: z.number(),
  /** The server ended the connection; false: it was still willing when we left. */
  ended: z.boolean(),
  lastSaidClose: z.boolean(),
});

/** With `--behind`: the sender that was asked about, and who of the two hangs up first. */
const Behind = z.object({
  /** As `--behind` named it: `nginx`, `60s`. */
  sender: z.string(),
  name: z.string(),
  /** How long it keeps a silent connection without a hint of the server's; null: no limit of its own. */
  patienceMs: z.number().nullable(),
  /** The same to this server, whose hint it may obey; 0: it keeps none. */
  hangsUpMs: z.number().nullable(),
  /** `exists`: a request may be on its way when the server hangs up. */
  race: z.enum(['exists', 'none', 'unseen']),
  /** How much longer the server waited than the sender does; at least so long, where it did not hang up. */
  spareMs: z.number().nullable(),
  /** What the sender sends once more when a connection ends before the answer; null: not known. */
  repeats: z.enum(['nothing', 'what is safe', 'everything']).nullable(),
  /** How long one connection of this sender may hold a stop that waits for its clients; null: no limit was seen. */
  holdsMs: z.number().nullable(),
  /** How long the server should wait for the race to be over; null: no time is long enough. */
  shouldWaitMs: z.number().nullable(),
  /** Where its patience is written, and when that was read; null: it was given as a time. */
  source: z.object({ url: z.string(), section: z.string(), opened: z.string() }).nullable(),
});

const TimeoutFinding = z.object({
  what: z.enum([...waits, 'requests per connection', 'behind it', 'a stop behind it']),
  /** `unseen`: it was asked for, and nobody can tell. */
  level: z.enum(['pass', 'note', 'warning', 'fault', 'unseen']),
  /** What was seen. */
  seen: z.string(),
  /** What follows from it for a sender; null: nothing. */
  consequence: z.string().nullable(),
  /** What to do about it; null: nothing, or the consequence says so. */
  cure: z.string().nullable().default(null),
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
  behind: Behind.nullable().default(null),
  findings: z.array(TimeoutFinding),
});

export type Wait = z.infer<typeof Wait>;
export type Behind = z.infer<typeof Behind>;
export type PerConnection = z.infer<typeof PerConnection>;
export type TimeoutFinding = z.infer<typeof TimeoutFinding>;
export type Timeouts = z.infer<typeof Timeouts>;
