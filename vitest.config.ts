import { defineConfig } from 'vitest/config';

// In processes, which the tests may end, and of which they count sockets and handles. A worker takes one
// file after another: a new process for each would cost a quarter of the time. The limits are for what
// hangs: an examination is a dozen runs, and waits longer on a busy machine.
const real = {
  pool: 'forks',
  maxWorkers: 1,
  isolate: false,
  testTimeout: 120_000,
  hookTimeout: 60_000,
} as const;

export default defineConfig({
  test: {
    reporters: ['default', './test/helpers/last-line.ts'],
    projects: [
      {
        test: {
          ...real,
          name: 'code',
          include: ['test/*/*.test.ts'],
          exclude: ['test/site/*'],
          maxWorkers: 3,
          // Where nobody waits at the keyboard a test may have a second try, and is told by name (“retry x1”):
          // one that needs it is to be mended.
          retry: process.env.CI === 'true' ? 1 : 0,
          // Of one file at once: its examinations wait most of the time, but each has a clock.
          maxConcurrency: 3,
        },
      },
      {
        test: {
          ...real,
          name: 'site',
          include: ['test/site/*.test.ts'],
          globalSetup: './test/site/one-chromium.ts',
        },
      },
      {
        test: { ...real, name: 'prove', include: ['test/prove/*.prove.ts'], testTimeout: 600_000 },
      },
    ],
  },
});
