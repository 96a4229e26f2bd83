import { paint } from '../../base/paint.ts';
import { safe } from '../../base/text/safe.ts';
import { columnsOf } from '../../base/text/width.ts';
import { wrap } from '../../base/text/wrap.ts';
import type { Examined } from './examine.ts';

export interface ReportOptions {
  columns: number;
  color: boolean;
}

/** Tells what the learner's code printed, what was tried, what was seen and what was expected. */
export function report(
  { verdict, steps, miss, printed }: Examined,
  options: ReportOptions,
): string {
  const passed = verdict === 'solved' ? steps.length : steps.length - 1;
  return [
    ...printedLines(printed),
    ...steps.map((step, index) => hanging(mark(index < passed, options), step, options)),
    ...(miss?.expected ? [hanging('    expected  ', miss.expected, options)] : []),
    ...(miss ? [hanging('    seen      ', miss.seen, options)] : []),
    ...(miss?.why ? ['', hanging('  ', miss.why, options)] : []),
    '',
  ].join('\n');
}

function printedLines(printed: string): string[] {
  if (printed.trim() === '') return [];
  const lines = printed.trimEnd().split('\n').slice(0, 20);
  return ['  Your code printed:', ...lines.map((line) => `    ${safe(line)}`), ''];
}

function mark(passed: boolean, { color }: ReportOptions): string {
  const [tint, shape] = passed ? (['green', '✓'] as const) : (['red', '✗'] as const);
  return `  ${paint(shape, tint, color)} `;
}

/** The text after its label, broken to the width. What comes from a learner's code is shown, and does not act. */
function hanging(label: string, text: string, { columns }: ReportOptions): string {
  const width = columnsOf(label);
  return label + wrap(safe(text), columns - width).replaceAll('\n', `\n${' '.repeat(width)}`);
}
