/**
 * The rooms whose score is kept, pure as they are: their files, and the tests that may kill a mutant.
 * Not the files that ask the machine, nor tests that start commands: no mutant reaches another process.
 * @type {Readonly<Record<string, { files: string[], tests: string[], without?: string[] }>>}
 */
export const rooms = {
  run: { files: ['**/*.ts'], tests: ['test/run/*.test.ts'] },
  sockets: {
    files: [
      '{changes,connections,in-words,stacked,table,tcp-state}.ts',
      '{readers,formats}/*.ts',
      '!readers/{linux,macos}-*.ts',
      '!readers/reader.ts',
    ],
    tests: ['test/sockets/*.test.ts'],
    without: ['test/sockets/{command,bench,sockets,netstat}.test.ts'],
  },
  'base/text': {
    files: ['**/*.ts'],
    tests: ['test/base/*.test.ts'],
    without: ['test/base/{layers,workflows}.test.ts'],
  },
  model: {
    files: ['**/*.ts'],
    tests: ['test/model/*.test.ts'],
    without: ['test/model/kernel.test.ts'],
  },
};
