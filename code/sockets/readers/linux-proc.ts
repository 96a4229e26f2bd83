import { closeSync, openSync, readSync } from 'node:fs';
import { NoSocketTable } from '../no-socket-table.ts';
import type { SocketRow } from '../socket-row.ts';
import { addOwners } from './linux-owners.ts';
import { parseProcNet } from './parse-proc-net.ts';
import type { ReaderOptions } from './reader.ts';

/** Reads Linux's own tables: no program, no package in between. */
export function readLinux(options: ReaderOptions): SocketRow[] {
  const { proc, owners, pids } = options;
  const rows = parseProcNet(readTable(`${proc}/net/tcp`), options);
  for (const row of parseProcNet(readTable(`${proc}/net/tcp6`, 'may be missing'), options))
    rows.push(row);
  if (owners) addOwners(rows, proc, pids);
  return rows;
}

/** A machine without IPv6 has no tcp6. */
function readTable(file: string, missing?: 'may be missing'): Buffer {
  try {
    return readAtOnce(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (missing && code === 'ENOENT') return Buffer.alloc(0);
    throw new NoSocketTable(
      `No socket table: ${file} cannot be read (${code}). Mount /proc, or run outside the sandbox that hides it.`,
      { cause: error },
    );
  }
}

/**
 * The kernel gives at most a page, 27 rows, for each read, so a table can change between two pages.
 * One buffer, kept from call to call, and no pause between the reads keep that gap small.
 */
function readAtOnce(file: string): Buffer {
  const handle = openSync(file, 'r');
  try {
    let length = 0;
    for (;;) {
      if (buffer.length - length < page) buffer = Buffer.concat([buffer], buffer.length * 2);
      const read = readSync(handle, buffer, length, page, null);
      if (read === 0) return buffer.subarray(0, length);
      length += read;
    }
  } finally {
    closeSync(handle);
  }
}

const page = 64 * 1024;
let buffer = Buffer.alloc(16 * page);
