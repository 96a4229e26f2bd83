import { commandOf, node, type Readings, shell } from '../readings.ts';
import { answers } from './scenes.ts';

export const cases: Readings = {
  'new-here': { skipped: 'needs a proxy that keeps connections: lesson 9 runs one' },
  'by-turns': { skipped: 'needs Apache with several kept connections: measured' },
  'old-here': {
    print: async () => await shell(commandOf('curl-too', { 7888: (await node(answers)).port })),
    sees: (output) => /^HTTP\/1\.1 200/.test(output),
  },
  nobody: {
    print: async () => await shell(commandOf('curl-too', { 7888: 1 })),
    sees: (output) => output.includes('curl: (7)'),
  },
};
