import { type Io, type OutputLost, processIo } from './io.ts';
import { inWords, report } from './report.ts';

/**
 * Runs commands as this process: on its streams, with its exit status. What is thrown where nobody
 * waits for it, in a callback or an event, ends with 2 like every fault, and not with Node's 1, which
 * here would mean “it is not as it should be”.
 */
export async function runProcess(run: (io: Io) => Promise<number>): Promise<void> {
  const io = processIo();
  process.on('uncaughtException', (error) => process.exit(report(error, io)));
  process.exitCode = await run(io);
  try {
    // A command may end before the system has said that its output cannot be written.
    await io.flush();
  } catch (error) {
    io.err(inWords(error as OutputLost));
    process.exitCode = 2;
  }
}
