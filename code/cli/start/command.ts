import { Command, defineCommand, type FlagsOf, port } from '../command.ts';

const declare = () =>
  new Command('start')
    .description('serve the course on http://127.0.0.1:4321/')
    .option('--port <number>', 'another port', port);

export type StartFlags = FlagsOf<typeof declare>;

export const command = defineCommand({
  declare,
  act: async (_words, flags, io) => await (await import('./act.ts')).start(flags, io),
});
