import { defineConfig } from 'vitest/config';

// Each file in a process of its own: the tests bind real ports and count real sockets.
const real = { pool: 'forks', maxWorkers: 1, isolate: true, testTimeout: 30_000 } as const;

export default defineConfig({
  test: {
    reporters: ['default', './test/last-line.ts'],
    projects: [
      { test: { ...real, name: 'code', include: ['test/*.test.ts'], maxWorkers: 2 } },
      { test: { ...real, name: 'site', include: ['test/site/*.test.ts'] } },
      {
        test: { ...real, name: 'prove', include: ['test/prove/*.prove.ts'], testTimeout: 600_000 },
      },
    ],
  },
});
