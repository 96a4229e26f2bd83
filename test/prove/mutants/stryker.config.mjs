import { fileURLToPath } from 'node:url';

const { MUTANTS_FILES, MUTANTS_FOLDER } = process.env;

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [MUTANTS_FILES],
  testRunner: 'vitest',
  // By its path: Stryker is not installed where it would look for it.
  plugins: [fileURLToPath(import.meta.resolve('@stryker-mutator/vitest-runner'))],
  vitest: { configFile: 'test/prove/mutants/vitest.config.mjs' },
  ignorePatterns: ['dist', 'practice', '.astro', 'test/prove/mutants/node_modules'],
  tempDirName: `${MUTANTS_FOLDER}/sandbox`,
  reporters: ['clear-text', 'progress-append-only', 'json'],
  jsonReporter: { fileName: `${MUTANTS_FOLDER}/report.json` },
};
