import { type Connection, grouped, isListening } from '../connections.ts';
import type { PastedRow } from './format.ts';
import { systemOf } from './system-of.ts';
import type { Said } from './table-in-words.ts';

/**
 * A program that holds connections of a port and does not listen on it: an old app, or a worker. In a
 * prefork server and in Node's cluster the master listens and its workers hold the connections. A child
 * is started after its parent, and most systems count pids up, so its pid is the higher one, as a rule:
 * not on Windows, which gives the numbers of ended processes again, nor on OpenBSD, where they are random.
 */
export function workersIn(
  rows: readonly PastedRow[],
  connections: readonly Connection[],
  format: string,
): Said[] {
  const told = new Map<string, Said>();
  const listening = grouped(rows.filter(isListening), ({ local }) => `${local.port}`);
  for (const { server } of connections) {
    const row = server.row as PastedRow | null;
    const holder = row?.owner;
    if (!row || !holder || holder.pid === 0 || row.state === 'LISTEN') continue;
    const listeners = listening.get(`${row.local.port}`) ?? [];
    const owners = listeners.flatMap(({ owners, owner }) => owners ?? (owner ? [owner] : []));
    if (owners.length === 0 || owners.some(({ pid }) => pid === holder.pid)) continue;
    const [listener] = owners;
    if (!listener || (listener.program !== holder.program && listener.program !== '?')) continue;
    const key = `${holder.pid} ${row.local.port}`;
    const known = told.get(key);
    if (known) known.lines.push(...row.lines);
    else
      told.set(key, {
        about: 'workers',
        text: textOf(holder.pid, listener.pid, row.local.port, orderOf(format, holder.program)),
        lines: [...row.lines],
      });
  }
  return [...told.values()].slice(0, 12);
}

type Order = 'counted up' | 'of Windows' | 'random';

const orderOf = (format: string, program: string): Order => {
  if (systemOf(format) === 'Windows' || program.endsWith('.exe')) return 'of Windows';
  return format === 'BSD fstat' ? 'random' : 'counted up';
};

function textOf(holder: number, listener: number, port: number, order: Order): string {
  const both = `Pid ${holder} holds connections of port ${port}, where pid ${listener} of the same name listens.`;
  if (order !== 'counted up') {
    const ask =
      order === 'random'
        ? `ps -o lstart=,ppid= -p ${holder},${listener}`
        : `Get-CimInstance Win32_Process -Filter "ProcessId=${holder} or ProcessId=${listener}" | Format-List ProcessId, ParentProcessId, CreationDate`;
    return `${both} An old app that has stopped listening looks like this, and so do a master and its workers. Pids do not tell which is older here: ${ask} does.`;
  }
  return holder > listener
    ? `${both} Its pid is higher, as a worker’s is: a master that listens and workers that hold connections (prefork, cluster) look like this. It need not be an old app; ps -o ppid= -p ${holder} says whose child it is.`
    : `${both} Its pid is lower, so it probably started earlier: an old app that has stopped listening looks like this. ps -o lstart=,ppid= -p ${holder},${listener} says which is older.`;
}
