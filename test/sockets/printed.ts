import type { PastedRow } from '../../code/sockets/formats/format.ts';

/** Rows as each program would print them: the other direction of its parser, for round trips. */
export const printers: Record<string, (rows: readonly PastedRow[]) => string> = {
  'Linux netstat': (rows) =>
    lines(
      [
        'Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name',
      ],
      rows.map(
        (row) =>
          `${(isV6(row) ? 'tcp6' : 'tcp').padEnd(5)} ${pad(row.recvQueue)} ${pad(row.sendQueue)} ${`${row.local.address}:${row.local.port}`.padEnd(23)} ${`${row.remote.address}:${row.remote.port || '*'}`.padEnd(23)} ${row.state.padEnd(11)} ${row.owner ? `${row.owner.pid}/${row.owner.program}` : '-'}`,
      ),
    ),
  ss: (rows) =>
    lines(
      ['State Recv-Q Send-Q Local Address:Port Peer Address:PortProcess'],
      rows.map(
        (row) =>
          `${ssState(row.state)} ${row.recvQueue} ${row.sendQueue} ${colon(row.local)} ${colon(row.remote)} ${row.owner ? `users:(("${row.owner.program}",pid=${row.owner.pid},fd=3))` : ''}`,
      ),
    ),
  'macOS or BSD netstat': (rows) =>
    lines(
      [
        'Proto Recv-Q Send-Q  Local Address  Foreign Address  (state)  rxbytes txbytes rhiwat shiwat process:pid state',
      ],
      rows.map(
        (row) =>
          `${isV6(row) ? 'tcp6' : 'tcp4'} ${pad(row.recvQueue)} ${pad(row.sendQueue)}  ${dot(row.local).padEnd(45)} ${dot(row.remote).padEnd(45)} ${row.state} 0 0 131072 131072 ${row.owner ? `${row.owner.program}:${row.owner.pid}` : ':0'} 00102 00000000`,
      ),
    ),
  'Windows netstat': (rows) =>
    lines(
      ['', 'Aktive Verbindungen', '', '  Proto  Lokale Adresse  Remoteadresse  Status  PID'],
      rows.map(
        (row) =>
          `  TCP    ${colon(row.local, '0').padEnd(22)} ${colon(row.remote, '0').padEnd(22)} ${row.state.padEnd(15)} ${row.owner?.pid ?? 0}`,
      ),
      '\r\n',
    ),
  lsof: (rows) =>
    lines(
      ['COMMAND   PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME'],
      rows.map(
        (row, at) =>
          `${escaped(row.owner?.program ?? 'x').replaceAll(' ', '\\x20')} ${row.owner?.pid ?? 1} user ${at}u ${isV6(row) ? 'IPv6' : 'IPv4'} 0x${at} 0t0 TCP ${lsofName(row)} (${row.state})`,
      ),
    ),
  'lsof -F': (rows) =>
    lines(
      [],
      rows.flatMap((row, at) => [
        `p${row.owner?.pid ?? 1}`,
        `c${escaped(row.owner?.program ?? 'x')}`,
        `f${at}`,
        `t${isV6(row) ? 'IPv6' : 'IPv4'}`,
        `n${lsofName(row)}`,
        `TST=${row.state}`,
        `TQR=${row.recvQueue}`,
        `TQS=${row.sendQueue}`,
      ]),
    ),
  'BSD sockstat': (rows) =>
    lines(
      ['USER     COMMAND    PID   FD PROTO  LOCAL ADDRESS         FOREIGN ADDRESS       STATE'],
      rows.map(
        (row) =>
          `root ${row.owner?.program ?? '?'} ${row.owner?.pid ?? '?'} 3 ${isV6(row) ? 'tcp6' : 'tcp4'} ${bare(row.local)} ${bare(row.remote)} ${row.state}`,
      ),
    ),
  'Get-NetTCPConnection as JSON': (rows) => JSON.stringify(rows.map(object), null, 2),
  'Get-NetTCPConnection as table': (rows) =>
    lines(
      [
        Object.keys(object(rows[0])).join(' '),
        '------------ --------- ------------- ---------- ----- -------------',
      ],
      rows.map((row) => Object.values(object(row)).join('   ')),
    ),
  'Get-NetTCPConnection as list': (rows) =>
    rows
      .map((row) =>
        lines(
          [],
          Object.entries(object(row)).map(([name, value]) => `${name.padEnd(15)} : ${value}`),
        ),
      )
      .join('\n'),
  TCPView: (rows) =>
    lines(
      [],
      rows.map(({ owner, local, remote, state }) =>
        [
          owner?.program ?? '[Time Wait]',
          owner?.pid ?? 0,
          'TCP',
          state === 'LISTEN' ? 'Listen' : inCapitals(state),
          local.address,
          local.port,
          remote.address,
          remote.port,
          '10/4/2025 7:53:23 PM,node.exe,,,,',
        ].join(),
      ),
      '\r\n',
    ),
  'columns with names': (rows) =>
    lines(
      [
        'Process Name\tProcess ID\tProtocol\tLocal Port\tLocal Address\tRemote Port\tRemote Address\tState',
      ],
      rows.map(({ owner, local, remote, state }) =>
        [
          owner?.program,
          owner?.pid,
          'TCP',
          local.port,
          local.address,
          remote.port || '',
          remote.address,
          inCapitals(state),
        ].join('\t'),
      ),
    ),
  'picked columns': (rows) =>
    lines(
      [],
      rows.map(
        ({ owner, local, remote, state }) =>
          `${colon(local)} ${colon(remote)} ${state} ${owner ? `${owner.pid}/${owner.program}` : '-'}`,
      ),
    ),
  psutil: (rows) =>
    lines(
      [],
      rows.map(
        ({ owner, local, remote, state }) =>
          ` sconn(fd=3, family=<AddressFamily.AF_INET: 2>, type=<SocketKind.SOCK_STREAM: 1>, laddr=${addr(local)}, raddr=${remote.port ? addr(remote) : '()'}, status='${state}', pid=${owner?.pid ?? 'None'}),`,
      ),
    ),
};

type End = PastedRow['local'];

const lines = (header: readonly string[], rows: readonly string[], newline = '\n'): string =>
  [...header, ...rows].map((line) => line + newline).join('');

const isV6 = ({ local, remote }: PastedRow): boolean =>
  local.address.includes(':') || remote.address.includes(':');

const pad = (number: number | null): string => String(number).padStart(6);
const colon = ({ address, port }: End, none = '*'): string =>
  `${address.includes(':') ? `[${address}]` : address}:${port || none}`;
const bare = ({ address, port }: End): string => `${address}:${port || '*'}`;
const dot = ({ address, port }: End): string => `${address}.${port || '*'}`;
const lsofName = ({ local, remote }: PastedRow): string =>
  colon(local) + (remote.port ? `->${colon(remote)}` : '');

const addr = ({ address, port }: End): string => `addr(ip='${address}', port=${port})`;

/** `Fin Wait 2`, as the window of TCPView has it. */
const inCapitals = (state: string): string =>
  state
    .toLowerCase()
    .replace(/(\d)/, '_$1')
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');

/** misc/ss.c, sstate_name. */
const ssState = (state: string): string =>
  state === 'ESTABLISHED' ? 'ESTAB' : state.replaceAll('_', '-').replace(/WAIT(\d)/, 'WAIT-$1');

/** lsof's safepup() in the C locale. */
const escaped = (name: string): string =>
  [...new TextEncoder().encode(name)]
    .map((byte) =>
      byte === 0x5c
        ? '\\\\'
        : byte >= 0x20 && byte < 0x7f
          ? String.fromCharCode(byte)
          : `\\x${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');

const object = (row: PastedRow | undefined) => ({
  LocalAddress: row?.local.address,
  LocalPort: row?.local.port,
  RemoteAddress: row?.remote.address,
  RemotePort: row?.remote.port,
  State: row?.state,
  OwningProcess: row?.owner?.pid ?? 0,
});
