import type { syllabus } from '../../code/course/lessons.ts';
import type { Command } from '../commands.ts';
import type { FixId } from '../fixes.ts';
import type { SymptomId } from './ids.ts';

/** Where a claim comes from: a public text, one of our pages, or a measurement without a page yet. */
export interface Source {
  name: string;
  href?: string;
}

/** What somebody sees who runs the first command, and what it means. Text between ` is code. */
export interface Reading {
  /** Its anchor on the symptom's page, and its name in the tests that run the command for it. */
  id: string;
  see: string;
  means: string;
  source: Source;
}

export interface Remedy {
  text: string;
  source: Source;
}

export interface Symptom {
  /** Its address: people keep links to it. */
  id: SymptomId;
  /** As it is noticed, not as it is explained. */
  title: string;
  /** As people tell it. */
  told: readonly string[];
  /** What tells it from the others that print the same line: ends “It is this one when”. */
  apart: string;
  /** On which machine, and when, the first command is run. */
  where: string;
  first: Command;
  /** Every outcome of the first command. */
  read: readonly Reading[];
  /** What it is when nothing of that is seen. */
  none: string;
  /** From the quickest to the lasting one. */
  now: readonly Remedy[];
  /** The same as code, in several languages. */
  fixes: readonly FixId[];
  /** The doctor's probe that finds it, where one does, and what has to be said for it: `--slow /slow`. */
  probe?: { id: string; needs?: string };
  lessons: readonly [Slug, ...Slug[]];
}

type Slug = (typeof syllabus)[number]['slug'];
