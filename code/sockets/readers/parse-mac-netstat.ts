import type { Owner, SocketRow } from '../socket-row.ts';
import { tcpState } from '../tcp-state.ts';
import { endpoint } from './endpoint.ts';

export interface NetstatSocket {
  row: SocketRow;
  /** As netstat names it: cut to 16 characters, or a bare pid before macOS 26. */
  owner: Owner | null;
}

/**
 * Reads `netstat -anv -p tcp` of macOS. Addresses end in a dot and the port; the owner is a column
 * `pid`, or from macOS 26 on `process:pid`, whose names hold spaces; the widths of the header are
 * not those of the rows, so columns are counted from the state, never cut by position.
 *
 * UNTESTED on a real macOS; tested on the published samples in test/specimens/sockets.
 */
export function parseMacNetstat(text: string): NetstatSocket[] {
  let header: string[] = [];
  return text.split(/\r?\n/).flatMap((line) => {
    if (line.startsWith('Proto'))
      header =
        line
          .split(/\(state\)/)[1]
          ?.trim()
          .split(/\s+/) ?? [];
    const [, protocol, received, sent, from, to, state, rest = ''] = columns.exec(line) ?? [];
    if (!protocol || !from || !to || !state) return [];
    const local = byLastDot(protocol, from);
    const remote = byLastDot(protocol, to);
    if (local === null || remote === null) return [];
    const row: SocketRow = {
      local,
      remote,
      state: tcpState(state),
      recvQueue: Number(received),
      sendQueue: Number(sent),
      timer: null,
      inode: null,
      uid: 0,
    };
    return [{ row, owner: ownerIn(rest, header) }];
  });
}

const columns = /^(tcp\S*)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+)\s+([A-Z]\S*)(.*)$/;

/** tcp46 is a socket of both families: its wildcard is IPv6's. */
function byLastDot(protocol: string, text: string) {
  const dot = text.lastIndexOf('.');
  return endpoint(text.slice(0, dot), text.slice(dot + 1), protocol === 'tcp4' ? 4 : 6);
}

function ownerIn(rest: string, header: readonly string[]): Owner | null {
  if (header.includes('process:pid')) {
    const [, program = '', pid = '0'] = /^(?:\s+\d+){4}\s+(.+):(\d+)(?:\s|$)/.exec(rest) ?? [];
    return Number(pid) > 0 ? { pid: Number(pid), program } : null;
  }
  const pid = Number(rest.trim().split(/\s+/)[header.indexOf('pid')]);
  return pid > 0 ? { pid, program: '?' } : null;
}
