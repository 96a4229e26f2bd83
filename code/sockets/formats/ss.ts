import type { Endpoint, Owner, SocketTimer } from '../socket-row.ts';
import { endOf } from './ends.ts';
import { type Format, owned, type PastedRow } from './format.ts';
import { isAddition } from './row-beginning.ts';
import { knownState, stateOf } from './state-word.ts';

/**
 * ss of iproute2, old and new. Columns are Netid, State, Recv-Q, Send-Q, the two ends and what -p, -o,
 * -e, -i and -m add (misc/ss.c, `columns`). Netid is there only when several kinds are asked for, State
 * only when several states are (`columns[COL_STATE].disabled`), the queues not with -Q. Between the
 * peer's port and what follows there may be no blank.
 */
export const ss: Format = {
  name: 'ss',
  tells: { queues: true, timers: true },
  parser(finds) {
    let header = '';
    let table = noRows();
    const settle = () => {
      // From 2018 on the wildcard of IPv4 is `0.0.0.0`, and `*` that of both families.
      for (const end of table.wildcards) end.address = table.isOld ? '0.0.0.0' : '::';
      // A socket of TCP is UNCONN before it is in any list, so such a table is that of `ss -u`.
      const isUdp = table.unconnected > 0 && !table.hasListener;
      if (isUdp) for (const row of table.rows) finds.retract(row, 'UDP');
      table = noRows();
    };
    return {
      take(line) {
        if (headers.test(line.text)) {
          settle();
          header = line.text;
          return true;
        }
        const cells = cellsIn(line.text, header);
        if (cells === null) return table.isOpen && isAddition(line.text);
        table.isOpen = true;
        const { netid, word, from, to, rest } = cells;
        const isUdp = netid === '' && word === 'UNCONN' && !asksTcp.test(finds.command);
        if (isUdp) table.unconnected++;
        if (isUdp || (netid && netid !== 'tcp')) {
          finds.leftOut(isUdp ? 'UDP' : (kinds[netid] ?? netid));
          return true;
        }
        const row = rowOf(cells, line.number);
        if (row && isCut(line.text, header)) {
          finds.notUnderstood(line, 'it is cut off, as its header is');
          return true;
        }
        if (row === null) {
          finds.notUnderstood(line, 'it names no two ends with a port each');
          return true;
        }
        if (netid === '') table.rows.push(row);
        table.hasListener ||= row.state === 'LISTEN';
        if (from.startsWith('*:')) table.wildcards.push(row.local);
        if (to.startsWith('*:')) table.wildcards.push(row.remote);
        if (/^0\.0\.0\.0[:%]/.test(from) || to.startsWith('0.0.0.0:')) table.isOld = false;
        else if (rest.includes('v6only:0') && from.startsWith('*:')) table.isOld ??= false;
        else if (from.startsWith(':::') || (to === '*:*' && /^\d/.test(from))) table.isOld ??= true;
        finds.row(row);
        return true;
      },
      end: settle,
    };
  },
};

/** No socket of UDP is in such a table; with -B TCP's are in it that are bound, and print UNCONN. */
const asksTcp = /\bss(?=.*\s-(?:\w*[tB]|-tcp|-bound))(?!.*\s-(?:\w*u|-udp))/;

/**
 * A header that ends within its last address was cut, and so was each row that reaches as far; of one
 * that awk has put together, with a blank between its words, some words are left out.
 */
const isCut = (text: string, header: string): boolean =>
  /Local Address/.test(header) &&
  /\S\s{2,}\S/.test(header) &&
  !/Peer Address ?: ?Port/.test(header) &&
  text.trimEnd().length >= header.trimEnd().length;

interface Table {
  /** Has a row been read? Then indented lines go on with it: -i, -m and -e print "\n\t". */
  isOpen: boolean;
  /** Rows without a Netid, which may be of UDP. */
  rows: PastedRow[];
  unconnected: number;
  hasListener: boolean;
  wildcards: Endpoint[];
  isOld: boolean | undefined;
}

const noRows = (): Table => ({
  isOpen: false,
  rows: [],
  unconnected: 0,
  hasListener: false,
  wildcards: [],
  isOld: undefined,
});

function rowOf(cells: Cells, line: number): PastedRow | null {
  const { netid, word, queues, from, to, rest } = cells;
  const [local, remote] = [endOf(from), endOf(to)];
  if (local === null || remote === null) return null;
  const owners = ownersIn(rest);
  return {
    lines: [line],
    protocol: netid || 'tcp',
    local,
    remote,
    ...stateOf(word === 'UNCONN' ? 'BOUND' : word, local, remote),
    recvQueue: queues[0] ?? null,
    sendQueue: queues[1] ?? null,
    timer: timerIn(rest),
    inode: numberAfter(rest, 'ino'),
    uid: numberAfter(rest, 'uid') ?? 0,
    ...(owners.length > 0 ? owned(owners) : {}),
  };
}

const headers =
  /^\s*(?:Netid\s|State\s+(?:Recv-Q|Local Address)|Recv-Q\s+Send-Q\s+Local Address:Port|Local Address:Port)/;

const netids =
  /^(?:tcp|udp|raw|mptcp|sctp|dccp|nl|p_raw|p_dgr|u_str|u_dgr|u_seq|u_raw|v_str|v_dgr|ti_\w+|xdp|icmp6?|\?\?\?)$/;

const kinds: Record<string, string> = {
  udp: 'UDP',
  sctp: 'SCTP',
  dccp: 'DCCP',
  nl: 'netlink',
  p_raw: 'packet',
  p_dgr: 'packet',
  u_str: 'UNIX',
  u_dgr: 'UNIX',
  u_seq: 'UNIX',
  u_raw: 'UNIX',
  v_str: 'vsock',
  v_dgr: 'vsock',
};

/** misc/ss.c, sstate_name; UNCONN is CLOSE. */
const states =
  /^(?:UNKNOWN|ESTAB|SYN-SENT|SYN-RECV|FIN-WAIT-1|FIN-WAIT-2|TIME-WAIT|UNCONN|CLOSE-WAIT|LAST-ACK|LISTEN|CLOSING|NEW-SYN-RECV|BOUND-INACTIVE)$/;

interface Cells {
  netid: string;
  word: string;
  queues: number[];
  from: string;
  to: string;
  rest: string;
}

/** null: no row of ss. Without a state word, it is one only below a header of ss, or with `users:`. */
function cellsIn(text: string, header: string): Cells | null {
  const details = text.search(/\s*(?:users:\(|timer:\(|\s(?:uid|ino|sk):)/);
  const words = (details === -1 ? text : text.slice(0, details)).trim().split(/\s+/);
  let at = 0;
  const next = (form: RegExp) => (form.test(words[at] ?? '') ? (words[at++] ?? '') : '');
  const netid = next(netids);
  // A child of an SCTP association: `- ESTAB.
  if (words[0] === '`-') return { netid: 'sctp', word: '', queues: [], from: '', to: '', rest: '' };
  const word = next(states);
  const queues: number[] = [];
  while (queues.length < 2 && /^\d+$/.test(words[at] ?? '')) queues.push(Number(words[at++]));
  const [from = '', to = ''] = words.slice(at);
  if (netid && netid !== 'tcp' && (word || queues.length === 2))
    return { netid, word, queues, from, to, rest: '' };
  const isEnds = /.:[^:]+$/.test(from) && /.:[^:]+$/.test(to);
  const isBelow = headers.test(header);
  // ss -Q has no queues, and no state where one was asked for.
  const isComplete = queues.length === 2 || (isBelow && !/State|Recv-Q/.test(header));
  // Without its header a row of one state is two numbers, two ends, and nothing else.
  const isBare = words.length === 4 && /:\d+$/.test(from) && /:\d+$/.test(to);
  const isOurs = word
    ? isEnds || queues.length === 2
    : isEnds && isComplete && (isBelow || details !== -1 || isBare);
  // Behind the ends, netstat has the state.
  if (!isOurs || (!word && knownState(words[at + 2] ?? '') !== 'UNKNOWN')) return null;
  const rest = words.slice(at + 2).join(' ') + (details === -1 ? '' : ` ${text.slice(details)}`);
  return { netid, word, queues, from, to, rest };
}

/** `users:(("nginx",pid=583,fd=8),("nginx",pid=582,fd=8))`, and before 2015 `("firefox",20586,118)`. */
export function ownersIn(rest: string): Owner[] {
  const open = rest.indexOf('users:(');
  if (open === -1) return [];
  const owners = new Map<number, Owner>();
  // A pid that the line breaks off in is another one.
  for (const [, program = '', pid = '', end = ''] of rest
    .slice(open)
    .matchAll(/\("((?:[^"\\]|\\.)*)",(?:pid=)?(\d+)(?=([,)]?))/g))
    owners.set(end ? Number(pid) : 0, {
      pid: end ? Number(pid) : 0,
      program: program.replaceAll('\\"', '"'),
    });
  return [...owners.values()];
}

function timerIn(rest: string): SocketTimer | null {
  const [, name = '', time = '', tries = ''] = /timer:\((\w+),([^,)]*),(\d+)\)/.exec(rest) ?? [];
  if (!name || name === 'off') return null;
  return { kind: timers[name] ?? 'unknown', ms: milliseconds(time), tries: Number(tries) };
}

/** misc/ss.c, tmr_name: `persist` is the probe of a closed window. */
const timers: Record<string, SocketTimer['kind']> = {
  on: 'retransmit',
  keepalive: 'keepalive',
  timewait: 'timewait',
  persist: 'probe',
};

/**
 * print_ms_timer() in misc/ss.c: `1min24sec`, `9.500sec`, `376ms`, nothing for 0. Before it was mended
 * it wrote `1.178ms` for 1.178 seconds: behind a dot, `ms` are seconds.
 */
function milliseconds(time: string): number {
  const [, minutes = '0', seconds = '0', unit = ''] =
    /^(?:(\d+)min)?(?:([\d.]+)(sec|ms))?$/.exec(time) ?? [];
  const isMs = unit === 'ms' && !seconds.includes('.');
  return Math.round(Number(minutes) * 60_000 + Number(seconds) * (isMs ? 1 : 1000));
}

function numberAfter(rest: string, key: string): number | null {
  const [, number] = new RegExp(`\\s${key}:(\\d+)`).exec(rest) ?? [];
  return number === undefined ? null : Number(number);
}
