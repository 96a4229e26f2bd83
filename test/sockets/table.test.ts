import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../code/base/text/width.ts';
import { connectionsIn } from '../../code/sockets/connections.ts';
import type { Owner, SocketRow, SocketTimer, TcpState } from '../../code/sockets/list-sockets.ts';
import { socketTable } from '../../code/sockets/table.ts';

describe('socketTable()', () => {
  test('shows both ends of a connection on one line, the server first', () => {
    const rows = [listener(7888), ...connection(7888, 54012)];
    expect(`\n${socketTable(rows, { port: 7888 })}`).toMatchInlineSnapshot(`
      "
      Port 7888: 1 listening socket, 1 connection

      listening       state
      127.0.0.1:7888  LISTEN

      server end      state        queues      client end       state        queues
      127.0.0.1:7888  ESTABLISHED  0/0     ──  127.0.0.1:54012  ESTABLISHED  0/0
      "
    `);
  });

  test('shows owners, timers and what waits when there is something to show', () => {
    const [server, client] = connection(7888, 54012);
    const rows = [
      { ...listener(7888), recvQueue: 1, owner: node },
      { ...server, inode: 0, owner: null, recvQueue: 12 },
      { ...client, timer: keepalive(44_210), owner: { pid: 4800, program: 'chromium' } },
    ];
    expect(`\n${socketTable(rows, { port: 7888 })}`).toMatchInlineSnapshot(`
      "
      Port 7888: 1 listening socket, 1 connection

      listening       state   backlog             owner
      127.0.0.1:7888  LISTEN  1 not accepted yet  node 4711

      server end      state        queues  owner                 client end       state        queues  timer               owner
      127.0.0.1:7888  ESTABLISHED  12/0    not accepted yet  ──  127.0.0.1:54012  ESTABLISHED  0/0     TCP keepalive 44 s  chromium 4800

      Queues: bytes not read yet / bytes sent and not acknowledged yet.
      "
    `);
  });

  test('puts the ends below one another where a line would not fit, here 40 columns', () => {
    const [server, client] = connection(7888, 54012);
    const rows = [
      { ...listener(7888), owner: node },
      { ...server, owner: node },
      { ...client, timer: keepalive(44_210), owner: { pid: 4800, program: 'chromium' } },
    ];
    expect(`\n${socketTable(rows, { port: 7888, width: 40 })}`).toMatchInlineSnapshot(`
      "
      Port 7888: 1 listening socket, 1
      connection

      listening       state   owner
      127.0.0.1:7888  LISTEN  node 4711

        server 127.0.0.1:7888 ESTABLISHED
               node 4711
        client 127.0.0.1:54012 ESTABLISHED
               TCP keepalive 44 s
               chromium 4800
      "
    `);
  });

  test('says why an end has no row: its socket is gone, or it is on another machine', () => {
    const rows = [
      row(['127.0.0.1', 54012], ['127.0.0.1', 7888], 'TIME_WAIT', { inode: 0, owner: null }),
      row(['10.0.0.2', 7888], ['203.0.113.5', 4000], 'ESTABLISHED', { inode: 7, owner: null }),
    ];
    expect(`\n${socketTable(rows, { port: 7888 })}`).toMatchInlineSnapshot(`
      "
      Port 7888: no listening socket, 2 connections

      server end      state        queues  owner        client end        state      queues  owner
      10.0.0.2:7888   ESTABLISHED  0/0     unknown  ──  203.0.113.5:4000  elsewhere
      127.0.0.1:7888  gone                          ──  127.0.0.1:54012   TIME_WAIT  0/0     nobody

      An unknown owner is a program of another user, which root can see, or of another container.
      "
    `);
  });

  test('calls the far end of a SYN_SENT not there yet, and counts what is bound only', () => {
    const rows = [
      row(['127.0.0.1', 54012], ['127.0.0.1', 7888], 'SYN_SENT'),
      row(['0.0.0.0', 7889], ['0.0.0.0', 0], 'BOUND'),
    ];
    const table = socketTable(rows);
    expect(table).toMatch(/^This machine: no listening socket, 1 connection, 1 bound only$/m);
    expect(table).toMatch(/127\.0\.0\.1:7888 +not there yet .*── +127\.0\.0\.1:54012 +SYN_SENT/);
  });

  test('shows what was cut off, guessed or not told as such', () => {
    const at = (address: string, port: number, more: Partial<SocketRow['local']>) => ({
      address,
      port,
      ...more,
    });
    const rows: SocketRow[] = [
      { ...row(['::', 80], ['::', 0], 'LISTEN'), recvQueue: null, guessed: true, word: 'ESCUTA' },
      {
        ...row(['::1', 1], ['::1', 2], 'ESTABLISHED'),
        local: at('2001:db8:1152:2:', 80, { cut: 'address' }),
        remote: at('2001:db8:4403::', 0, { service: 'sunpr', cut: 'address and port' }),
      },
    ];
    const table = socketTable(rows);
    expect(table).toContain('ESCUTA (LISTEN?)');
    expect(table).toMatch(/\[2001:db8:4403::…\]:sunpr… +cut off/);
    expect(table).toContain('[2001:db8:1152:2:…]:80');
  });

  test('marks what is new, what has changed and what is gone since the table before', () => {
    const previous = [listener(7888), ...connection(7888, 54012), ...connection(7888, 54013)];
    const [server, client] = connection(7888, 54012);
    const rows = [
      { ...server, state: 'CLOSE_WAIT' as const },
      { ...client, state: 'FIN_WAIT2' as const, timer: keepalive(500) },
      ...connection(7888, 54013),
      ...connection(7888, 54014),
    ];
    expect(`\n${socketTable(rows, { port: 7888, previous })}`).toMatchInlineSnapshot(`
      "
      Port 7888: no listening socket, 3 connections

         listening       state
      -  127.0.0.1:7888  LISTEN

         server end      state        queues      client end       state        queues  timer
      ~  127.0.0.1:7888  CLOSE_WAIT   0/0     ──  127.0.0.1:54012  FIN_WAIT2    0/0     TCP keepalive 0.5 s
         127.0.0.1:7888  ESTABLISHED  0/0     ──  127.0.0.1:54013  ESTABLISHED  0/0
      +  127.0.0.1:7888  ESTABLISHED  0/0     ──  127.0.0.1:54014  ESTABLISHED  0/0
      "
    `);
  });

  test('does not call it a change that a timer runs down, or that the listener went', () => {
    const before = connection(54000, 40000).map((one) => ({ ...one, timer: keepalive(9000) }));
    const after = before.map((one) => ({ ...one, timer: keepalive(8000) }));
    const table = socketTable(after, { previous: [listener(54000), ...before] });
    expect(table.split('\n').filter((line) => /^[+~-]/.test(line))).toEqual([
      expect.stringMatching(/^- +127\.0\.0\.1:54000 +LISTEN/),
    ]);
  });

  test('says so when nothing is there', () => {
    expect(socketTable([], { port: 7888 })).toBe('Port 7888: no listening socket, no connection\n');
    expect(socketTable([])).toBe('This machine: no listening socket, no connection\n');
  });

  test('lets no byte of a process name act on the terminal', () => {
    const owner = { pid: 1, program: 'ev\x1b[2Jil\u202e\r' };
    const table = socketTable([{ ...listener(7888), owner }]);
    expect(table).toContain('ev\\x1b[2Jil\\u202e\\x0d 1');
  });

  test('says the same with colours and without', () => {
    const rows = [listener(7888), ...connection(7888, 54012)];
    for (const width of [120, 40]) {
      const colored = socketTable(rows, { width, color: true });
      expect(colored).toContain('\x1b[32mLISTEN\x1b[39m');
      expect(stripVTControlCharacters(colored)).toBe(socketTable(rows, { width }));
    }
  });

  test('keeps every line within the width, whatever the rows hold', () => {
    const long = '2001:db8:4380:1111:2222:3333:4444:5555';
    const owner = { pid: 4_194_303, program: '一个很长的程序名称'.repeat(3) };
    const rows = [
      row([long, 65535], ['::', 0], 'LISTEN', { owner, recvQueue: 4096 }),
      row([long, 65535], [long, 65534], 'ESTABLISHED', { owner, timer: keepalive(7_199_000) }),
      row([long, 65534], [long, 65535], 'CLOSE_WAIT', { owner, recvQueue: 9e9, sendQueue: 9e9 }),
    ];
    for (let width = 20; width <= 250; width++) {
      for (const line of socketTable(rows, { width, port: 65535, previous: [] }).split('\n'))
        expect(columnsOf(line), `${width}: ${line}`).toBeLessThanOrEqual(width);
    }
  });

  test('cuts an address that is too long in the address, never in the port', () => {
    const long = '2001:db8:4380:1111:2222:3333:4444:5555';
    const table = socketTable([row([long, 65535], ['::', 0], 'LISTEN')], { width: 40 });
    expect(table).toMatch(/^ {2}listen \[2001:db8\S+…:65535 LISTEN$/m);
  });
});

describe('connectionsIn() finds the server', () => {
  const serverPort = (rows: SocketRow[], options = {}) =>
    connectionsIn(rows, options).map(({ server }) => server.endpoint.port);

  test('by the listening socket, also one on every address', () => {
    const everywhere = { ...listener(54012), local: { address: '::', port: 54012 } };
    expect(serverPort([listener(54012), ...connection(7888, 54012)])).toEqual([54012]);
    expect(serverPort([everywhere, ...connection(7888, 54012)], { port: 7888 })).toEqual([54012]);
    expect(serverPort(connection(7888, 54012), { listeners: [everywhere] })).toEqual([54012]);
  });

  test('not by a listening socket of another address', () => {
    const other = { ...listener(54012), local: { address: '10.0.0.2', port: 54012 } };
    expect(serverPort([other, ...connection(7888, 54012)])).toEqual([7888]);
  });

  test('by the asked port when nobody listens, and else by the lower port', () => {
    expect(serverPort(connection(7888, 54012), { port: 54012 })).toEqual([54012]);
    expect(serverPort(connection(54012, 7888))).toEqual([7888]);
  });

  test('once for each connection, also for a socket that is connected to itself', () => {
    const itself = row(['127.0.0.1', 5000], ['127.0.0.1', 5000], 'ESTABLISHED');
    expect(connectionsIn([itself])).toHaveLength(1);
    expect(connectionsIn([...connection(1, 2), ...connection(1, 3)])).toHaveLength(2);
  });

  test('joins a cut row by what is left of it, if nothing else fits, and loses none', () => {
    const cut = { cut: 'address' as const };
    const near = row(['fe80::aede:48ff:', 61677], ['fe80::aede:48ff:', 49617], 'ESTABLISHED');
    const one = { ...near, local: { ...near.local, ...cut }, remote: { ...near.remote, ...cut } };
    const far = row(['fe80::aede:48ff:1', 49617], ['fe80::aede:48ff:2', 61677], 'ESTABLISHED');
    expect(connectionsIn([one, far])).toHaveLength(1);
    const ambiguous = connectionsIn([one, { ...one, state: 'CLOSE_WAIT' }, far]);
    expect(ambiguous).toHaveLength(3);
    expect(connectionsIn([one])[0]?.server.missing).toBe('cut off');
  });

  test('joins a name and a number by their ports', () => {
    const rows = [
      row(['127.0.0.1', 1031], ['api', 1032], 'ESTABLISHED'),
      row(['127.0.0.1', 1032], ['api', 1031], 'ESTABLISHED'),
    ];
    expect(connectionsIn(rows)).toHaveLength(1);
  });

  test('and leaves out what has no other end', () => {
    const bound = row(['0.0.0.0', 8765], ['0.0.0.0', 0], 'CLOSE');
    expect(connectionsIn([listener(7888), bound])).toEqual([]);
  });
});

const node: Owner = { pid: 4711, program: 'node' };

const keepalive = (ms: number): SocketTimer => ({ kind: 'keepalive', ms, tries: 0 });

const listener = (port: number): SocketRow => row(['127.0.0.1', port], ['0.0.0.0', 0], 'LISTEN');

function connection(server: number, client: number): [SocketRow, SocketRow] {
  const ends = (from: number, to: number) =>
    row(['127.0.0.1', from], ['127.0.0.1', to], 'ESTABLISHED');
  return [ends(server, client), ends(client, server)];
}

function row(
  [address, port]: [string, number],
  [remoteAddress, remotePort]: [string, number],
  state: TcpState,
  more: Partial<SocketRow> = {},
): SocketRow {
  return {
    local: { address, port },
    remote: { address: remoteAddress, port: remotePort },
    state,
    recvQueue: 0,
    sendQueue: 0,
    timer: null,
    inode: 1,
    uid: 0,
    ...more,
  };
}
