import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { parseProcNet } from '../formats/proc-net.ts';
import { NoSocketTable } from '../no-socket-table.ts';
import type { SocketRow } from '../socket-row.ts';
import { addOwners } from './linux-owners.ts';
import type { ReaderOptions } from './reader.ts';

/** Reads Linux's own tables: no program, no package in between. */
export function readLinux(options: ReaderOptions): SocketRow[] {
  const { proc, owners, pids } = options;
  const rows = parseProcNet(readTable(`${proc}/net/tcp`), options);
  // A machine without IPv6 has no tcp6.
  if (existsSync(`${proc}/net/tcp6`))
    for (const row of parseProcNet(readTable(`${proc}/net/tcp6`), options)) rows.push(row);
  if (owners) addOwners(rows, proc, pids);
  return rows;
}

/**
 * Each read gives one page of whole rows, so a table can change between two reads; no pause between
 * them keeps that gap small. A page with room for another row is the last one: to read on would get
 * nothing, but the kernel would walk its whole hash table once more to find that out, which takes
 * milliseconds, half of the time of a small table.
 */
function readTable(file: string): Buffer {
  const handle = open(file);
  try {
    let length = 0;
    for (;;) {
      if (buffer.length - length < chunk) buffer = Buffer.concat([buffer], buffer.length * 2);
      const bytesRead = readSync(handle, buffer, length, chunk, null);
      length += bytesRead;
      if (bytesRead < page - longestRow) return buffer.subarray(0, length);
    }
  } finally {
    closeSync(handle);
  }
}

/** The smallest page of any machine; larger ones hold more rows, and end as clearly. */
const page = 4096;
const longestRow = 512;
const chunk = 64 * 1024;
/** From call to call; the rows are parsed before anybody else can read into it. */
let buffer = Buffer.alloc(16 * chunk);

function open(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new NoSocketTable(
      `no socket table: ${file} cannot be read (${code})`,
      'mount /proc, or run outside the sandbox that hides it',
      { cause: error },
    );
  }
}
