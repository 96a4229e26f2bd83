import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: (process.env.MUTANTS_TESTS ?? '').split(','), testTimeout: 30_000 },
});
