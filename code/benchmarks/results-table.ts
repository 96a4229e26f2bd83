import { grid } from '../base/grid.ts';
import type { Result } from './race.ts';

/**
 * The results of one heat, in milliseconds and as ratios.
 * @param base the contestant that is 1.0
 */
export function resultsTable(title: string, base: string, results: readonly Result[]): string {
  const one = results.find(({ name }) => name === base)?.median;
  const rows = results.map(({ name, median, fastest, slowest, runs }) =>
    [
      `  ${name}`,
      median.toFixed(1),
      `${fastest.toFixed(1)}-${slowest.toFixed(1)}`,
      one ? (median / one).toFixed(2) : '',
      String(runs),
    ].map((text) => ({ text })),
  );
  const header = [`  ${title}`, 'median ms', 'range', `of ${base}`, 'runs'];
  return grid(header, rows, false)
    .lines.map((line) => `${line}\n`)
    .join('');
}
