import type { Io } from './io.ts';
import { type Commands, runCommands } from './run-commands.ts';

/** The commands of the course, in the order of `--help`. */
const commands: Commands = {
  start: () => import('./start/command.ts'),
  build: () => import('./build/command.ts'),
  lesson: () => import('./lesson/command.ts'),
  exercise: () => import('./exercise/command.ts'),
  'new-lesson': () => import('./new-lesson/command.ts'),
  record: () => import('./record/command.ts'),
  sockets: () => import('./sockets/command.ts'),
  symptom: () => import('./symptom/command.ts'),
  doctor: () => import('./doctor/command.ts'),
  ready: () => import('./ready/command.ts'),
  measure: () => import('./measure/command.ts'),
  bench: () => import('./bench/command.ts'),
  'bring-node': () => import('./bring-node/command.ts'),
  'bring-server': () => import('./bring-server/command.ts'),
};

const description = 'A hands-on course on HTTP keep-alive pitfalls, told as a debugging story';

/**
 * Runs a command line of the course; what it opened is closed before this resolves.
 * @returns the exit status: 0 as it should be, 1 it is not, 2 cannot tell, 130 Ctrl-C
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  return await runCommands({ description, commands }, argv, io);
}
