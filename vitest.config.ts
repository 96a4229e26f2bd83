import { defineConfig } from 'vitest/config';

// One file at a time, each in a process of its own: the tests bind real ports and count real sockets.
const real = { pool: 'forks', fileParallelism: false, isolate: true, testTimeout: 30_000 } as const;

export default defineConfig({
  test: {
    reporters: ['default', './test/last-line.ts'],
    projects: [
      { test: { ...real, name: 'code', include: ['test/*.test.ts'] } },
      { test: { ...real, name: 'site', include: ['test/site/*.test.ts'] } },
      {
        test: { ...real, name: 'prove', include: ['test/prove/*.prove.ts'], testTimeout: 600_000 },
      },
    ],
  },
});
