import { fileURLToPath } from 'node:url';
import { rooms } from './rooms.mjs';

const { MUTANTS_ROOM, MUTANTS_FILES, MUTANTS_FOLDER } = process.env;
const files = MUTANTS_FILES ? [MUTANTS_FILES] : rooms[MUTANTS_ROOM].files;

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: files.map((file) => file.replace(/^!?/, (not) => `${not}code/${MUTANTS_ROOM}/`)),
  testRunner: 'vitest',
  // By its path: Stryker is not installed where it would look for it.
  plugins: [fileURLToPath(import.meta.resolve('@stryker-mutator/vitest-runner'))],
  vitest: { configFile: 'test/prove/mutants/vitest.config.mjs' },
  ignorePatterns: ['dist', 'practice', '.astro', 'test/prove/mutants/node_modules'],
  tempDirName: `${MUTANTS_FOLDER}/sandbox`,
  reporters: ['clear-text', 'progress-append-only', 'json'],
  jsonReporter: { fileName: `${MUTANTS_FOLDER}/report.json` },
};
