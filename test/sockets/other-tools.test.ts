import { describe, expect, test } from 'vitest';
import { told } from './told-rows.ts';

// Layouts of other systems, tools and options, as their manuals and public posts have them, in our own values.

const lines = (...each: string[]) => told(each.join('\n'));

describe('other tools', () => {
  test('fstat of OpenBSD: both arrows; a block of the kernel that several processes share is one socket', () => {
    const read = lines(
      'USER     CMD          PID   FD MOUNT        INUM  MODE         R/W    SZ|DV',
      'www      httpd      22930    3* internet stream tcp 0xffff8000008e9660 *:80',
      'www      httpd      12747    3* internet stream tcp 0xffff8000008e9660 *:80',
      'ana      node        1234   20* internet6 stream tcp 0x0 [::1]:3000',
      'ana      ssh         4321    3* internet stream tcp 0x0 10.0.0.2:5000 --> 10.0.0.1:22',
      'ana      node        1234   22* internet stream tcp 0x0 127.0.0.1:3000 <-- 127.0.0.1:41000',
      'root     unbound       99    5* internet dgram udp 0x0 127.0.0.1:53',
      'ana      node        1234   wd /home          26048  drwxr-xr-x     r      512',
    );
    expect(read).toEqual({
      rows: [
        '*:80 *:0 LISTEN? 22930/httpd,12747/httpd',
        '::1:3000 *:0 LISTEN? 1234/node',
        '10.0.0.2:5000 10.0.0.1:22 UNKNOWN? 4321/ssh',
        '127.0.0.1:3000 127.0.0.1:41000 UNKNOWN? 1234/node',
      ],
      tables: 1,
      unread: 0,
      leftOut: { UDP: 1, files: 1 },
      verdict: 'rows',
    });
  });

  test('psutil of Python, now and before version 5', () => {
    const read = lines(
      "[sconn(fd=21, family=2, type=1, laddr=('0.0.0.0', 17500), raddr=(), status='LISTEN', pid=3801),",
      " sconn(fd=-1, family=<AddressFamily.AF_INET: 2>, type=<SocketKind.SOCK_STREAM: 1>, laddr=addr(ip='127.0.0.1', port=7888), raddr=addr(ip='127.0.0.1', port=40112), status='CLOSE_WAIT', pid=None),",
      " sconn(fd=-1, family=<AddressFamily.AF_INET: 2>, type=<SocketKind.SOCK_DGRAM: 2>, laddr=addr(ip='127.0.0.1', port=53), raddr=(), status='NONE', pid=9)]",
    );
    expect(read.rows).toEqual([
      '*:17500 *:0 LISTEN 3801/?',
      '127.0.0.1:7888 127.0.0.1:40112 CLOSE_WAIT',
    ]);
    expect(read).toMatchObject({ unread: 0, leftOut: { UDP: 1 } });
  });

  test('Meterpreter gives a connection that nobody holds pid 0', () => {
    expect(
      lines(
        '    tcp    10.0.0.2:56415    192.0.2.7:80  TIME_WAIT    0     0      0/[System Process]',
      ).rows,
    ).toEqual(['10.0.0.2:56415 192.0.2.7:80 TIME_WAIT']);
  });

  test('procstat of FreeBSD', () => {
    const read = lines(
      '  PID COMM                FD T V FLAGS    REF  OFFSET PRO NAME',
      ' 3561 tor                  4 s - rw---n--   2       0 TCP 10.0.0.2:9050 10.0.0.1:22370',
      ' 3561 tor                  6 s - rw---n--   2       0 TCP 127.0.0.1:9050 0.0.0.0:0',
      ' 3561 tor                  7 s - rw---n--   2       0 UDP 127.0.0.1:53 0.0.0.0:0',
    );
    expect(read.rows).toEqual([
      '10.0.0.2:9050 10.0.0.1:22370 UNKNOWN? 3561/tor',
      '127.0.0.1:9050 *:0 LISTEN? 3561/tor',
    ]);
    expect(read).toMatchObject({ unread: 0, leftOut: { UDP: 1 } });
  });

  test('nettop of macOS, as CSV and as on its screen', () => {
    const csv = lines(
      'time,,interface,state,bytes_in,bytes_out,',
      '14:02:11.482910,Google Chrome.7523,,,5000,100,',
      '14:02:11.482911,tcp4 10.1.2.3:56291<->10.9.8.7:443,en1,Established,5000,100,',
      '14:02:11.482912,tcp6 *.7888<->*.*,,Listen,,,',
    );
    expect(csv.rows).toEqual([
      '10.1.2.3:56291 10.9.8.7:443 ESTABLISHED 7523/Google Chrome',
      '*:7888 *:0 LISTEN 7523/Google Chrome',
    ]);
    const screen = lines(
      'Google Chrome.7523',
      '  tcp4 10.1.2.3:56291<->web.example:443   en1   CloseWait',
    );
    expect(screen.rows).toEqual(['10.1.2.3:56291 web.example:443 CLOSE_WAIT 7523/Google Chrome']);
  });

  test('lsfd of util-linux', () => {
    const read = lines(
      'COMMAND     PID USER ASSOC XMODE TYPE   SOURCE MNTID    INODE NAME',
      'sshd       1274 root     3  rw-  TCP    sockfs     9 28474525 state=listen laddr=0.0.0.0:22',
      'nc         2081  ana     3  rw-  TCPv6  sockfs     9 35890879 state=established laddr=[::1]:45480 raddr=[::1]:22',
    );
    expect(read.rows).toEqual([
      '*:22 *:0 LISTEN 1274/sshd',
      '::1:45480 ::1:22 ESTABLISHED 2081/nc',
    ]);
  });

  test('columns of osquery, in its box', () => {
    const read = lines(
      '+------+---------------+------------+----------------+-------------+-------------+',
      '| pid  | local_address | local_port | remote_address | remote_port | state       |',
      '+------+---------------+------------+----------------+-------------+-------------+',
      '| 4711 | 127.0.0.1     | 7888       | 127.0.0.1      | 40112       | ESTABLISHED |',
      '| 4711 | 0.0.0.0       | 7888       | 0.0.0.0        | 0           | LISTEN      |',
    );
    expect(read.rows).toEqual([
      '127.0.0.1:7888 127.0.0.1:40112 ESTABLISHED 4711/?',
      '*:7888 *:0 LISTEN 4711/?',
    ]);
  });
});

describe('other options and machines', () => {
  test('Solaris -v: a row takes two lines, and has no queues; IPv6 keeps its first group', () => {
    const read = lines(
      'TCP: IPv6',
      'Local/Remote Address Swind  Snxt     Suna   Rwind  Rnext     Rack   Rto   Mss     State',
      '-------------------- ----- -------- -------- ----- -------- -------- ----- ----- -----------',
      '*.22                ',
      '*.*                      0 00000000 00000000 128000 00000000 00000000  1000   536 LISTEN',
      '2001:db8::1.7888',
      'fd00:1::9.40112      64240 1f2e3d4c 1f2e3d4c 128872 0a0b0c0d 0a0b0c0d   400  1460 ESTABLISHED',
    );
    expect(read.rows).toEqual(['*:22 *:0 LISTEN', '2001:db8::1:7888 fd00:1::9:40112 ESTABLISHED']);
    for (const address of ['2001:db8::1', 'fe80::8:20ff:fe1f:2d3c', 'abcd::1'])
      expect(
        lines('TCP: IPv6', `${address}.22  2001:db8::9.40112  65535  0 128872  0 ESTABLISHED net0`)
          .rows,
      ).toEqual([`${address}:22 2001:db8::9:40112 ESTABLISHED 0/0`]);
  });

  test('sockstat -i, -U, -S and -C put columns around the state', () => {
    const read = lines(
      'USER     COMMAND    PID   FD PROTO  LOCAL ADDRESS         FOREIGN ADDRESS       ID      ENCAPS PATH STATE   CONN STATE  STACK    CC',
      'root     sshd       9012  4  tcp4   10.0.0.2:22           10.0.0.9:51022        52                          ESTABLISHED freebsd  cubic',
      'root     nginx      701   6  tcp4   *:80                  *:*                   7                           LISTEN      freebsd  cubic',
    );
    expect(read.rows).toEqual([
      '10.0.0.2:22 10.0.0.9:51022 ESTABLISHED 9012/sshd',
      '*:80 *:0 LISTEN 701/nginx',
    ]);
  });

  test('/proc/net/tcp of a machine whose bytes stand the other way round', () => {
    const tail = '00000000:00000000 00:00000000 00000000  1000        0 52011 1 0 100 0 0 10 0';
    const four = (local: string, remote: string, state: string) =>
      `   0: ${local}:1ED0 ${remote}:9CB0 ${state} ${tail}`;
    expect(lines(four('0A000005', '7F000001', '01')).rows).toEqual([
      '10.0.0.5:7888 127.0.0.1:40112 ESTABLISHED 0/0',
    ]);
    expect(lines(four('0500000A', '0100007F', '01')).rows).toEqual([
      '10.0.0.5:7888 127.0.0.1:40112 ESTABLISHED 0/0',
    ]);
    const mapped = '00000000000000000000FFFF0A000005';
    const loopback = `${'0'.repeat(31)}1`;
    expect(lines(four(mapped, mapped, '08'), four(loopback, loopback, '01')).rows).toEqual([
      '10.0.0.5:7888 10.0.0.5:40112 CLOSE_WAIT 0/0',
      '::1:7888 ::1:40112 ESTABLISHED 0/0',
    ]);
  });

  test('busybox cuts the port of IPv6 off, net-tools its address', () => {
    const row = (protocol: string, remote: string) =>
      lines(`${protocol}        0      0 :::7888                 ${remote} ESTABLISHED 1/node`)
        .rows;
    expect(row('tcp', '::ffff:10.42.113.212:51')).toEqual([
      '*:7888 10.42.113.212:51~ ESTABLISHED 0/0 1/node',
    ]);
    expect(row('tcp', '::ffff:10.42.0.17:51000')).toEqual([
      '*:7888 10.42.0.17:51000 ESTABLISHED 0/0 1/node',
    ]);
    expect(row('tcp6', '2001:db8:1152:24a7:5:51')[0]).toContain('~:51 ');
  });

  test('four columns of netsh portproxy are no connection', () => {
    expect(lines('0.0.0.0         7888        172.29.48.1     7888').rows).toEqual([]);
  });

  test('PowerShell: names of columns that a window cut, and a pid by another name', () => {
    expect(
      lines(
        'LocalAddress LocalPort RemoteAddress RemotePort State       Owni',
        '------------ --------- ------------- ---------- -----       ----',
        '127.0.0.1    7888      127.0.0.1     50112      Established 4242',
      ).rows,
    ).toEqual(['127.0.0.1:7888 127.0.0.1:50112 ESTABLISHED 4242/?']);
    expect(
      lines(
        '"Timestamp","ProcessId","State","LocalAddress","LocalPort","RemoteAddress","RemotePort"',
        '"2026-03-01T10:00:00","4242","Established","127.0.0.1","7888","127.0.0.1","50112"',
      ).rows,
    ).toEqual(['127.0.0.1:7888 127.0.0.1:50112 ESTABLISHED 4242/?']);
  });
});
