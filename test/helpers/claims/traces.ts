import type { AppName } from '../../../code/run/events.ts';
import { type Claim, claim, number, numerals, of } from './claim.ts';

/** `60 of 60`, `«0 new»`: what a program has printed. */
export function printed(clause: string): Claim[] {
  const said = [...clause.matchAll(/\b\d+ of \d+\b|(?<=[«“])\d+ new(?=[»”])/g)].map(
    ([text]) => text,
  );
  return said.map((text) =>
    claim(clause, `“${text}” was printed`, (run) => {
      const [last = 'nothing'] = run.outputs.at(-1)?.trimEnd().split('\n').slice(-1) ?? [];
      const all = [...run.outputs, run.printed].join('\n');
      const right = (/\blast line\b/.test(clause) ? last : all).includes(text);
      return right ? undefined : `it printed ${last}`;
    }),
  );
}

/** `in the same second`, `two seconds without a request`. */
export function times(clause: string): Claim[] {
  if (/\bsame second\b/i.test(clause)) {
    return [
      claim(clause, 'the last two answers in one second', ({ answers }) => {
        const gap = (answers.at(-1)?.at ?? 0) - (answers.at(-2)?.at ?? 0);
        return gap < 1000 ? undefined : `${gap} ms between them`;
      }),
    ];
  }
  const said = new RegExp(
    `\\b(\\d+(?:\\.\\d+)?|${numerals.slice(1).join('|')}) (?:seconds?|s)\\b`,
    'i',
  ).exec(clause)?.[1];
  if (!said) return [];
  return [
    claim(clause, `${said} s between the browser’s last two answers`, (run) => {
      const [before, last] = of(run, 'browser')
        .slice(-2)
        .map(({ at }) => at / 1000);
      const gap = (last ?? 0) - (before ?? 0);
      return Math.abs(gap - number(said)) <= 0.25 ? undefined : `${gap.toFixed(2)} s`;
    }),
  ];
}

/** Who hung up first. */
export function hungUp(clause: string): Claim[] {
  const side =
    /\b(client|browser|server|App 1)\b[^,]*\b(?:closed|hung up|ended it|closes|hangs up)\b[^,]*\bfirst\b/i.exec(
      clause,
    )?.[1] ?? /\bclosed by the (client|browser|server)\b/i.exec(clause)?.[1];
  if (!side) return [];
  const by = /client|browser/i.test(side) ? 'client' : 'server';
  return [
    claim(clause, `the ${by} hung up first`, ({ closedBy }) =>
      closedBy === by ? undefined : `${closedBy ?? 'nobody'} did`,
    ),
  ];
}

/** Who listens. */
export function listeners(clause: string): Claim[] {
  const [, app, does] =
    /\bApp ([12]) (listens|is listening|does not listen|no longer listens|stopped listening|has the port)\b/.exec(
      clause,
    ) ?? [];
  if (!app || !does) return [];
  const listens = !/not|no longer|stopped/.test(does);
  return [
    claim(clause, `App ${app} ${listens ? 'listens' : 'does not listen'}`, ({ listening }) =>
      listening.includes(`App ${app}` as AppName) === listens
        ? undefined
        : `listening: ${listening.join(', ') || 'nobody'}`,
    ),
  ];
}
