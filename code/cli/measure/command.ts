import { UsageError } from '../../base/errors.ts';
import { Command, defineCommand, type FlagsOf } from '../command.ts';

const declare = () =>
  new Command('measure')
    .description('make the measurements of the lessons anew: measure idle chromium, servers')
    .argument(
      '<words...>',
      'idle, ways, awaits, leave, senders, turns, stops, starters, servers, streams or objections; what of it, by name',
    )
    .option('--browser <name>', 'chromium or firefox')
    .option('--new', 'of servers: only what the table lacks; goes on where it was ended')
    .option('--times <number>', 'of servers: how often each is examined (default: 3)', count);

function count(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new UsageError(`--times ${text} is no count`, 'a whole number from 1 on: --times 3');
}

export type MeasureFlags = FlagsOf<typeof declare>;

export const command = defineCommand({
  declare,
  act: async (words, flags, io) => await (await import('./act.ts')).measure(words, flags, io),
});
