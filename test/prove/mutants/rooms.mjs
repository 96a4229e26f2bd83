/**
 * The rooms whose score is kept, pure as they are: which tests may kill a mutant of which room.
 * Tests that start commands are not among them: no mutant reaches another process.
 * @type {Readonly<Record<string, { tests: string[], without?: string[] }>>}
 */
export const rooms = {
  run: { tests: ['test/run/*.test.ts'] },
  sockets: {
    tests: ['test/sockets/*.test.ts'],
    without: ['test/sockets/command.test.ts', 'test/sockets/bench.test.ts'],
  },
  'base/text': { tests: ['test/base/*.test.ts'], without: ['test/base/layers.test.ts'] },
  model: { tests: ['test/model/*.test.ts'] },
};
