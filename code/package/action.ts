import { z } from 'zod';
import { UsageError } from '../base/errors.ts';
import { runProcess } from '../cli/process.ts';
import { report } from '../cli/report.ts';
import { runCommands } from '../cli/run-commands.ts';

// What the step of action.yml runs: the doctor, by the step's inputs. GitHub leaves one that is not given empty.
const commands = { doctor: () => import('../cli/doctor/command.ts') };
const description = 'How does an HTTP server stop?';

await runProcess(async (io) => {
  try {
    const inputs = z.record(z.string(), z.string()).parse(JSON.parse(io.env.INPUTS ?? '{}'));
    delete io.env.INPUTS; // the server has its environment from here
    return await runCommands({ description, commands }, ['doctor', ...flagsOf(inputs)], io);
  } catch (error) {
    return report(error, io);
  }
});

/** Each as one word, so that no value is taken for another flag. */
function flagsOf({ command = '', ...inputs }: Record<string, string>): string[] {
  const flags = Object.entries(inputs)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `--${name === 'working-directory' ? 'cwd' : name}=${value}`);
  return [...flags, '--', ...wordsOf(command)];
}

/** On one line its words, else a word a line. @throws UsageError for what only a shell would understand */
function wordsOf(command: string): string[] {
  const lines = command.trim().split('\n');
  if (lines.length > 1) return lines.map((line) => line.trim());
  const [sign] = /["'`$&|;<>*\\]/.exec(command) ?? [];
  if (sign === undefined) return command.split(/\s+/).filter(Boolean);
  throw new UsageError(
    `the command has a ${sign}, and no shell reads it`,
    'write one argument a line, each as it is; for a shell three lines: sh, -c, exec node server.js',
  );
}
