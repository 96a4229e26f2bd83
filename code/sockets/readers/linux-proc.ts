import { closeSync, openSync, readSync } from 'node:fs';
import type { RowFilter, SocketRow } from '../socket-row.ts';
import { findOwners } from './linux-owners.ts';
import { parseProcNet } from './parse-proc-net.ts';

interface ProcOptions extends RowFilter {
  proc: string;
  owners?: boolean | undefined;
  pids?: readonly number[] | undefined;
}

/** Reads Linux's own tables. Throws the file system's error when there is none. */
export function readProcNet(options: ProcOptions): SocketRow[] {
  const { proc, pids, owners = pids !== undefined } = options;
  const rows = parseProcNet(readAtOnce(`${proc}/net/tcp`), options);
  for (const row of parseProcNet(readIfThere(`${proc}/net/tcp6`), options)) rows.push(row);
  return owners ? findOwners(rows, proc, pids) : rows;
}

/** A machine without IPv6 has no tcp6. */
function readIfThere(file: string): Buffer {
  try {
    return readAtOnce(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
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
