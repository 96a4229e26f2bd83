import type { Owner, SocketRow } from '../socket-row.ts';
import { tcpState } from '../tcp-state.ts';
import { endpoint } from './endpoint.ts';

export interface LsofSocket {
  row: SocketRow;
  owner: Owner;
}

/**
 * Reads `lsof -nP -iTCP -Tqs -FpcufntT`: one field a line, its kind the first letter. `p`, `c` and
 * `u` open a process, `f` opens a descriptor; then come type, name, and `TST=`, `TQR=`, `TQS=`.
 * lsof has no TIME_WAIT rows, since nobody holds those.
 *
 * UNTESTED on a real macOS; tested on a published sample and on the lsof of Linux.
 */
export function parseLsof(text: string): LsofSocket[] {
  const sockets: LsofSocket[] = [];
  let owner: Owner = { pid: 0, program: '?' };
  let uid = 0;
  let fields = new Map<string, string>();
  const finish = () => {
    const row = rowOf(fields, uid);
    if (row) sockets.push({ row, owner });
    fields = new Map();
  };
  for (const line of text.split('\n')) {
    const [kind, value] = [line.slice(0, 1), line.slice(1)];
    if (kind === 'p' || kind === 'f') finish();
    if (kind === 'p') owner = { pid: Number(value), program: '?' };
    else if (kind === 'c')
      owner.program = value.replaceAll('\\x20', ' '); // as macOS escapes it
    else if (kind === 'u') uid = Number(value);
    else if (kind === 'T') fields.set(value.slice(0, 3), value.slice(3));
    else fields.set(kind, value);
  }
  finish();
  return sockets;
}

/** A name is `*:5252` or `10.0.0.1:63194->[::1]:5252`; an unbound socket has none. */
function rowOf(fields: ReadonlyMap<string, string>, uid: number): SocketRow | null {
  const family = fields.get('t') === 'IPv6' ? 6 : 4;
  const [from = '', to = '*:*'] = (fields.get('n') ?? '').split('->');
  const [local, remote] = [byLastColon(from, family), byLastColon(to, family)];
  if (local === null || remote === null) return null;
  return {
    local,
    remote,
    state: tcpState(fields.get('ST=') ?? ''),
    recvQueue: Number(fields.get('QR=') ?? 0),
    sendQueue: Number(fields.get('QS=') ?? 0),
    timer: null,
    inode: null,
    uid,
  };
}

function byLastColon(text: string, family: 4 | 6) {
  const colon = text.lastIndexOf(':');
  if (colon === -1) return null;
  const address = text.slice(0, colon).replace(/^\[|\]$/g, '');
  return endpoint(address, text.slice(colon + 1), address.includes(':') ? 6 : family);
}
