import { type Claim, claim } from './claim.ts';

const gaveUp = /\bgave up\b/i;
const cameBack = /\bback after both\b/i;

/** Does a clause say what became of a stream? Then its statuses are what the stream met. */
export const isStream = (clause: string): boolean => gaveUp.test(clause) || cameBack.test(clause);

/** `it gave up, for good`, `it was back after both`: the last that the browser saw of its stream. */
export function streams(clause: string): Claim[] {
  if (!isStream(clause)) return [];
  const did = gaveUp.test(clause) ? 'gave up' : 'event';
  return [
    claim(clause, `the browser’s stream ends with “${did}”`, (run) => {
      const last = run.streams.findLast(({ who }) => who === 'browser')?.did;
      return last === did ? undefined : `it ends with “${last}”`;
    }),
  ];
}
