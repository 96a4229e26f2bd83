import { wrapLines } from '../../base/text/wrap.ts';
import { type ProbeId, probeIds } from '../examination.ts';
import { probes } from '../probes/all.ts';
import { type Rule, type RuleName, rules } from '../verdicts/rules.ts';
import { sourceWords } from '../verdicts/words.ts';

/** What a probe does and what it may find, with sources and cures. */
export function explain(id: ProbeId, width: number): string {
  const { title, does } = probes.find((each) => each.id === id) ?? secondSignal;
  const room = Math.min(width, 90);
  return [
    `${id} ${title}`,
    ...wrapLines(does, room),
    ...mayFind[id].flatMap((name) => {
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

const secondSignal = {
  title: 'second signal',
  does: 'Once more from the start, with one slow answer in progress; the signal is sent, and 300 ms later sent again.',
};

/** The rules that a probe's verdict may rest on; a test holds this against all verdicts it knows. */
export const mayFind: Record<ProbeId, readonly RuleName[]> = {
  P1: [
    'still answers',
    'close not kept',
    'request lost',
    'reset idle',
    'last answer',
    'sent away',
    'still open',
  ],
  P2: [
    'still answers',
    'close not kept',
    'request lost',
    'reset idle',
    'last answer',
    'sent away',
    'still open',
  ],
  P3: [
    'work cut',
    'cut at the limit',
    'stays open',
    'close not kept',
    'ends without close',
    'work refused',
    'end unknown',
  ],
  P4: [
    'work cut',
    'cut at the limit',
    'close not kept',
    'stays open after its stream',
    'end unknown',
  ],
  P5: [
    'stays open',
    'close not kept',
    'ends without close',
    'request lost',
    'reset idle',
    'no word',
    'sent away',
    'work refused',
    'end unknown',
    'still open',
  ],
  P6: [
    'upload cut',
    'cut at the limit',
    'stays open',
    'close not kept',
    'ends without close',
    'work refused',
    'sent away',
    'end unknown',
  ],
  P7: [
    'work cut',
    'cut at the limit',
    'stays open',
    'close not kept',
    'ends without close',
    'work refused',
    'end unknown',
  ],
  P8: ['no close frame', 'still open'],
  P9: ['reset idle', 'orderly end', 'still open'],
  P10: ['stream cut', 'cut at the limit', 'no GOAWAY', 'still open'],
  P11: ['newcomer lost', 'newcomer race', 'sent away'],
  P12: ['race'],
  P13: [
    'still answers',
    'close not kept',
    'ends without close',
    'request lost',
    'last answer',
    'sent away',
  ],
  P14: [
    'work cut',
    'cut at the limit',
    'close not kept',
    'stays open after its stream',
    'end unknown',
  ],
  P15: ['second signal cuts'],
};

/** Reads a probe's id as a person types it: P13, p13 or 13. */
export function probeIdOf(text: string): ProbeId | undefined {
  const id = `P${text.replace(/^p/i, '')}`;
  return probeIds.find((each) => each === id);
}
