import type { RowFilter, SocketRow, SocketTimer, TcpState } from '../socket-row.ts';
import { orderOf } from './byte-order.ts';
import type { Format, PastedRow } from './format.ts';

/**
 * Reads the text of /proc/net/tcp or tcp6 (Linux, Documentation/networking/proc_net_tcp.rst), byte
 * by byte, since a busy machine has tens of thousands of rows and most are not wanted. A line that
 * is cut short is left out.
 */
export function parseProcNet(bytes: Uint8Array, { port, listening }: RowFilter = {}): SocketRow[] {
  const rows: SocketRow[] = [];
  const texts: AddressTexts = new Map();
  let end = bytes.indexOf(newline); // after the header
  while (end !== -1) {
    const start = end + 1;
    end = bytes.indexOf(newline, start);
    const line = columns(bytes, start, end === -1 ? bytes.length : end);
    if (line === null) continue;
    if (port !== undefined && port !== line.localPort && port !== line.remotePort) continue;
    if (listening && line.state !== 'LISTEN') continue;
    rows.push(rowIn(bytes, line, texts));
  }
  return rows;
}

/** The same in a pasted text, whose blanks may be others, and whose table may be that of UDP. */
export const procNet: Format = {
  name: '/proc/net/tcp',
  tells: { queues: true, timers: true },
  parser(finds) {
    const texts: AddressTexts = new Map();
    const encoder = new TextEncoder();
    let isUdp: boolean | undefined; // by the header
    let before = { number: -1, width: 0 };
    let pasted: Pasted[] = [];
    return {
      take(line) {
        const { text } = line;
        if (/^\s*sl\s+local_address/.test(text)) {
          isUdp = /\bdrops\b/.test(text);
          before = { number: -1, width: 0 };
          return true;
        }
        const [, sl = '', address = '', peer = ''] = form.exec(text) ?? [];
        if (!address) {
          if (beginning.test(text)) finds.notUnderstood(line, 'it is cut off before the inode');
          return beginning.test(text);
        }
        const words = text.trim().split(/\s+/);
        // Behind the inode, udp has three columns: ref, pointer, drops. A row of TCP may be cut there.
        if (isUdp ?? (words.length === 13 && words[3] === '07')) {
          finds.leftOut('UDP');
          return true;
        }
        const bytes = encoder.encode(words.join(' '));
        const found = words.length < 10 ? null : columns(bytes, 0, bytes.length);
        if (found === null) {
          finds.notUnderstood(line, 'it is cut off before the inode');
          return true;
        }
        const now = { number: Number(sl), width: address.length };
        if (now.width === before.width && now.number <= before.number)
          finds.apart('the numbers of the rows begin again');
        before = now;
        const protocol = address.length === 32 ? 'tcp6' : 'tcp';
        const row = { lines: [line.number], protocol, ...rowIn(bytes, found, texts) };
        pasted.push({ row, local: address, remote: peer });
        finds.row(row);
        return true;
      },
      end() {
        turnIfOfOtherOrder(pasted);
        pasted = [];
      },
    };
  },
};

const form =
  /^\s*(\d+):\s+([0-9A-Fa-f]{8}|[0-9A-Fa-f]{32}):[0-9A-Fa-f]{4}\s+([0-9A-Fa-f]{8,32}):[0-9A-Fa-f]{4}\s+[0-9A-Fa-f]{2}\b/;

const beginning =
  /^\s*\d+:\s+(?:(?:[\dA-F]{8}|[\dA-F]{32}):[\dA-F]{4}(?:\s|$)|[\dA-F]{8,32}:?[\dA-F]{0,3}$)/i;

interface Pasted {
  row: PastedRow;
  /** As printed. */
  local: string;
  remote: string;
}

/** The addresses of a machine whose bytes stand the other way round, as some of its addresses tell. */
function turnIfOfOtherOrder(pasted: readonly Pasted[]): void {
  const order = orderOf(pasted.flatMap(({ local, remote }) => [local, remote]));
  if (order === null || (order === 'little') === reversed) return;
  const encoder = new TextEncoder();
  const texts: AddressTexts = new Map();
  const turned = (hex: string) => {
    const words = hex.match(/.{8}/g) ?? [];
    const other = words.map((word) => (word.match(/../g) ?? []).reverse().join('')).join('');
    return address(encoder.encode(other), 0, other.length, texts);
  };
  for (const { row, local, remote } of pasted) {
    row.local.address = turned(local);
    row.remote.address = turned(remote);
  }
}

type Columns = NonNullable<ReturnType<typeof columns>>;

function rowIn(bytes: Uint8Array, line: Columns, texts: AddressTexts): SocketRow {
  const uid = decimalFrom(bytes, line.at + 41);
  const unanswered = decimalFrom(bytes, uid.end);
  const inode = decimalFrom(bytes, unanswered.end);
  return {
    local: { address: address(bytes, line.local, line.width, texts), port: line.localPort },
    remote: { address: address(bytes, line.remote, line.width, texts), port: line.remotePort },
    state: line.state,
    recvQueue: hex(bytes, line.at + 12, 8),
    sendQueue: hex(bytes, line.at + 3, 8),
    timer: timer(bytes, line.at + 21, unanswered.value),
    inode: inode.value,
    uid: uid.value,
  };
}

const newline = 0x0a;
const colon = 0x3a;
const space = 0x20;

/** The kernel's numbers, include/net/tcp_states.h; 12 is a SYN_RECV of the newer kind. */
const states: readonly (TcpState | undefined)[] = [
  undefined,
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
  'SYN_RECV',
];

/** Where the columns of a line begin. `  12: 0100007F:1ED0 0100007F:8D94 01 00000000:…` */
function columns(bytes: Uint8Array, start: number, end: number) {
  const local = find(colon, bytes, start, end) + 2;
  const width = find(colon, bytes, local, end) - local; // 8 hex digits, or 32 of IPv6
  const remote = local + width + 6;
  const at = remote + width + 6; // of the state
  if ((width !== 8 && width !== 32) || at + 41 >= end) return null;
  return {
    local,
    width,
    remote,
    at,
    localPort: hex(bytes, local + width + 1, 4),
    remotePort: hex(bytes, remote + width + 1, 4),
    state: states[hex(bytes, at, 2)] ?? 'UNKNOWN',
  };
}

/** For a few bytes quicker than indexOf(), whose call costs more than the search. */
function find(byte: number, bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== byte) at++;
  return at;
}

function hex(bytes: Uint8Array, from: number, length: number): number {
  let value = 0;
  for (let at = from; at < from + length; at++) {
    const digit = bytes[at] as number;
    value = value * 16 + (digit <= 0x39 ? digit - 0x30 : (digit & 0x5f) - 0x37);
  }
  return value;
}

/** uid, timeout and inode stand in columns of no fixed width, after any number of spaces. */
function decimalFrom(bytes: Uint8Array, from: number): { value: number; end: number } {
  let at = from;
  while (bytes[at] === space) at++;
  let value = 0;
  for (let digit = digitAt(bytes, at); digit >= 0; digit = digitAt(bytes, ++at))
    value = value * 10 + digit;
  return { value, end: at };
}

function digitAt(bytes: Uint8Array, at: number): number {
  const digit = (bytes[at] ?? 0) - 0x30;
  return digit <= 9 ? digit : -1;
}

/** `02:000AFC54 00000000`: kind, time left in hundredths of a second, retransmissions. */
function timer(bytes: Uint8Array, from: number, unanswered: number): SocketTimer | null {
  const kind = hex(bytes, from, 2);
  if (kind === 0) return null;
  const ms = hex(bytes, from + 3, 8) * 10;
  const tries = kind === 2 || kind === 4 ? unanswered : hex(bytes, from + 12, 8);
  return { kind: timers[kind] ?? 'unknown', ms, tries };
}

const timers: readonly (SocketTimer['kind'] | undefined)[] = [
  undefined,
  'retransmit',
  'keepalive',
  'timewait',
  'probe',
];

/** Each 32-bit word is printed as a number of this machine, so its bytes may stand reversed. */
function address(bytes: Uint8Array, from: number, width: number, texts: AddressTexts): string {
  if (width === 8) return ipv4(hex(bytes, from, 8), texts);
  const words = [0, 8, 16, 24].map((at) => hex(bytes, from + at, 8));
  const [first = 0, second = 0, third = 0, last = 0] = words;
  const mapped = first === 0 && second === 0 && networkOrder(third) === 0xffff;
  return mapped ? ipv4(last, texts) : ipv6(words.map(networkOrder));
}

/** Of the machine that reads; a pasted table is taken for one of its kind where its addresses do not tell. */
const reversed = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

const networkOrder = (word: number): number =>
  reversed
    ? (word % 256) * 0x1000000 + ((word & 0xff00) << 8) + ((word >>> 8) & 0xff00) + (word >>> 24)
    : word;

/** Most rows of a table have the same few addresses; making the text anew took half of the time. */
type AddressTexts = Map<number, string>;

function ipv4(word: number, texts: AddressTexts): string {
  const known = texts.get(word);
  if (known !== undefined) return known;
  const value = networkOrder(word);
  const text = [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.');
  texts.set(word, text);
  return text;
}

/** RFC 5952 has rules for `::`; the URL parser follows them. */
function ipv6(words: readonly number[]): string {
  const groups = words.flatMap((word) => [word >>> 16, word & 0xffff]);
  const text = groups.map((group) => group.toString(16)).join(':');
  return new URL(`http://[${text}]`).hostname.slice(1, -1);
}
