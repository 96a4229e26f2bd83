import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bsdNetstat } from '../../code/sockets/formats/bsd-netstat.ts';
import { lsofFields } from '../../code/sockets/formats/lsof-fields.ts';
import { parseProcNet } from '../../code/sockets/formats/proc-net.ts';
import { rowsIn } from '../../code/sockets/formats/rows-in.ts';
import { listSockets, NoSocketTable, type SocketRow } from '../../code/sockets/list-sockets.ts';
import { netstatOutput, withOwners } from '../../code/sockets/readers/macos-lsof.ts';
import { parseNetTcpConnections } from '../../code/sockets/readers/windows.ts';
import { tcpState } from '../../code/sockets/tcp-state.ts';
import { connection } from './scene.ts';

const sample = (name: string): string =>
  readFileSync(new URL(`../specimens/sockets/${name}.txt`, import.meta.url), 'utf8');

/** `local port remote port state owner`, as one line. */
const lineOf = ({ local, remote, state, owner, inode }: SocketRow): string => {
  const holder = owner ? `${owner.pid} ${owner.program}` : inode ? `inode ${inode}` : '-';
  return `${local.address} ${local.port} ${remote.address} ${remote.port} ${state} ${holder}`;
};

// The samples were taken on little-endian machines, and the kernel prints addresses as numbers.
describe.runIf(process.arch !== 's390x')('parseProcNet()', () => {
  test.each([
    [
      'linux-proc_net_tcp-states',
      [
        '0.0.0.0 8000 0.0.0.0 0 LISTEN inode 251662',
        '127.0.0.1 631 0.0.0.0 0 LISTEN inode 40139',
        '127.0.0.53 53 0.0.0.0 0 LISTEN inode 36619',
        '192.168.58.128 53346 192.0.2.149 443 ESTABLISHED inode 186237',
        '192.168.58.128 49382 192.0.2.179 443 ESTABLISHED inode 69620',
        '192.168.58.128 56914 192.0.2.17 443 CLOSE_WAIT inode 88197',
      ],
    ],
    [
      'linux-proc_net_tcp-time-wait-inode0',
      [
        '192.168.1.127 41698 192.0.2.34 443 ESTABLISHED inode 38752',
        '192.168.1.127 48612 192.0.2.223 443 TIME_WAIT -',
        '192.168.1.127 58604 192.0.2.233 443 ESTABLISHED inode 74446',
        '192.168.1.127 55112 192.0.2.226 443 ESTABLISHED inode 74443',
        '192.168.1.127 59116 192.0.2.222 443 TIME_WAIT -',
      ],
    ],
    [
      'linux-proc_net_tcp6-global',
      [
        '::1 631 :: 0 LISTEN inode 2903',
        '::1 8125 :: 0 LISTEN inode 3396178',
        '2001:db8::11:22:33:44 55022 2001:db8:4013:c07::bc 443 ESTABLISHED inode 3123030',
      ],
    ],
    [
      'linux-proc_net_tcp6-mapped',
      [
        ':: 5201 :: 0 LISTEN inode 5555',
        '127.0.0.1 8081 :: 0 LISTEN inode 5556',
        '0.0.0.0 8082 :: 0 LISTEN inode 5557',
      ],
    ],
  ])('reads %s', (name, expected) => {
    expect(parseProcNet(Buffer.from(sample(name))).map(lineOf)).toEqual(expected);
  });

  test('reads queues, timers and user ids', () => {
    const rows = parseProcNet(Buffer.from(sample('linux-proc_net_tcp-states')));
    expect(rows.map(({ recvQueue, timer, uid }) => ({ recvQueue, timer, uid }))).toEqual([
      { recvQueue: 0, timer: null, uid: 1000 },
      { recvQueue: 0, timer: null, uid: 0 },
      { recvQueue: 0, timer: null, uid: 101 },
      { recvQueue: 0, timer: null, uid: 1000 },
      { recvQueue: 0, timer: { kind: 'keepalive', ms: 209_570, tries: 0 }, uid: 1000 },
      { recvQueue: 78, timer: { kind: 'keepalive', ms: 44_230, tries: 0 }, uid: 1000 },
    ]);
  });

  test('keeps the rows that are wanted: a port at either end, listening ones', () => {
    const table = Buffer.from(sample('linux-proc_net_tcp-states'));
    expect(parseProcNet(table, { port: 443 })).toHaveLength(3);
    expect(parseProcNet(table, { port: 631 })).toHaveLength(1);
    expect(parseProcNet(table, { port: 443, listening: true })).toHaveLength(0);
    expect(parseProcNet(table, { listening: true })).toHaveLength(3);
  });

  test('leaves out a line that is cut short, wherever the cut is', () => {
    const text = sample('linux-proc_net_tcp-time-wait-inode0');
    for (let length = 0; length < text.length; length++) {
      const rows = parseProcNet(Buffer.from(text.slice(0, length)));
      expect(rows.length).toBeLessThanOrEqual(5);
      for (const row of rows) expect(lineOf(row)).toMatch(/^192\.168\.1\.127 \d+ 192\.0\.2\./);
    }
  });
});

describe('bsdNetstat, as our reader of macOS reads it', () => {
  test.each([
    [
      'macos26-netstat_anv_p_tcp-process-pid',
      [
        '192.0.2.102 22 198.51.100.7 33556 ESTABLISHED 4976 sshd-session',
        '127.0.0.1 51836 0.0.0.0 0 LISTEN 53082 node',
        ':: 3283 :: 0 LISTEN 1039 ARDAgent',
        ':: 49615 :: 0 LISTEN 1232 io.tailscale.ipn',
        ':: 88 :: 0 LISTEN 910 kdc',
      ],
    ],
    [
      'macos-netstat_anv-process-name-spaces',
      [
        '192.168.0.105 59739 198.51.100.109 993 ESTABLISHED 935 Mail',
        '0.0.0.0 7000 0.0.0.0 0 LISTEN 629 ControlCenter',
        '127.0.0.1 5037 0.0.0.0 0 LISTEN 21865 adb',
        '0.0.0.0 8080 0.0.0.0 0 LISTEN 855 Brave Browser He',
      ],
    ],
    [
      'macos-netstat_anvp_tcp-rxbytes-pid-epid',
      [
        ':: 65367 :: 0 LISTEN 602 ?',
        '0.0.0.0 65367 0.0.0.0 0 LISTEN 602 ?',
        '::1 24642 :: 0 LISTEN 799 ?',
        '127.0.0.1 16494 0.0.0.0 0 LISTEN 949 ?',
        '127.0.0.1 15393 0.0.0.0 0 LISTEN 949 ?',
      ],
    ],
    ['macos-mixed_paste-netstat-ps-lsof', [':: 8082 :: 0 LISTEN 70902 ?']],
    [
      'macos-netstat_an-closed-syn-sent',
      [
        '198.51.100.197 57807 198.51.100.4 443 ESTABLISHED -',
        '127.0.0.1 57805 127.0.0.1 8765 SYN_SENT -',
        '0.0.0.0 8765 0.0.0.0 0 CLOSE -',
        '198.51.100.197 57799 198.51.100.8 443 ESTABLISHED -',
        '198.51.100.197 57795 198.51.100.238 443 ESTABLISHED -',
      ],
    ],
  ])('reads %s', (name, expected) => {
    expect(rowsIn(sample(name), bsdNetstat).map(lineOf)).toEqual(expected);
  });

  test('reads the queues', () => {
    const rows = rowsIn(sample('macos-netstat_an-closed-syn-sent'), bsdNetstat);
    expect(rows.map(({ sendQueue }) => sendQueue)).toEqual([0, 0, 0, 1296, 0]);
  });
});

describe('lsofFields, as our reader of macOS reads it', () => {
  test('reads macos-lsof_F_pcnT-fields', () => {
    const sockets = rowsIn(sample('macos-lsof_F_pcnT-fields'), lsofFields);
    expect(sockets.map(lineOf)).toEqual([
      '0.0.0.0 5252 0.0.0.0 0 LISTEN 4711 xctest',
      '10.91.5.15 63194 10.91.5.180 5252 ESTABLISHED 832 python3.11',
    ]);
    expect(sockets.map(({ sendQueue }) => sendQueue)).toEqual([0, 131_072]);
  });

  test('tells the families apart, and takes names with spaces', () => {
    const text =
      'p7\ncCode\\x20Helper\nu501\nf3\ntIPv6\nn*:80\nTST=LISTEN\nf4\ntIPv4\nn*:80\nTST=LISTEN\nf5\ntIPv6\nn[::1]:80->[::1]:5000\nTST=FIN_WAIT_1\n';
    expect(rowsIn(text, lsofFields).map(lineOf)).toEqual([
      ':: 80 :: 0 LISTEN 7 Code Helper',
      '0.0.0.0 80 0.0.0.0 0 LISTEN 7 Code Helper',
      '::1 80 ::1 5000 FIN_WAIT1 7 Code Helper',
    ]);
    expect(rowsIn(text, lsofFields)[0]?.uid).toBe(501);
  });

  test('gives back a name in UTF-8 that lsof escaped byte by byte', () => {
    const text = String.raw`p4456
c\xe5\xbe\xae\xe4\xbf\xa1 \xe5\x8a\xa9\xe6\x89\x8b \\x41
f3
tIPv4
n127.0.0.1:7888
TST=LISTEN
`;
    const [row] = rowsIn(text, lsofFields);
    expect(row?.owner?.program).toBe('微信 助手 \\x41');
  });

  test('sees in the lsof of this machine what listSockets() sees', async (ctx) => {
    const lsof = runLsof(['-v']) !== null;
    ctx.skip(!lsof, 'lsof is not installed: apt-get install lsof');
    ctx.skip(process.platform !== 'linux', 'the comparison is with the table of Linux');
    const { port } = await connection();

    const args = ['-nP', '-w', `-iTCP:${port}`, '-Tqs', '-FpcufntT'];
    const seen = rowsIn(runLsof(args) ?? '', lsofFields);

    const rows = await listSockets({ port, owners: true });
    const withPid = ({ local, remote, state, owner, uid, recvQueue }: SocketRow) =>
      `${local.address}:${local.port} ${remote.port} ${state} ${owner?.pid} ${uid} ${recvQueue}`;
    expect(seen.map(withPid).sort()).toEqual(rows.map(withPid).sort());
    expect(rows).toHaveLength(3);
  });
});

describe('withOwners() joins netstat and lsof of macOS', () => {
  const table = rowsIn(sample('macos26-netstat_anv_p_tcp-process-pid'), bsdNetstat);
  const held = rowsIn(
    'p53082\ncnode with a long name\nu501\nf20\ntIPv4\nn127.0.0.1:51836\nTST=LISTEN\n',
    lsofFields,
  );

  test('takes the whole name from lsof where it has the socket, else the one of netstat', () => {
    const [ssh, node] = withOwners(table, held);
    expect(node).toMatchObject({
      owner: { pid: 53082, program: 'node with a long name' },
      uid: 501,
    });
    expect(ssh).toMatchObject({ owner: { pid: 4976, program: 'sshd-session' } });
  });

  test('takes a cut address for what is left of it, where one socket alone fits', () => {
    const cut = rowsIn(sample('macos-cut-ipv6-netstat'), bsdNetstat);
    expect(cut.map(({ local }) => local.cut)).toEqual(['address', 'address', 'address']);
    const [whole, , other] = withOwners(cut, rowsIn(sample('macos-cut-ipv6-lsof'), lsofFields));
    const address = '2001:db8:1152:2:41ab:9c11:de01:77';
    expect(whole).toMatchObject({ local: { address, port: 57_478 }, owner: { pid: 21_223 } });
    expect(other).toMatchObject({
      local: { address, port: 7888 },
      owner: { pid: 30_001 },
      uid: 501,
    });
  });

  test('and for nothing, where more than one does', () => {
    const cut = rowsIn(sample('macos-cut-ipv6-netstat'), bsdNetstat).slice(2);
    const two = ['::1', '::2'].map(
      (end) => `p1\nf3\ntIPv6\nn[2001:db8:1152:2:${end}]:7888->[2001:db8:4403::60]:51000\n`,
    );
    const [row] = withOwners(cut, rowsIn(two.join(''), lsofFields));
    expect(row).toMatchObject({ local: { cut: 'address' }, owner: { pid: 21_223 }, uid: 0 });
  });

  test('asks netstat for whole addresses, and asks again where it does not know -l', async () => {
    const asked: string[] = [];
    const old = async (_: string, [options = '']: readonly string[]) => {
      asked.push(options);
      if (options.includes('l')) throw new NoSocketTable('netstat: illegal option -- l', 'none');
      return 'table';
    };
    expect(await netstatOutput(old)).toBe('table');
    expect(asked).toEqual(['-anvl', '-anv']);
    asked.length = 0;
    await netstatOutput(async (_, [options = '']) => `${asked.push(options)}`);
    expect(asked).toEqual(['-anvl']);
  });

  test('keeps to the processes that are asked for', () => {
    const owned = withOwners(table, held, [910]).filter((row) => row.owner !== null);
    expect(owned.map(lineOf)).toEqual([':: 88 :: 0 LISTEN 910 kdc']);
  });
});

describe('parseNetTcpConnections()', () => {
  const json = sample('windows-get_nettcpconnection-json-numeric-state');

  test('reads an array with numeric states', () => {
    expect(parseNetTcpConnections(json, { owners: true }).map(lineOf)).toEqual([
      ':: 7890 :: 0 LISTEN 200 ?',
      '127.0.0.1 50123 127.0.0.1 7890 ESTABLISHED 100 ?',
      '10.0.0.2 51000 203.0.113.20 443 ESTABLISHED 200 ?',
    ]);
    expect(parseNetTcpConnections(json)[0]).not.toHaveProperty('owner');
  });

  test('reads one row, which PowerShell does not put into an array, and words as states', () => {
    const one = `\uFEFF{"LocalAddress":"::ffff:127.0.0.1","LocalPort":7888,"RemoteAddress":"::ffff:127.0.0.1","RemotePort":50000,"State":"TimeWait","OwningProcess":0,"Program":null}\r\n`;
    expect(parseNetTcpConnections(one, { owners: true }).map(lineOf)).toEqual([
      '127.0.0.1 7888 127.0.0.1 50000 TIME_WAIT -',
    ]);
  });

  test('reads nothing as no rows', () => {
    expect(parseNetTcpConnections('\r\n')).toEqual([]);
  });

  test('keeps to the processes that are asked for', () => {
    const owned = parseNetTcpConnections(json, { owners: true, pids: [100] });
    expect(owned.map(({ owner }) => owner?.pid)).toEqual([undefined, 100, undefined]);
  });

  test.each(['Get-NetTCPConnection : Zugriff verweigert', '42', '"text"'])(
    'throws NoSocketTable at %s, which is no table',
    (text) => expect(() => parseNetTcpConnections(text)).toThrow(NoSocketTable),
  );

  test.each(['[null]', '[1, "x"]', '[{}]', '[{"LocalAddress": 5, "LocalPort": {}}]'])(
    'leaves out what is no row: %s',
    (text) => expect(parseNetTcpConnections(text)).toEqual([]),
  );
});

test('tcpState() knows a state by each spelling', () => {
  const spellings = ['FIN_WAIT1', 'FIN_WAIT_1', 'FIN-WAIT-1', 'FinWait1', 'FIN WAIT 1'];
  expect(new Set(spellings.map(tcpState))).toEqual(new Set(['FIN_WAIT1']));
  expect(['LISTENING', 'ESTAB', 'SYN_RECEIVED', 'CLOSED', 'Bound', 'GONE'].map(tcpState)).toEqual([
    'LISTEN',
    'ESTABLISHED',
    'SYN_RECV',
    'CLOSE',
    'BOUND',
    'UNKNOWN',
  ]);
});

function runLsof(args: readonly string[]): string | null {
  try {
    return execFileSync('lsof', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
}
