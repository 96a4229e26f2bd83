import { Argument, Command, defineCommand } from '../command.ts';

const what = new Argument('<what>', 'what is timed').choices([
  'start',
  'sockets',
  'model',
] as const);

export const command = defineCommand({
  declare: () =>
    new Command('bench')
      .description('how long things take: bench sockets, bench start, bench model')
      .addArgument(what),
  async act(what, _flags, io) {
    if (what === 'start') return await (await import('../../benchmarks/start.ts')).benchStart(io);
    if (what === 'model') return await (await import('../../benchmarks/model.ts')).benchModel(io);
    return await (await import('../../benchmarks/sockets.ts')).benchSockets(io);
  },
});
