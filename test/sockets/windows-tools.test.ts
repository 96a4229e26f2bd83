import { describe, expect, test } from 'vitest';
import { told } from './told-rows.ts';

// Tools of Windows other than netstat, as their manuals and public posts have them, in our own values.

const lines = (...each: string[]) => told(each.join('\n'));
const rows = [
  '*:7888 *:0 LISTEN 4711/node.exe',
  '127.0.0.1:7888 127.0.0.1:40112 CLOSE_WAIT 4711/node.exe',
  '127.0.0.1:7888 127.0.0.1:40113 TIME_WAIT',
];
const whole = { rows, unread: 0, leftOut: { UDP: 1 } };

describe('TCPView', () => {
  test('its window, copied, of version 4', () => {
    expect(
      lines(
        'node.exe,4711,TCP,Listen,0.0.0.0,7888,0.0.0.0,0,10/4/2025 7:53:23 PM,node.exe,,,,',
        'node.exe,4711,TCP,Close Wait,127.0.0.1,7888,127.0.0.1,40112,10/4/2025 7:53:23 PM,node.exe,1,2,3,4',
        '[Time Wait],0,TCP,Time Wait,127.0.0.1,7888,127.0.0.1,40113,,,,,,',
        'svchost.exe,900,UDP,,0.0.0.0,123,*,,10/4/2025 7:53:23 PM,W32Time,,,,',
      ),
    ).toMatchObject(whole);
  });

  test('its file, of version 3 and of version 2', () => {
    expect(
      lines(
        'node.exe\t4711\tTCP\t0.0.0.0\t7888\t0.0.0.0\t0\tLISTENING\t\t\t\t',
        'node.exe\t4711\tTCP\t127.0.0.1\t7888\t127.0.0.1\t40112\tCLOSE_WAIT\t3\t1,234\t4\t567',
        '[System Process]\t0\tTCP\t127.0.0.1\t7888\t127.0.0.1\t40113\tTIME_WAIT\t\t\t\t',
        'svchost.exe\t900\tUDP\tpc\tntp\t*\t*\t\t\t\t\t',
      ),
    ).toMatchObject(whole);
    expect(
      lines(
        'node.exe:4711\tTCP\t0.0.0.0:7888\t0.0.0.0:0\tLISTENING',
        'node.exe:4711\tTCP\t127.0.0.1:7888\t127.0.0.1:40112\tCLOSE_WAIT',
        '[System Process]:0\tTCP\t127.0.0.1:7888\t127.0.0.1:40113\tTIME_WAIT',
        'svchost.exe:900\tUDP\t0.0.0.0:123\t*:*\t',
      ),
    ).toMatchObject(whole);
  });

  test('IPv6 with all its zeroes', () => {
    expect(
      lines(
        'node.exe\t7\tTCPV6\t[0:0:0:0:0:0:0:1]\t80\t[0:0:0:0:0:0:0:1]\t5000\tESTABLISHED',
        'node.exe\t7\tTCPV6\t[0:0:0:0:0:0:0:0]\t80\t[0:0:0:0:0:0:0:0]\t0\tLISTENING',
      ).rows,
    ).toEqual(['::1:80 ::1:5000 ESTABLISHED 7/node.exe', '*:80 *:0 LISTEN 7/node.exe']);
  });

  test('tcpvcon, with and without -c', () => {
    expect(
      lines(
        'TCP,C:\\node\\node.exe,4711,LISTENING,0.0.0.0:7888,0.0.0.0:0',
        'TCP,C:\\node\\node.exe,4711,CLOSE_WAIT,127.0.0.1:7888,127.0.0.1:40112',
        'TCP,[System Process],0,TIME_WAIT,127.0.0.1:7888,127.0.0.1:40113',
        'UDP,svchost.exe,900,*,0.0.0.0:123,*:*',
      ),
    ).toMatchObject(whole);
    expect(
      lines(
        '[TCP] C:\\node\\node.exe',
        '\tPID:     4711',
        '\tState:   LISTENING',
        '\tLocal:   0.0.0.0:7888',
        '\tRemote:  0.0.0.0:0',
      ).rows,
    ).toEqual(rows.slice(0, 1));
  });

  test('tcpvcon of version 4 leaves the ports out, and the last number of an address is none', () => {
    const read = lines(
      'TCP,firefox.exe,13116,ESTABLISHED,127.0.0.1,127.0.0.1',
      'TCPV6,svchost.exe,924,LISTENING,[0:0:0:0:0:0:0:0],[0:0:0:0:0:0:0:0]',
    );
    expect(read).toMatchObject({ rows: [], unread: 2 });
  });
});

describe('a header that names the columns', () => {
  test('CurrPorts of NirSoft: with tabs, as CSV, as a list', () => {
    const names = [
      'Process Name',
      'Process ID',
      'Protocol',
      'Local Port',
      'Local Port Name',
      'Local Address',
      'Remote Port',
      'Remote Address',
      'State',
    ];
    const cells = [
      ['node.exe', '4711', 'TCP', '7888', '', '0.0.0.0', '', '0.0.0.0', 'Listening'],
      ['node.exe', '4711', 'TCP', '7888', '', '127.0.0.1', '40112', '127.0.0.1', 'Close Wait'],
      ['System', '0', 'TCP', '7888', '', '127.0.0.1', '40113', '127.0.0.1', 'Time Wait'],
      ['svchost.exe', '900', 'UDP', '123', 'ntp', '0.0.0.0', '', '', ''],
    ];
    expect(lines(...[names, ...cells].map((row) => row.join('\t')))).toMatchObject(whole);
    expect(
      lines(...[names, ...cells].map((row) => row.map((cell) => `"${cell}"`).join(','))),
    ).toMatchObject(whole);
    const list = cells.map((row) =>
      names.map((name, at) => `${name.padEnd(18)}: ${row[at]}`).join('\n'),
    );
    expect(told(list.join('\n\n'))).toMatchObject(whole);
  });

  test('netsh interface ipv4 show tcpconnections', () => {
    expect(
      lines(
        'MIB-II TCP Connection Entry',
        'Local Address    Local Port   Remote Address    Remote Port    State',
        '--------------------------------------------------------------',
        '0.0.0.0          7888         0.0.0.0           0              Listen',
        '127.0.0.1        7888         127.0.0.1         40113          Time Wait',
      ),
    ).toMatchObject({
      rows: ['*:7888 *:0 LISTEN', '127.0.0.1:7888 127.0.0.1:40113 TIME_WAIT'],
      unread: 0,
    });
  });

  test('Volatility, whose rows were once said not to be there', () => {
    expect(
      lines(
        'Offset\tProto\tLocalAddr\tLocalPort\tForeignAddr\tForeignPort\tState\tPID\tOwner\tCreated',
        '',
        '0xde0df6ef29a0\tTCPv4\t10.10.1.3\t49990\t192.0.2.7\t443\tESTABLISHED\t-\t-\tN/A',
        '0xde0df12c1cb0\tTCPv6\t::\t80\t::\t0\tLISTENING\t4\tSystem\t2022-07-06 16:06:49.000000 ',
        '0xde0df12c1cb1\tUDPv4\t0.0.0.0\t5353\t*\t0\t\t9\tsvchost.exe\t2022-07-06 16:06:46.000000 ',
      ),
    ).toMatchObject({
      rows: ['10.10.1.3:49990 192.0.2.7:443 ESTABLISHED', '*:80 *:0 LISTEN 4/System'],
      unread: 0,
      leftOut: { UDP: 1 },
    });
  });

  test('a script of somebody, with whole ends; and the same as JSON', () => {
    const csv = 'proto,state,local,peer,pid\ntcp,CLOSE_WAIT,127.0.0.1:7888,127.0.0.1:40112,4711';
    const json =
      '[{"local":"127.0.0.1:7888","remote":"127.0.0.1:40112","state":"CLOSE_WAIT","pid":4711}]';
    for (const text of [csv, json])
      expect(told(text).rows).toEqual(['127.0.0.1:7888 127.0.0.1:40112 CLOSE_WAIT 4711/?']);
  });

  test('jc, which reads netstat for programs', () => {
    expect(
      told(
        '[{"proto":"tcp","recv_q":3,"send_q":0,"local_address":"127.0.0.1","foreign_address":"127.0.0.1","state":"CLOSE_WAIT","program_name":"node","pid":4711,"local_port":"7888","foreign_port":"40112"}]',
      ).rows,
    ).toEqual(['127.0.0.1:7888 127.0.0.1:40112 CLOSE_WAIT 3/0 4711/node']);
  });

  test('dashes below other columns are no table without rows', () => {
    expect(told('LocalPort ProcessName\n--------- -----------\n     7888 node').verdict).toBe(
      'not-read',
    );
  });

  test('a name with blanks, in the first column of PowerShell', () => {
    expect(
      lines(
        'ProcessName   LocalAddress LocalPort RemoteAddress RemotePort       State',
        '-----------   ------------ --------- ------------- ----------       -----',
        'Google Chrome 127.0.0.1        50000 127.0.0.1           7888 Established',
      ).rows,
    ).toEqual(['127.0.0.1:50000 127.0.0.1:7888 ESTABLISHED 0/Google Chrome']);
  });

  test('the last column of PowerShell may be a name with blanks', () => {
    expect(
      lines(
        'LocalAddress LocalPort RemoteAddress RemotePort State OwningProcess ProcessName',
        '------------ --------- ------------- ---------- ----- ------------- -----------',
        '127.0.0.1 7888 127.0.0.1 40112 CloseWait 4711 Google Chrome',
      ).rows,
    ).toEqual(['127.0.0.1:7888 127.0.0.1:40112 CLOSE_WAIT 4711/Google Chrome']);
  });
});

describe('netstat of a German Windows', () => {
  test.each([
    ['ABHÖREN', 'LISTEN'],
    ['ABH\u2122REN', 'LISTEN'],
    ['ABH\ufffdREN', 'LISTEN'],
    ['HERGESTELLT', 'ESTABLISHED'],
    ['SYN_GESENDET', 'SYN_SENT'],
    ['SYN_EMPFANGEN', 'SYN_RECV'],
    ['FIN_WARTEN_1', 'FIN_WAIT1'],
    ['FIN_WARTEN_2', 'FIN_WAIT2'],
    ['SCHLIESSEN_WARTEN', 'CLOSE_WAIT'],
    ['SCHLIESSEND', 'CLOSING'],
    ['ZULETZT_ACK', 'LAST_ACK'],
    ['WARTEND', 'TIME_WAIT'],
  ])('%s is %s', (word, state) => {
    expect(told(`  TCP    127.0.0.1:80    127.0.0.1:5000    ${word}    7`).rows).toEqual([
      `127.0.0.1:80 127.0.0.1:5000 ${state} 7/?`,
    ]);
  });
});
