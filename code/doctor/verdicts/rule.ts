import type { Diagnosis, Level } from '../examination.ts';

/** What may be found, and what it rests on. */
export interface Rule {
  level: Level;
  /** What a fault of this rule makes of the stop. */
  diagnosis?: Diagnosis;
  why: string;
  rfc: string | null;
  /** The lesson of this course that shows it. */
  lesson: number | null;
  cure: string;
}

/** A row of a table of rules: level, RFC, lesson, reason, cure, diagnosis. */
export const rule = (
  level: Level,
  rfc: string | null,
  lesson: number | null,
  why: string,
  cure: string,
  diagnosis?: Diagnosis,
): Rule => ({ level, rfc, lesson, why, cure, ...(diagnosis && { diagnosis }) });
