import { execFile } from 'node:child_process';
import type { Machine } from './check.ts';

/**
 * What a program prints, started without a shell; undefined when it cannot run or ends with a failure.
 * @throws the signal's reason when the program did not answer in time
 */
export async function outputOf(
  program: string,
  args: readonly string[],
  { env, signal }: Pick<Machine, 'env' | 'signal'>,
): Promise<string | undefined> {
  signal.throwIfAborted();
  return await new Promise((resolve, reject) => {
    const options = { env, signal, maxBuffer: 64 * 1024 * 1024 };
    execFile(program, args, options, (error, output) => {
      if (error && signal.aborted) reject(signal.reason);
      else resolve(error ? undefined : output);
    });
  });
}
