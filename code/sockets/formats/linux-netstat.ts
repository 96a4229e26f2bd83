import type { Endpoint, SocketTimer } from '../socket-row.ts';
import { endOf } from './ends.ts';
import { type Format, kindOf, owned, type PastedRow } from './format.ts';
import { stateOf } from './state-word.ts';

/**
 * netstat of net-tools, busybox and Android's toybox. A row is, in net-tools' netstat.c, tcp_do_one()
 * and finish_this_one(): protocol, Recv-Q, Send-Q, two ends with the port behind a colon, the state in
 * the user's language, then with -e user and inode, with -p `pid/program`, with -o the timer.
 */
export const linuxNetstat: Format = {
  name: 'Linux netstat',
  tells: { queues: true, timers: true },
  parser(finds) {
    let header = '';
    let cut: PastedRow[] = [];
    let isWide = false;
    return {
      take(line) {
        const { text, number } = line;
        // A port in a column of its own, or a comma, is of another table.
        if (/^\s*Proto\b(?!.*(?:\(state\)|\wPort\b|Local Port|[,;]))/.test(text)) {
          header = text;
          cut = [];
          isWide = false;
          return true;
        }
        const [, other = ''] = /^(unix|sctp|dccp|ax25|ipx|x25|bnep|rfcomm)\s+\S/.exec(text) ?? [];
        const [, protocol = '', queues = '', from = '', to = '', tail = ''] =
          columns.exec(text) ?? [];
        if (other || (protocol && !protocol.startsWith('tcp'))) {
          finds.leftOut(kindOf(other || protocol));
          return true;
        }
        // A third number of -T of FreeBSD is no end.
        if (!protocol || isOfBsd(from) || (/^\d+$/.test(from) && isOfBsd(to))) return false;
        const family = protocol.endsWith('6') ? 6 : 4;
        const [local, remote] = [endOf(from, family), endOf(to, family)];
        if (local === null || remote === null) {
          finds.notUnderstood(line, 'it names no two ends with a port each');
          return true;
        }
        // People take the two columns out.
        const [recvQueue, sendQueue] = queues ? queues.trim().split(/\s+/).map(Number) : [];
        const [, word = '', rest = ''] = state.exec(tail) ?? ['', '', tail];
        const { timer, before } = timerIn(rest.trim());
        const row: PastedRow = {
          lines: [number],
          protocol,
          local: marked(local, from, protocol),
          remote: marked(remote, to, protocol),
          ...stateOf(word, local, remote),
          recvQueue: recvQueue ?? null,
          sendQueue: sendQueue ?? null,
          timer,
          inode: null,
          uid: 0,
          ...holderIn(before, header, before === rest.trim()),
        };
        if (row.local.cut || row.remote.cut) cut.push(row);
        isWide ||= from.length > column || to.length > column;
        if (isWide) for (const row of cut.splice(0)) unmark(row);
        finds.row(row);
        return true;
      },
    };
  },
};

const columns =
  /^\s*((?:tcp|udp|udpl|raw|sctp|dccp|mptcp|icmp|icm)[46]?)\s+(\d+\s+\d+\s+|(?=\S*:))(\S+)(?:\s+(\S+)(?:\s+(.*))?)?$/;

/** In another language it may be any word, or the two of the Czech LAST_ACK. */
const state = /^(POSLEDNÍ ACK|[^\d\s/-][^\s/]*)(?:\s+(.*))?$/;

/** A BSD has the port behind a dot. */
const isOfBsd = (end: string): boolean => end.lastIndexOf('.') > end.lastIndexOf(':');

/** `keepalive (70.54/0/0)`: name, seconds, retransmissions, probes without an answer. */
function timerIn(tail: string): { timer: SocketTimer | null; before: string } {
  const open = tail.lastIndexOf('(');
  const [, seconds = '', tries = '0', probes = '0'] =
    open === -1 ? [] : (/^\((\d+\.\d+)\/(\d+)(?:\/(\d+))?\)$/.exec(tail.slice(open)) ?? []);
  if (!seconds) return { timer: null, before: tail };
  const head = tail.slice(0, open).trimEnd();
  const word = head.endsWith("temps d'espera") ? "temps d'espera" : (/\S*$/.exec(head)?.[0] ?? '');
  const before = head.slice(0, head.length - word.length).trimEnd();
  const kind = timers[word] ?? 'unknown';
  if (kind === 'off') return { timer: null, before };
  const counted = kind === 'keepalive' || kind === 'probe' ? probes : tries;
  return {
    timer: { kind, ms: Math.round(Number(seconds) * 1000), tries: Number(counted) },
    before,
  };
}

/** netstat.c, and net-tools' po/ where its words differ; `ein` and `on` with a number are any timer. */
const timers: Record<string, SocketTimer['kind'] | 'off'> = {
  off: 'off',
  on: 'retransmit',
  keepalive: 'keepalive',
  timewait: 'timewait',
  probe: 'probe',
  aturada: 'off',
  el: 'retransmit',
  manténiu: 'keepalive',
  "temps d'espera": 'timewait',
  sonda: 'probe',
  vyp: 'off',
  zapnut: 'retransmit',
  aus: 'off',
  ein: 'retransmit',
  desligado: 'off',
  em: 'retransmit',
  av: 'off',
  på: 'retransmit',
  オフ: 'off',
  オン: 'retransmit',
  キープアライブ: 'keepalive',
  時間待ち: 'timewait',
  プローブ: 'probe',
  käib: 'retransmit',
};

/** `root 22606 1489/master`, `1489/nginx: worker p`, `-`, `1279`, `mongod` or nothing. */
function holderIn(text: string, header: string, isLast: boolean): Partial<PastedRow> {
  const [, user = '', inode = '', rest = ''] = /^([^\s/]+)\s+(\d+)(?:\s+(.*))?$/.exec(text) ?? [];
  if (!user || user === '-') return ownerIn(text, header, isLast);
  const uid = /^\d+$/.test(user) ? Number(user) : 0;
  return { inode: Number(inode), uid, ...ownerIn(rest, header, isLast) };
}

/** A number alone, at the end of a line, is cut off: the column has `pid/program`, or is that of the user. */
function ownerIn(text: string, header: string, isLast: boolean): Pick<PastedRow, 'owner'> {
  if (text === '') return header.includes('PID') ? { owner: null } : {};
  if (/^-(?:\s|$)/.test(text)) return { owner: null };
  const [, pid = '', program = ''] = /^(\d+)(?:\/(.*))?$/.exec(text) ?? [];
  if (pid && isLast && !text.includes('/')) return header.includes('PID') ? { owner: null } : {};
  // A name alone may be that of the user, whose other columns are cut off.
  if (!pid && (!header.includes('PID') || (isLast && /User|Inode/.test(header)))) return {};
  // Behind the owner, with -Z, stands the SELinux context.
  const named = (pid ? program : text).replace(/\s{2,}.*$/, '').trim();
  // Meterpreter prints `0/[System Process]` for a connection that nobody holds any more.
  return owned(pid && Number(pid) === 0 ? [] : [{ pid: Number(pid), program: named || '?' }]);
}

/**
 * addr_do_one() in netstat.c: address and port together get 22 columns, and the address is cut to
 * what the port leaves. So a text of 23 may be whole or cut, and only IPv6 or a name is so long.
 * busybox, which calls IPv6 `tcp`, too, cuts the end off instead, and with it the port: fewer than
 * five digits may be the beginning of it, and none is no number.
 */
function marked(end: Endpoint, text: string, protocol: string): Endpoint {
  if (text.length !== column) return end;
  if (protocol === 'tcp' && text.lastIndexOf(':') !== text.indexOf(':') && !end.service)
    return end.port > 9999 ? end : { ...end, cut: 'port' };
  return { ...end, cut: end.service && end.address.includes(':') ? 'address and port' : 'address' };
}

/** With -W, and in other makes, a text is longer than the column, and then none is cut. */
function unmark(row: PastedRow): void {
  delete row.local.cut;
  delete row.remote.cut;
}

const column = 23;
