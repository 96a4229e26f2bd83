import { commandOf, type Readings, shell } from '../readings.ts';

const runs = (script: string) =>
  shell(
    commandOf('killed-137', {
      'node server.js': `${process.execPath} -e "${script}"`,
      '-k 30 5': '-k 1 1',
    }),
  );

export const cases: Readings = {
  'ended-143': {
    print: () => runs('setInterval(() => {}, 1000)'),
    sees: (output) => /^143$/m.test(output),
  },
  'killed-137': {
    print: () => runs("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"),
    sees: (output) => /^137$/m.test(output),
  },
  'ended-0': {
    print: () => runs("process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000)"),
    sees: (output) => /^0$/m.test(output),
  },
  'another-status': {
    print: () => runs("process.on('SIGTERM', () => process.exit(3)); setInterval(() => {}, 1000)"),
    sees: (output) => !/^(0|137|143)$/m.test(output),
  },
};
