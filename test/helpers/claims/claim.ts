import type { RunFacts, Seen } from '../run-facts.ts';

/** What a sentence claims, and what a run says to it: undefined where it agrees. */
export interface Claim {
  clause: string;
  says: string;
  against(run: RunFacts): string | undefined;
}

/** What a sentence answers, where it answers something: its `it` and its `so it did` refer to that. */
export interface Asked {
  question: string;
  option: string;
}

/** What a clause's pronouns and bare numbers stand for. */
export interface Meaning {
  /** Whom the question asks about. */
  subject: string;
  /** The state whose rows the question counts. */
  state: string | undefined;
}

/** Reads one kind of claim out of a clause. */
export type Reader = (clause: string, meaning: Meaning) => Claim[];

export function claim(clause: string, says: string, against: Claim['against']): Claim {
  return { clause, says, against };
}

/** Numbers as words, from 0 on. */
export const numerals = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
];
export function number(word: string): number {
  const low = word.toLowerCase();
  if (low === 'none' || low === 'zero') return 0;
  const known = numerals.indexOf(low === 'a' || low === 'an' ? 'one' : low);
  return known >= 0 ? known : Number(word);
}
/** As a text writes it: `none`, `two`, `60`. */
export const counts = `no|zero|${numerals.slice(1).join('|')}|\\d+`;

/** The answers of one client; lesson 6's curl is one that asks twice. */
export function of({ answers }: RunFacts, who: string): Seen[] {
  return answers.filter(
    (answer) => answer.who === who || (who === 'curl' && answer.who === 'one curl'),
  );
}

/** The last answer of every client that asked after the stop. */
export function lasts({ answers }: RunFacts): Seen[] {
  return [...new Set(answers.map(({ who }) => who))].flatMap(
    (who) => answers.filter((answer) => answer.who === who && answer.afterStop).at(-1) ?? [],
  );
}

/** Of each answer to the browser after the stop: was it App 1’s? */
export function ills(run: RunFacts): boolean[] {
  return of(run, 'browser')
    .filter(({ afterStop, path }) => afterStop && path === '/')
    .map(({ app }) => app === 'App 1');
}
