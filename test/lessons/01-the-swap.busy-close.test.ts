import { expect } from 'vitest';
import { recordedAs } from '../helpers/told.ts';

// Plain close() on Node 26 with one request in flight: App 1 answers ten times more.
recordedAs('01-the-swap', 'busy-close', (lines) => {
  expect(
    lines.filter((line) =>
      /kept connection, request \d+: App 1, Connection: keep-alive/.test(line),
    ),
  ).toHaveLength(10);
  expect(lines.at(-1)).toBe('a fresh connection:         App 2, Connection: close');
});
