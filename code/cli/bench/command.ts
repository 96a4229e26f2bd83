import { Argument, Command, defineCommand } from '../command.ts';

const what = new Argument('<what>', 'what is timed').choices(['start', 'sockets'] as const);

export const command = defineCommand({
  declare: () =>
    new Command('bench')
      .description('how long things take, as ratios in one run: bench sockets, bench start')
      .addArgument(what),
  act: async (what, _flags, io) =>
    what === 'start'
      ? await (await import('../../benchmarks/start.ts')).benchStart(io)
      : await (await import('../../benchmarks/sockets.ts')).benchSockets(io),
});
