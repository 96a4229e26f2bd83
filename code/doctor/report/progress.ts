import type { ProbeId } from '../examination.ts';

/** What an examination is at, as it goes on. */
export type Progress =
  | { at: 'starting'; command: readonly string[] }
  | { at: 'ready'; pid: number; port: number; ms: number }
  | { at: 'holding'; probes: readonly ProbeId[] }
  | { at: 'signalled'; signal: string; pid: number; capMs: number }
  | { at: 'blocked'; by: 'one' | 'crowd' }
  | { at: 'bound'; ms: number }
  | { at: 'waiting'; for: string; ms: number }
  | { at: 'by itself'; id: ProbeId; of: number; nth: number }
  | { at: 'ended'; ms: number }
  | { at: 'alone'; id: ProbeId; of: number; nth: number }
  | { at: 'late'; ms: number }
  | {
      at: 'again';
      what: 'second signal' | 'race' | 'count' | 'usual answer';
      of: number;
      nth: number;
    };
