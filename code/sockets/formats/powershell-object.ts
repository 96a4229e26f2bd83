import type { Cut, Endpoint, TcpState } from '../socket-row.ts';
import { endpoint, nobody, endOf as wholeEnd } from './ends.ts';
import { bare, owned, type PastedRow } from './format.ts';
import { stateOf } from './state-word.ts';

/** The properties of an object of `Get-NetTCPConnection` that a row is made of. */
export interface Connection {
  LocalAddress?: unknown;
  LocalPort?: unknown;
  RemoteAddress?: unknown;
  RemotePort?: unknown;
  State?: unknown;
  OwningProcess?: unknown;
  CreationTime?: unknown;
  /** Of scripts and other tools. */
  Protocol?: unknown;
  RecvQ?: unknown;
  SendQ?: unknown;
  /** The name of the process, which no connection has: a command of the user's own looks it up. */
  Program?: unknown;
  ProcessName?: unknown;
  ProcName?: unknown;
  Process?: unknown;
  /** The pid under another name, as scripts that gather both call it. */
  ProcessId?: unknown;
  ProcessID?: unknown;
  PID?: unknown;
  Pid?: unknown;
}

/** null: it has no two ends. Windows tells neither queues nor timers; others may. */
export function rowOfConnection(connection: Connection, line: number): PastedRow | null {
  const local = endOf(connection, 'Local');
  const remote = endOf(connection, 'Remote') ?? nobody(local?.address.includes(':') ? 6 : 4);
  if (local === null || !('RemoteAddress' in connection)) return null;
  return {
    lines: [line],
    protocol: 'tcp',
    local,
    remote,
    ...stateIn(connection.State, local, remote),
    ...bare,
    recvQueue: queueIn(connection.RecvQ),
    sendQueue: queueIn(connection.SendQ),
    ...ownerIn(connection),
    ...createdIn(connection),
  };
}

function endOf(connection: Connection, side: 'Local' | 'Remote'): Endpoint | null {
  const [address, port] = [connection[`${side}Address`], connection[`${side}Port`]];
  if (typeof address !== 'string' || address === '') return null;
  if (port === undefined) return wholeEnd(address);
  // Format-Table cuts with three dots, from PowerShell 6 on with one sign.
  const whole = address.replace(/(?:\.{3}|…)$/, '');
  const end = endpoint(whole, String(port ?? ''), 4);
  const cut: Cut | undefined = whole === address ? undefined : 'address';
  return end && cut ? { ...end, cut } : end;
}

const queueIn = (value: unknown): number | null =>
  /^\d{1,9}$/.test(String(value ?? '')) ? Number(value) : null;

/** `4/24/2026 7:51:52 PM`; in JSON of Windows PowerShell 5 `/Date(1745524312000)/`. */
function createdIn({ CreationTime: time }: Connection): Pick<PastedRow, 'created'> {
  if (typeof time !== 'string' || time === '' || time.length > 60) return {};
  const [, ms] = /^\/Date\((\d{1,15})\)\/$/.exec(time) ?? [];
  return { created: ms ? new Date(Number(ms)).toISOString() : time };
}

/** TIME_WAIT belongs to pid 0, which is nobody. A text may have the name alone. */
function ownerIn(connection: Connection): Pick<PastedRow, 'owner'> {
  const { Program, ProcessName, ProcName, Process } = connection;
  const process =
    connection.OwningProcess ??
    connection.ProcessId ??
    connection.ProcessID ??
    connection.PID ??
    connection.Pid;
  const names = [Program, ProcessName, ProcName, Process];
  const name = names.find((name) => typeof name === 'string' && name !== '');
  const program = typeof name === 'string' ? name : '?';
  if (process === undefined || process === null || process === '')
    return name === undefined ? {} : owned([{ pid: 0, program }]);
  const pid = Number(process);
  return owned(pid > 0 ? [{ pid, program }] : []);
}

function stateIn(value: unknown, local: Endpoint, remote: Endpoint) {
  // Windows PowerShell 5 writes an enumeration as a number, or as { value, Value }.
  const state =
    typeof value === 'object' && value !== null && 'Value' in value ? value.Value : value;
  const number =
    typeof state === 'number' ? state : /^\d+$/.test(String(state)) ? Number(state) : null;
  if (number === null) return stateOf(String(state ?? ''), local, remote);
  const known = states[number];
  return known ? { state: known } : stateOf(String(number), local, remote);
}

/** MIB_TCP_STATE, [MS-RRASM] 2.2.1.1.11, which .NET's TcpState follows; 100 is PowerShell's Bound. */
const states: Record<number, TcpState> = {
  1: 'CLOSE',
  2: 'LISTEN',
  3: 'SYN_SENT',
  4: 'SYN_RECV',
  5: 'ESTABLISHED',
  6: 'FIN_WAIT1',
  7: 'FIN_WAIT2',
  8: 'CLOSE_WAIT',
  9: 'CLOSING',
  10: 'LAST_ACK',
  11: 'TIME_WAIT',
  12: 'CLOSE',
  100: 'BOUND',
};
