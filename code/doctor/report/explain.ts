import { wrapLines } from '../../base/text/wrap.ts';
import { type ProbeId, probeIds, probeOf } from '../probes/all.ts';
import { type Rule, rules } from '../verdicts/rules.ts';
import { sourceWords } from '../verdicts/words.ts';

/** What a probe does and what it may find, with sources and cures. */
export function explain(id: ProbeId, width: number): string {
  const { title, does, mayFind } = probeOf(id);
  const room = Math.min(width, 90);
  return [
    `${id} ${title}`,
    ...wrapLines(does, room),
    ...mayFind.flatMap((name) => {
      const rule: Rule = rules[name];
      const { level, why, cure } = rule;
      const source = sourceWords(rule);
      return [
        '',
        `${level}: ${name}${source && ` (${source})`}`,
        ...[why, `Cure: ${cure}`].flatMap((text) =>
          wrapLines(text, room - 2).map((line) => `  ${line}`),
        ),
      ];
    }),
    '',
  ].join('\n');
}

/** Reads a probe's id as a person types it: P13, p13 or 13. */
export function probeIdOf(text: string): ProbeId | undefined {
  const id = `P${text.replace(/^p/i, '')}`;
  return probeIds.find((each) => each === id);
}
