import { execFile } from 'node:child_process';
import { NoSocketTable } from '../no-socket-table.ts';
import type { RowFilter, SocketRow } from '../socket-row.ts';

/** What `listSockets` asks of the reader of a system. A reader may give more rows than `RowFilter` wants. */
export interface ReaderOptions extends RowFilter {
  owners: boolean;
  pids?: readonly number[] | undefined;
  proc: string;
}

export type Reader = (options: ReaderOptions) => SocketRow[] | Promise<SocketRow[]>;

/** What a program printed; its own exit status may mean only that it found nothing. */
export function outputOf(program: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, LC_ALL: 'C' };
  const limits = { timeout: 30_000, maxBuffer: 256 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    execFile(program, args, { env, ...limits }, (error, stdout, stderr) => {
      if (error === null || (typeof error.code === 'number' && stderr === ''))
        return resolve(stdout);
      const reason = stderr.trim().split('\n', 1)[0] || (error.code ?? error.message);
      reject(
        new NoSocketTable(
          `no socket table: ${program} failed (${reason})`,
          `see why: run ${program} ${args.join(' ')}`,
          { cause: error },
        ),
      );
    });
  });
}
