import type { RunFacts } from '../run-facts.ts';
import { type Claim, claim, counts, ills, number, of } from './claim.ts';

/** Is the browser still with App 1, and was it? */
export function fault(clause: string): Claim[] {
  const reloads = new RegExp(`\\b(${counts}) reloads? did not (?:heal|cure|help)`, 'i').exec(
    clause,
  )?.[1];
  if (reloads) {
    return [
      claim(clause, `the first ${reloads} reloads after the stop did not heal`, (run) => {
        const first = ills(run).slice(0, number(reloads));
        return first.length === number(reloads) && first.every(Boolean)
          ? undefined
          : `of them App 1’s: ${first.filter(Boolean).length}`;
      }),
    ];
  }
  if (
    /\breload(?:s|ing)?\b.*\b(?:healed|heal|cured|enough|helped)\b/i.test(clause) &&
    !/\b(?:not?|silence|without|waiting)\b/i.test(clause)
  ) {
    return [
      claim(clause, 'reloading healed', (run) => {
        const healed = ills(run).includes(true) && !ills(run).at(-1);
        return healed && pause(run) < 1 ? undefined : `nobody asked for ${pause(run)} s before`;
      }),
    ];
  }
  const says = (what: string, right: (ill: boolean[]) => boolean) => [
    claim(clause, what, (run) => {
      const ill = ills(run);
      return right(ill)
        ? undefined
        : `browser after the stop: ${ill.map((each) => (each ? 'App 1' : 'App 2')).join(', ') || 'nothing'}`;
    }),
  ];
  const isIll = (ill: boolean[]) => ill.at(-1) === true;
  if (
    /\bfault (?:is|was) (?:still )?(?:there|here|alive)|\bfault (?:stays|stayed|goes on|went on|remains)|\bstill ill\b|\bnot (?:cured|healed)\b|\bdid not (?:heal|cure)/i.test(
      clause,
    )
  ) {
    return says('the fault is still there', isIll);
  }
  if (
    /\b(?:nothing|never|no need|no connection)\b.*\b(?:heal|healed|cure|cured|ill|wait for|get through|end|emptied)\b/i.test(
      clause,
    )
  ) {
    return says('the browser never got App 1 after the stop', (ill) => !ill.includes(true));
  }
  if (/\bfault (?:is|was) cured\b|\bcures? the fault\b|\bcured it\b/i.test(clause))
    return says('the fault is cured', (ill) => ill.length > 0 && !isIll(ill));
  if (
    /\bheal(?:s|ed)\b|\bfault (?:is|was|were|has) (?:gone|over|away)\b|\b(?:silence|saying nothing|it) (?:did it|healed)\b|\b(?:silence|saying nothing) did$|\bsilence\b.*\benough\b|\btook (?:a |some )?silence\b|\bwaiting (?:healed|cured|helped)\b/i.test(
      clause,
    )
  ) {
    return says('ill first, and well in the end', (ill) => ill.includes(true) && !isIll(ill));
  }
  if (/\bset it back\b|\bkeeps it alive\b/i.test(clause))
    return says('each reload found App 1', (ill) => ill.includes(true));
  return [];
}

/** How long nobody asked before the browser's last answer, in seconds. */
function pause(run: RunFacts): number {
  const [before = 0, last = 0] = of(run, 'browser')
    .slice(-2)
    .map(({ at }) => at);
  return (last - before) / 1000;
}
