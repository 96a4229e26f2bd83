import type { Variant } from './condition.ts';

/** The words of a lesson that its deeds refer to, as `lessons/<slug>.words.ts` holds them. */
export interface Words {
  /** Scene id to title; each title is also a heading of the lesson's page (tested). */
  scenes: Record<string, string>;
  predictions: Record<string, Prediction>;
  /** Finding id to the sentence that the run has just shown, and what makes it true. */
  findings: Record<string, Variant>;
  /** What this lesson changes in the detective's notebook. */
  notebook: readonly NotebookEntry[];
  /** Questions at the end of the story, about no one run. */
  quiz?: readonly Question[];
  /** Predictions of earlier lessons that this one comes back to. */
  recalls?: readonly { lesson: string; prediction: string }[];
}

/** What will this run show? Each option's feedback says how it went, in as many variants as there are ways. */
export interface Prediction {
  question: string;
  options: readonly (Option & { feedback: readonly [Variant, ...Variant[]] })[];
}

export interface Question {
  question: string;
  options: readonly (Option & { feedback: string })[];
}

interface Option {
  id: string;
  text: string;
  /** The belief behind a wrong option; the right option has none. */
  misconception?: string;
}

/** A change to one suspect, always with the evidence that made it. */
export interface NotebookEntry {
  suspect: string;
  state: SuspectState;
  /** What was seen, in one sentence. */
  evidence: string;
  /** How far the evidence reaches: `one witness`, `two witnesses`, ... */
  strength: string;
  provisional?: boolean;
}

export type SuspectState =
  | 'open'
  | 'weakened'
  | 'struck'
  | 'half right'
  | 'taken back'
  | 'confirmed';
