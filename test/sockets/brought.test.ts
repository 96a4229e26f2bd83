import { describe, expect, test } from 'vitest';
import type { PastedRow } from '../../code/sockets/formats/format.ts';
import { readTable } from '../../code/sockets/formats/read-table.ts';
import { tableInWords } from '../../code/sockets/formats/table-in-words.ts';

// Layouts that people brought from public reports and other projects’ tests, a kind each, in our own values.

const read = (...lines: string[]) => {
  const reading = readTable(lines.join('\n'));
  const rows = reading.tables.flatMap((table) => table.rows).map(face);
  return { rows, unread: reading.notUnderstood.map(({ line }) => line), leftOut: reading.leftOut };
};

const face = (row: PastedRow): string => {
  const [local, remote] = [row.local, row.remote].map(
    ({ address, port, service, cut }) => `${address}${cut ? `~${cut}` : ''} ${service ?? port}`,
  );
  const owners = (row.owners ?? (row.owner ? [row.owner] : [])).map(
    (each) => `${each.pid}/${each.program}`,
  );
  const queues = row.recvQueue === null ? '' : ` ${row.recvQueue}/${row.sendQueue}`;
  const state = `${row.word ?? row.state}${row.guessed ? '?' : ''}`;
  return `${local} ${remote} ${state}${queues}${owners.map((owner) => ` ${owner}`).join('')}`;
};

describe('netstat of the BSDs', () => {
  test('-L tells the accept queues; macOS without a protocol, with -A behind numbers of the kernel', () => {
    const macos = [
      'Current listen queue sizes (qlen/incqlen/maxqlen)',
      'Listen         Local Address         ',
      '192/0/128      *.80                  ',
    ];
    expect(read(...macos)).toMatchObject({
      rows: ['0.0.0.0 80 0.0.0.0 0 LISTEN 192/128'],
      unread: [],
    });
    const [table] = readTable(macos.join('\n')).tables;
    expect(
      table &&
        tableInWords(table)
          .map(({ text }) => text)
          .join(),
    ).toContain('The accept queue is full');
    expect(
      read(
        'Socket           Flowhash Listen         Local Address',
        'f28c2482e4cb4419        0 6/0/5          127.0.0.1.8080',
        'Tcpcb            Proto Listen         Local Address',
        'fffff80003ee2410 tcp46 0/0/10         *.25',
        'fffff80003ee2411 unix  0/0/1000       /var/run/rpcbind.sock',
      ),
    ).toEqual({
      rows: ['127.0.0.1 8080 0.0.0.0 0 LISTEN 6/5', ':: 25 :: 0 LISTEN 0/10'],
      unread: [],
      leftOut: { UNIX: 1 },
    });
  });

  test('-T has three numbers and no state, -x numbers in the place of the state', () => {
    const { rows, leftOut } = read(
      'Proto Rexmit OOORcv 0-win  Local Address          Foreign Address',
      'tcp4       3      0      0 192.0.2.1.22           192.0.2.9.64330     ',
      'udp4                       *.514                  *.*                 ',
      'Tcpcb            Proto Recv-Q Send-Q Local Address      Foreign Address    R-MBUF S-MBUF',
      'fffff80003df43d0 tcp4       5      6 192.0.2.1.22       192.0.2.9.64331         0      0',
    );
    expect(rows).toEqual([
      '192.0.2.1 22 192.0.2.9 64330 UNKNOWN?',
      '192.0.2.1 22 192.0.2.9 64331 UNKNOWN? 5/6',
    ]);
    expect(leftOut).toEqual({ UDP: 1 });
  });

  test('a Flowhash may be 0; AIX has wide columns with -A, too', () => {
    const { rows, leftOut, unread } = read(
      '7fb03cb93d5b800d        0 udp4       0      0  *.5353             *.*',
      'f1000f000561c3c0 tcp4       0      0  192.168.242.122.34898 34.120.255.184.443    ESTABLISHED',
    );
    expect(rows).toEqual(['192.168.242.122 34898 34.120.255.184 443 ESTABLISHED 0/0']);
    expect([leftOut, unread]).toEqual([{ UDP: 1 }, []]);
  });

  test('an address whose port stands in a column of its own is no address with a port', () => {
    const { rows, unread } = read(
      'Proto Recv-Q Send-Q Local Address     Port  Foreign Address   Port  State',
      'tcp        0      0 0.0.0.0           7788  0.0.0.0           *     LISTEN',
    );
    expect([rows, unread]).toEqual([[], [2]]);
  });
});

test('netstat -u of illumos: a socket of two processes is one', () => {
  const { rows } = read(
    '   Local Address        Remote Address      User    Pid       Command     Swind Send-Q Rwind Recv-Q    State',
    '192.0.2.1.22         192.0.2.79.34640     root        531 sshd           134664     51  128872      0 ESTABLISHED',
    '192.0.2.1.22         192.0.2.79.34640     me          533 sshd -R        134664     51  128872      0 ESTABLISHED',
  );
  expect(rows).toEqual(['192.0.2.1 22 192.0.2.79 34640 ESTABLISHED 0/51 531/sshd 533/sshd -R']);
});

test('netstat of Linux without its queues, and with a remark behind its owner', () => {
  const { rows } = read(
    'Proto Local Address    Foreign Address      State       PID/Program name',
    'tcp    0.0.0.0:22        0.0.0.0:*            LISTEN      1296/sshd: /usr/sbi',
    'tcp    127.0.0.1:80      127.0.0.1:5000       TIME_WAIT   -        // we closed first',
  );
  expect(rows).toEqual([
    '0.0.0.0 22 0.0.0.0 0 LISTEN 1296/sshd: /usr/sbi',
    '127.0.0.1 80 127.0.0.1 5000 TIME_WAIT',
  ]);
});

test('lsof: threads by name, rows of other kinds between, a socket without an address', () => {
  const { rows, unread } = read(
    'COMMAND  PID  TID TASKCMD        USER  FD   TYPE DEVICE SIZE/OFF NODE NAME',
    'java    2031 2040 GC Thread#0     app  77u  IPv6  30111      0t0  TCP *:8080 (LISTEN)',
    'java    2031 2040 GC Thread#0     app  78u  IPv6  30112      0t0  TCP [::1]:8080->[::1]:50112 (ESTABLISHED)',
    'java    2031 2040 GC Thread#0     app  79u  unix  0xffff      0t0  30113 type=STREAM',
    'Google   900             me       45u  IPv4 0x5d6b      0t0  TCP no PCB, CANTSENDMORE, CANTRCVMORE',
  );
  expect(rows).toEqual([
    ':: 8080 :: 0 LISTEN 2031/java',
    '::1 8080 ::1 50112 ESTABLISHED 2031/java',
  ]);
  expect(unread).toEqual([5]);
});

describe('the state that a command asks for', () => {
  test.each([
    ['$ date; ss -tn state established', 'ESTABLISHED'],
    ['$ ss -tn -o state fin-wait-2', 'FIN_WAIT2'],
    ['$ ss -tn state connected', 'UNKNOWN?'],
    ['$ ss -tn state close-wait state last-ack', 'UNKNOWN?'],
  ])('%s', (command, state) => {
    const { rows } = read(
      command,
      'Recv-Q Send-Q Local Address:Port Peer Address:Port',
      '0      0      127.0.0.1:7888     127.0.0.1:50112',
    );
    expect(rows).toEqual([`127.0.0.1 7888 127.0.0.1 50112 ${state} 0/0`]);
  });

  test('lsof -F without -FT', () => {
    const { rows } = read(
      '$ lsof -nP -iTCP:3000 -sTCP:LISTEN -Fpcn',
      'p4711',
      'cnode',
      'f18',
      'n*:3000',
    );
    expect(rows).toEqual(['0.0.0.0 3000 0.0.0.0 0 LISTEN 4711/node']);
  });
});

describe('Get-NetTCPConnection', () => {
  test('whatever its first column is, and with the name of the process', () => {
    const { rows } = read(
      'State       LocalPort LocalAddress RemotePort RemoteAddress OwningProcess ProcessName',
      '-----       --------- ------------ ---------- ------------- ------------- -----------',
      'Listen           3000 ::                    0 ::                    18452 node',
    );
    expect(rows).toEqual([':: 3000 :: 0 LISTEN 18452/node']);
  });

  test('a name without a pid, in JSON', () => {
    const { rows } = read(
      '{"LocalAddress":"::","LocalPort":80,"RemoteAddress":"::","RemotePort":0,"State":2,"ProcessName":"node"}',
    );
    expect(rows).toEqual([':: 80 :: 0 LISTEN 0/node']);
  });

  test('a row that does not fit its header is told, not left out in silence', () => {
    const { unread } = read(
      'Name   LocalPort LocalAddress RemoteAddress State',
      '----   --------- ------------ ------------- -----',
      'My App      3000 127.0.0.1    0.0.0.0       Listen',
    );
    expect(unread).toEqual([3]);
  });
});

test('counts of ss -s and sentences of netstat -s are no sockets', () => {
  const { unread, leftOut } = read(
    'Transport Total     IP        IPv6',
    'UDP\t  3         2         1',
    'TCP\t  321       203       118',
    '    1239 TCP sockets finished time wait in fast timer',
  );
  expect([unread, leftOut]).toEqual([[], {}]);
});

test('a brace that stays open swallows no table', () => {
  const { rows } = read('{', 'tcp 0 0 127.0.0.1:80 0.0.0.0:* LISTEN 7/node');
  expect(rows).toEqual(['127.0.0.1 80 0.0.0.0 0 LISTEN 0/0 7/node']);
});

describe('a line that was broken at an edge', () => {
  test('in its state, whatever the width', () => {
    const { rows } = read(
      'tcp4  0  0  192.0.2.1.22  192.0.2.9.64330  ESTABLISH',
      'ED',
      'tcp4  0  0  *.22  *.*  LISTEN',
    );
    expect(rows[0]).toBe('192.0.2.1 22 192.0.2.9 64330 ESTABLISHED 0/0');
  });

  test('in a pid of Windows: half a pid is another process', () => {
    const { rows } = read(
      '  TCP    0.0.0.0:3000           0.0.0.0:0              LISTENING       1845',
      '2',
      '  TCP    0.0.0.0:30             0.0.0.0:0              LISTENING       184 ',
      ' [node.exe]',
    );
    expect(rows).toEqual([
      '0.0.0.0 3000 0.0.0.0 0 LISTEN 18452/?',
      '0.0.0.0 30 0.0.0.0 0 LISTEN 184/node.exe',
    ]);
  });

  test('behind TCP of lsof, which begins no row of Windows', () => {
    const broken = (text: string) => text.match(/.{1,80}/g) ?? [];
    const row = (fd: number, name: string) =>
      `nginx     1202 www-data   ${fd}u     IPv4              4499${fd}        0t0              ${name}`;
    const { rows } = read(
      ...broken(row(10, 'TCP 192.0.2.5:80->192.0.2.9:50112 (ESTABLISHED)')),
      ...broken(row(11, 'TCP *:80 (LISTEN)')),
    );
    expect(rows).toEqual([
      '192.0.2.5 80 192.0.2.9 50112 ESTABLISHED 1202/nginx',
      '0.0.0.0 80 0.0.0.0 0 LISTEN 1202/nginx',
    ]);
  });
});

describe('lines that were cut at one width', () => {
  const cut = (width: number, ...lines: string[]) =>
    read(...lines.map((line) => line.slice(0, width)));

  test('half an owner, or the user before it, is no owner', () => {
    const lines = [
      'Proto Recv-Q Send-Q Local Address Foreign Address State  User Inode PID/Program name',
      'tcp        0      0 0.0.0.0:80    0.0.0.0:*       LISTEN  996 19422 1279/nginx',
      'tcp        0      0 0.0.0.0:81    0.0.0.0:*       LISTEN root 19423 1280/nginx',
    ];
    for (const width of [58, 61, 66, 69])
      expect(cut(width, ...lines).rows).toEqual([
        '0.0.0.0 80 0.0.0.0 0 LISTEN 0/0',
        '0.0.0.0 81 0.0.0.0 0 LISTEN 0/0',
      ]);
  });

  test.each([
    ['Windows', ['TCP 127.0.0.1:8080 127.0.0.1:50', 'TCP 127.0.0.1:8081 127.0.0.1:51']],
    ['Linux', ['tcp 0 0 127.0.0.1:8080 127.0.0.1:50', 'tcp 0 0 127.0.0.1:8081 127.0.0.1:51']],
    ['lsof', ['node 7 me 20u IPv4 12 0t0 TCP *:80', 'node 7 me 21u IPv4 13 0t0 TCP *:81']],
    ['lsof', ['node 7 me 20u IPv4', 'node 7 me 21u IPv4']],
    [
      'macOS -A',
      ['7fb03cb946c1c18d        0 tcp4       0', '7fb03cb946c1c19d        0 tcp4       0'],
    ],
    ['/proc/net/tcp', ['   0: 00000000000000000000000000000000:1E', '   1: 0100007F:1F9']],
  ])('rows of %s are told, and none is shown with half a port', (_, lines) => {
    expect(read(...lines)).toEqual({ rows: [], unread: [1, 2], leftOut: {} });
  });

  test('a row of TCP that has as many columns as one of UDP is still one of TCP', () => {
    const row =
      '0: 0100007F:1ED0 0100007F:C3A0 01 00000000:00000000 00:00000000 00000000 0 0 41558 2 ffff8c7a 20';
    const { rows, leftOut } = read(row, row.replace(/1ED0/, '0035').replace(' 01 ', ' 07 '));
    expect(rows).toHaveLength(1);
    expect(leftOut).toEqual({ UDP: 1 });
  });
});
