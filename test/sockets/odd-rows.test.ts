import { describe, expect, test } from 'vitest';
import { bsdNetstat } from '../../code/sockets/formats/bsd-netstat.ts';
import { endpoint } from '../../code/sockets/formats/ends.ts';
import { lsofFields } from '../../code/sockets/formats/lsof-fields.ts';
import { parseProcNet } from '../../code/sockets/formats/proc-net.ts';
import { rowsIn } from '../../code/sockets/formats/rows-in.ts';

// What the published samples do not hold; each line stands for a change that no test noticed.

describe('parseProcNet()', () => {
  const header =
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n';
  const bytes = (...rows: string[]) => Buffer.from(header + rows.map((row) => `${row}\n`).join(''));
  /** A row of the kernel, net/ipv4/tcp_ipv4.c. `tries`: retransmissions; `probes`: unanswered ones. */
  const row = (state: string, timer = '00:00000000', tries = '00000000', probes = '0') =>
    `   0: 0100007F:1ED0 0100007F:8D94 ${state} 00000000:00000000 ${timer} ${tries}  1000        ${probes} 4711 1 0000000000000000`;
  const row6 = (local: string) =>
    `   0: ${local}:1ED0 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0000000000000000`;

  test.each([
    ['01', 'ESTABLISHED'],
    ['02', 'SYN_SENT'],
    ['03', 'SYN_RECV'],
    ['04', 'FIN_WAIT1'],
    ['05', 'FIN_WAIT2'],
    ['06', 'TIME_WAIT'],
    ['07', 'CLOSE'],
    ['08', 'CLOSE_WAIT'],
    ['09', 'LAST_ACK'],
    ['0A', 'LISTEN'],
    ['0B', 'CLOSING'],
    ['0C', 'SYN_RECV'],
    ['0D', 'UNKNOWN'],
  ])('state %s is %s', (number, state) => {
    expect(parseProcNet(bytes(row(number))).map((each) => each.state)).toEqual([state]);
  });

  test.each([
    ['00', null],
    ['01', { kind: 'retransmit', ms: 2_000, tries: 3 }],
    ['02', { kind: 'keepalive', ms: 2_000, tries: 7 }],
    ['03', { kind: 'timewait', ms: 2_000, tries: 3 }],
    ['04', { kind: 'probe', ms: 2_000, tries: 7 }],
    ['05', { kind: 'unknown', ms: 2_000, tries: 3 }],
  ])('timer %s: how often it tried stands in the column of its kind', (kind, timer) => {
    const table = bytes(row('01', `${kind}:000000C8`, '00000003', '7'));
    expect(parseProcNet(table).map((each) => each.timer)).toEqual([timer]);
  });

  test.runIf(process.arch !== 's390x').each([
    ['0000000000000000FFFF00000100007F', '127.0.0.1'],
    ['B80D012000000000FFFF00000100007F', '2001:db8::ffff:7f00:1'],
    ['00000000B80D0120FFFF00000100007F', '::2001:db8:0:ffff:7f00:1'],
  ])('only an address that begins with eighty zero bits is mapped: %s', (local, text) => {
    expect(parseProcNet(bytes(row6(local))).map((each) => each.local.address)).toEqual([text]);
  });

  test('a row without its newline is whole, or not there', () => {
    const table = bytes(row('01'), row('0A'));
    expect(parseProcNet(table.subarray(0, -1)).map(({ state, inode }) => [state, inode])).toEqual([
      ['ESTABLISHED', 4711],
      ['LISTEN', 4711],
    ]);
  });
});

describe('endpoint()', () => {
  test.each([
    ['*', '*', 4, { address: '0.0.0.0', port: 0 }],
    ['*', '80', 6, { address: '::', port: 80 }],
    ['::FFFF:192.0.2.1', '80', 6, { address: '192.0.2.1', port: 80 }],
    ['64:ff9b::ffff:192.0.2.1', '80', 6, { address: '64:ff9b::ffff:192.0.2.1', port: 80 }],
    ['127.0.0.1', '', 4, null],
    ['127.0.0.1', '8.5', 4, null],
  ] as const)('%s and “%s” of IPv%i', (address, port, family, end) => {
    expect(endpoint(address, port, family)).toEqual(end);
  });
});

describe('netstat of macOS', () => {
  const header =
    'Proto Recv-Q Send-Q  Local Address  Foreign Address  (state)  rhiwat shiwat process:pid state';
  const rows = (...lines: string[]) => rowsIn([header, ...lines].join('\n'), bsdNetstat);

  test('leaves out a line that is no row of TCP', () => {
    expect(
      rows(
        'udp4  0  0  127.0.0.1.5000  *.*',
        'atcp4  0  0  127.0.0.1.5000  127.0.0.1.80  ESTABLISHED',
      ),
    ).toEqual([]);
  });

  test('reads queues of several digits', () => {
    const [socket] = rows('tcp4  123  4567  127.0.0.1.80  127.0.0.1.5000  CLOSE_WAIT');
    expect(socket).toMatchObject({ recvQueue: 123, sendQueue: 4567, state: 'CLOSE_WAIT' });
  });

  test.each([
    ['131072 131072 0 0 node:4711', { pid: 4711, program: 'node' }],
    ['131072 131072 0 0 node:4711 00102', { pid: 4711, program: 'node' }],
    ['131072 131072 0 0 :0', null],
    ['131072 131072 0 0 kernel_task:0 00102', null],
    ['', null],
  ])('“%s” is held by that process, and by nobody where the pid is 0', (rest, owner) => {
    const [socket] = rows(`tcp4  0  0  127.0.0.1.80  127.0.0.1.5000  CLOSE_WAIT  ${rest}`);
    expect(socket?.owner).toEqual(owner);
  });
});

describe('lsof -F', () => {
  test('leaves out a socket without a name, or with one that is no address', () => {
    const text =
      'p7\ncnode\nu0\nf3\ntIPv4\nTST=CLOSED\nf4\ntIPv4\nnno PCB, CANTSENDMORE\nf5\ntIPv4\nn*:80\nTST=LISTEN\nTQR=5\nTQS=70\n';
    expect(rowsIn(text, lsofFields)).toEqual([
      expect.objectContaining({
        local: { address: '0.0.0.0', port: 80 },
        remote: { address: '0.0.0.0', port: 0 },
        state: 'LISTEN',
        recvQueue: 5,
        sendQueue: 70,
      }),
    ]);
  });
});
