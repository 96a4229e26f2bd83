import { endianness } from 'node:os';
import type { RowFilter, SocketRow, SocketTimer, TcpState } from '../socket-row.ts';

/**
 * Reads the text of /proc/net/tcp or tcp6 (Linux, Documentation/networking/proc_net_tcp.rst), byte
 * by byte, since a busy machine has tens of thousands of rows and most are not wanted. A line that
 * is cut short is left out.
 */
export function parseProcNet(bytes: Buffer, { port, listening }: RowFilter = {}): SocketRow[] {
  const rows: SocketRow[] = [];
  const texts: AddressTexts = new Map();
  let end = bytes.indexOf(newline); // after the header
  while (end !== -1) {
    const start = end + 1;
    end = bytes.indexOf(newline, start);
    const line = columns(bytes, start, end === -1 ? bytes.length : end);
    if (line === null) continue;
    const localPort = hex(bytes, line.local + line.width + 1, 4);
    const remotePort = hex(bytes, line.remote + line.width + 1, 4);
    if (port !== undefined && port !== localPort && port !== remotePort) continue;
    const state = states[hex(bytes, line.state, 2)] ?? 'UNKNOWN';
    if (listening && state !== 'LISTEN') continue;
    const uid = decimalFrom(bytes, line.state + 41);
    const unanswered = decimalFrom(bytes, uid.end);
    const inode = decimalFrom(bytes, unanswered.end);
    rows.push({
      local: { address: address(bytes, line.local, line.width, texts), port: localPort },
      remote: { address: address(bytes, line.remote, line.width, texts), port: remotePort },
      state,
      recvQueue: hex(bytes, line.state + 12, 8),
      sendQueue: hex(bytes, line.state + 3, 8),
      timer: timer(bytes, line.state + 21, unanswered.value),
      inode: inode.value,
      uid: uid.value,
    });
  }
  return rows;
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
function columns(bytes: Buffer, start: number, end: number) {
  const local = find(colon, bytes, start, end) + 2;
  const width = find(colon, bytes, local, end) - local; // 8 hex digits, or 32 of IPv6
  const remote = local + width + 6;
  const state = remote + width + 6;
  return (width === 8 || width === 32) && state + 41 < end
    ? { local, width, remote, state, end }
    : null;
}

/** For a few bytes quicker than indexOf(), whose call costs more than the search. */
function find(byte: number, bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== byte) at++;
  return at;
}

function hex(bytes: Buffer, from: number, length: number): number {
  let value = 0;
  for (let at = from; at < from + length; at++) {
    const digit = bytes[at] as number;
    value = value * 16 + (digit <= 0x39 ? digit - 0x30 : (digit & 0x5f) - 0x37);
  }
  return value;
}

/** uid, timeout and inode stand in columns of no fixed width, after any number of spaces. */
function decimalFrom(bytes: Buffer, from: number): { value: number; end: number } {
  let at = from;
  while (bytes[at] === space) at++;
  let value = 0;
  for (let digit = digitAt(bytes, at); digit >= 0; digit = digitAt(bytes, ++at))
    value = value * 10 + digit;
  return { value, end: at };
}

function digitAt(bytes: Buffer, at: number): number {
  const digit = (bytes[at] ?? 0) - 0x30;
  return digit <= 9 ? digit : -1;
}

/** `02:000AFC54 00000000`: kind, time left in hundredths of a second, retransmissions. */
function timer(bytes: Buffer, from: number, unanswered: number): SocketTimer | null {
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
function address(bytes: Buffer, from: number, width: number, texts: AddressTexts): string {
  if (width === 8) return ipv4(hex(bytes, from, 8), texts);
  const words = [0, 8, 16, 24].map((at) => hex(bytes, from + at, 8));
  const [first = 0, second = 0, third = 0, last = 0] = words;
  const mapped = first === 0 && second === 0 && networkOrder(third) === 0xffff;
  return mapped ? ipv4(last, texts) : ipv6(words.map(networkOrder));
}

const reversed = endianness() === 'LE';

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
