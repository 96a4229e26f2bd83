import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** Tests passed, failed and skipped, with the reasons of the skips. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  why: string[];
}

/**
 * Closes a vitest run with `N passed, N failed, N skipped`, the reasons of skips above it.
 * Under test/run.ts the counts go to the file named by COUNTS_FILE instead, to be summed there.
 */
export default class LastLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts: Counts = { passed: 0, failed: errors.length, skipped: 0, why: [] };
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      // A file that did not load has no tests, and must not count as a success.
      if (module.state() === 'failed' && tests.length === 0) counts.failed++;
      for (const test of tests) {
        const result = test.result();
        if (result.state === 'pending') continue;
        counts[result.state]++;
        if (result.state !== 'skipped') continue;
        counts.why.push(`  skipped: ${test.fullName}: ${result.note ?? 'no reason given'}`);
      }
    }
    const file = process.env.COUNTS_FILE;
    if (file) writeFileSync(file, JSON.stringify(counts));
    // At exit, so that it stands below vitest's own summary.
    else process.once('exit', () => console.log(lastLine(counts)));
  }
}

export function lastLine({ passed, failed, skipped, why }: Counts): string {
  return [...why, `${passed} passed, ${failed} failed, ${skipped} skipped`].join('\n');
}
