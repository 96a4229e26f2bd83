import type { Cut, Endpoint, Owner } from '../socket-row.ts';
import { endpoint } from './ends.ts';
import { type Format, kindOf, type PastedRow } from './format.ts';
import { stateOf } from './state-word.ts';

/**
 * netstat of macOS, the BSDs, AIX and HP-UX: protocol, Recv-Q, Send-Q, two ends with the port behind a
 * dot, the state. Before the protocol stand, with -A, one or two numbers of the kernel. Behind the
 * state macOS has, with -v, the owner: a column `pid`, or from macOS 26 on `process:pid`, whose names
 * hold blanks. The header may be wider than the rows, so columns are counted from the state.
 */
export const bsdNetstat: Format = {
  name: 'macOS or BSD netstat',
  tells: { queues: true, timers: false },
  parser(finds) {
    let header = '';
    return {
      take(line) {
        const { text } = line;
        if (/^\s*(?:\S+\s+){0,2}Proto\b.*\(state\)/.test(text)) {
          header = text;
          return true;
        }
        const [, kind = ''] = other.exec(text) ?? [];
        if (kind) finds.leftOut(kinds[kind] ?? kindOf(kind));
        if (kind) return true;
        const row = bsdRow(line.text, line.number, header);
        if (row === null) return false;
        if (row === 'unreadable')
          finds.notUnderstood(line, 'it names no two ends with a port each');
        else finds.row(row);
        return true;
      },
    };
  },
};

/**
 * What -A puts before a row: the number of the kernel's block, and on macOS a Flowhash, which is 0 for
 * a socket that has never sent. Sockets of UNIX begin with such a number, too.
 */
const kernelNumbers = '(?:[0-9a-f]{6,20}\\s+(?:[0-9a-f]{1,20}\\s+)?)?';

const other = new RegExp(
  `^\\s*${kernelNumbers}(stream|dgram|seqpac|rdm|udp4|udp6|udp46|udp|udpl|icm4|icm6|icmp|icmp6|sctp[46]?|div4?|divert|ip4?|ip6|igmp|raw[46]?|pim|kctl|kevt|mptcp)\\s+(?:\\d+\\s+\\d+\\b|\\S+\\.\\S+\\s+\\S+\\.\\S+\\s*$)`,
);

const kinds: Record<string, string> = {
  stream: 'UNIX',
  dgram: 'UNIX',
  seqpac: 'UNIX',
  rdm: 'UNIX',
  kctl: 'kernel',
  kevt: 'kernel',
};

/** With -T three numbers stand in the place of the two queues: Rexmit, OOORcv, 0-win. */
const columns = new RegExp(
  `^(\\s*${kernelNumbers})(tcp4|tcp6|tcp46|tcp)\\s+(\\d+)\\s+(\\d+)(\\s+\\d+)?\\s+(\\S+)(\\s+)(\\S+)(?:\\s+(\\S+)(.*))?\\s*$`,
);

/** Of our own macOS reader, too. null: no row of this format. */
export function bsdRow(
  text: string,
  line: number,
  header: string,
): PastedRow | null | 'unreadable' {
  const [
    ,
    kernel = '',
    protocol = '',
    received,
    sent,
    third = '',
    from = '',
    gap = '',
    to = '',
    next = '',
    tail = '',
  ] = columns.exec(text) ?? [];
  if (!protocol || from.lastIndexOf('.') <= from.lastIndexOf(':')) return null;
  // FreeBSD's -x and -T print no state; what follows is a number.
  const [word, rest] = /^\d/.test(next) ? ['', ` ${next}${tail}`] : [next, tail];
  const family = protocol === 'tcp6' || protocol === 'tcp46' ? 6 : 4;
  const layout = {
    width: widthOf(kernel, from, gap),
    named: /\.[a-z][\w-]*$/i.test(from) || /\.[a-z][\w-]*$/i.test(to),
    isMac: kernel.trim().includes(' '),
  };
  const [local, remote] = [from, to].map((end) => bsdEnd(end, family, layout));
  if (!local || !remote) return 'unreadable';
  return {
    lines: [line],
    protocol,
    local,
    remote,
    ...stateOf(word, local, remote),
    recvQueue: third ? null : Number(received),
    sendQueue: third ? null : Number(sent),
    timer: null,
    inode: null,
    uid: 0,
    ...ownerIn(rest, header),
  };
}

interface Layout {
  /** Columns of an end. */
  width: number;
  /** Printed without -n. */
  named: boolean;
  /** macOS has two numbers of the kernel before a row of -A, others one. */
  isMac: boolean;
}

function bsdEnd(text: string, family: 4 | 6, layout: Layout): Endpoint | null {
  const dot = text.lastIndexOf('.');
  const address = text.slice(0, Math.max(0, dot));
  // `0.0.0.0` is an address whose port stands elsewhere, and no `0.0.0` with port 0.
  if (!address || /^\d+(?:\.\d+){0,2}$/.test(address)) return null;
  const end = endpoint(address, text.slice(dot + 1), address.includes(':') ? 6 : family);
  const cut = end && cutIn(end, address, text, layout);
  return end && cut ? { ...end, cut } : end;
}

/**
 * inetprint() of 4.4BSD and its heirs: the address is printed as `%.16s`, with -A and names `%.12s`;
 * then both are cut to a column of 22, with -A 18. macOS' -l makes that 39 and 45, for IPv6 only
 * (network_cmds, netstat.tproj/inet6.c), FreeBSD's -W 45.
 */
function cutIn(
  { service, port }: Endpoint,
  address: string,
  text: string,
  { width, named, isMac }: Layout,
): Cut | undefined {
  if (text.length > 22 || width >= wide) return text.length === 45 ? 'address and port' : undefined;
  const isNarrow = width <= 18;
  if (isNarrow && named && address.length === 12) return 'address';
  // Five digits are a whole port, but not on macOS -A, where one digit is left of most.
  const isWhole = port > 9999 && !isMac;
  const isFull = text.length === (isNarrow ? 18 : 22) && !isWhole;
  const hasCutPort = isFull && (isNarrow || service !== undefined);
  if (address.length === 16) return hasCutPort ? 'address and port' : 'address';
  // In 18 columns the tail of an IPv6 address may stand there in the place of its port.
  if (hasCutPort) return address.includes(':') ? 'address and port' : 'port';
  // What ends in a colon has lost its rest: an address of a host does not.
  return address.endsWith(':') && address !== '::' ? 'address' : undefined;
}

const wide = 30;

/** How wide the columns of the ends are: told by where the second one begins. */
function widthOf(kernel: string, from: string, gap: string): number {
  if (gap.length > 1 && !gap.includes('\t')) return from.length + gap.length - 1;
  // Blanks were lost, or the column is full. AIX has 22 with -A, too.
  return kernel.trim() && from.length <= 18 ? 18 : 22;
}

/**
 * Where the header is there, it counts the columns. Where a filter has taken it: `process:pid`, or pid
 * and epid before the two hexadecimal numbers of the socket's state and options.
 */
function ownerIn(rest: string, header: string): Pick<PastedRow, 'owner'> {
  const names = header
    .slice(header.indexOf('(state)') + '(state)'.length)
    .trim()
    .split(/\s+/);
  const named = header === '' || names.includes('process:pid') ? processAndPid.exec(rest) : null;
  if (named) return ownerOf(Number(named[2]), named[1] ?? '?');
  if (header !== '' && !names.includes('pid'))
    return names.includes('process:pid') ? { owner: null } : {};
  const pid =
    header === '' ? beforeFlags.exec(rest)?.[1] : rest.trim().split(/\s+/)[names.indexOf('pid')];
  return pid === undefined && header === '' ? {} : ownerOf(Number(pid), '?');
}

const processAndPid = /^(?:\s+\d+){4}\s+(\S.*?):(\d+)(?=\s+[0-9a-f]{4,}\b|\s*$)/;
const beforeFlags = /\s(\d+)\s+\d+\s+(?:0x[0-9a-f]{4}|[0-9a-f]{5})\s+(?:0x)?[0-9a-f]{8}\b/;

const ownerOf = (pid: number, program: string): { owner: Owner | null } => ({
  owner: pid > 0 ? { pid, program } : null,
});
