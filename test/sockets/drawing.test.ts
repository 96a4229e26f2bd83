import { describe, expect, test } from 'vitest';
import { drawing, portsIn } from '../../code/sockets/formats/drawing.ts';
import { type PastedTable, readTable } from '../../code/sockets/formats/read-table.ts';
import { tableInWords } from '../../code/sockets/formats/table-in-words.ts';

function read(...lines: string[]): PastedTable {
  const [table] = readTable(lines.join('\n')).tables;
  if (!table) throw new Error('No table was read.');
  return table;
}

const user = (name: string, pid: number) => `users:(("${name}",pid=${pid},fd=3))`;
const listener = `LISTEN 0 511 127.0.0.1:7888 0.0.0.0:* ${user('node', 20)}`;

describe('A connection', () => {
  test('has both ends on one line, with the lines of the text that they were read from', () => {
    const table = read(
      listener,
      `ESTAB 0 0 127.0.0.1:50000 127.0.0.1:7888 ${user('curl', 30)}`,
      `ESTAB 12 0 127.0.0.1:7888 127.0.0.1:50000 ${user('node', 20)}`,
    );
    expect(drawing(table)).toEqual({
      more: 0,
      ports: [
        {
          port: '7888',
          isElsewhere: false,
          more: 0,
          listeners: [{ place: '127.0.0.1:7888', holder: 'node 20', state: 'LISTEN', backlog: '' }],
          connections: [
            {
              line: 'open',
              lines: [2, 3],
              server: {
                place: '127.0.0.1:7888',
                holder: 'node 20',
                state: 'ESTABLISHED',
                isRow: true,
                isStray: false,
                notes: ['12 B unread'],
              },
              client: {
                place: '127.0.0.1:50000',
                holder: 'curl 30',
                state: 'ESTABLISHED',
                isRow: true,
                isStray: false,
                notes: [],
              },
            },
          ],
        },
      ],
    });
  });

  test.each([
    ['ESTAB', 'CLOSE-WAIT', 'closing'],
    ['FIN-WAIT-2', 'CLOSE-WAIT', 'closing'],
    ['SYN-RECV', 'SYN-SENT', 'opening'],
    ['TIME-WAIT', '', 'ended'],
    ['ESTAB', '', 'open'],
  ])('of %s and %s is %s', (server, client, line) => {
    const far = client ? [`${client} 0 0 127.0.0.1:50000 127.0.0.1:7888`] : [];
    const table = read(listener, `${server} 0 0 127.0.0.1:7888 127.0.0.1:50000`, ...far);
    expect(drawing(table).ports[0]?.connections.map((one) => one.line)).toEqual([line]);
  });

  test('says why it has one end only', () => {
    const table = read(
      listener,
      'ESTAB 0 0 127.0.0.1:7888 127.0.0.1:50000',
      'ESTAB 0 0 192.0.2.1:7888 198.51.100.1:50001',
    );
    const ends = drawing(table).ports[0]?.connections.map(({ client }) => client);
    expect(ends).toMatchObject([
      { state: 'not in the text', isRow: false },
      { state: 'elsewhere', isRow: false },
    ]);
  });
});

test('Who listens on another machine, or answers there next, no table of this one tells', () => {
  const table = read(listener, 'ESTAB 0 0 192.0.2.1:50000 198.51.100.1:443');
  expect(drawing(table).ports).toMatchObject([
    { port: '443', isElsewhere: true },
    { port: '7888', isElsewhere: false },
  ]);
  expect(tableInWords(table).map(({ about }) => about)).not.toContain('next');
});

describe('Who holds a connection and does not listen', () => {
  const held = (by: string) => `ESTAB 0 0 127.0.0.1:7888 127.0.0.1:50000 ${by}`;
  const strays = (...lines: string[]) =>
    drawing(read(...lines)).ports[0]?.connections.map(({ server }) => server.isStray);

  test('is marked, and drawn first', () => {
    const other = `ESTAB 0 0 127.0.0.1:7888 127.0.0.1:40000 ${user('node', 20)}`;
    expect(strays(listener, other, held(user('node', 10)))).toEqual([true, false]);
  });

  test('is not guessed where the text names no holder, or no listener', () => {
    expect(strays(listener, held(''))).toEqual([false]);
    expect(strays('LISTEN 0 511 127.0.0.1:7888 0.0.0.0:*', held(user('node', 10)))).toEqual([
      false,
    ]);
    expect(strays(held(user('node', 10)))).toEqual([false]);
  });

  test('is nobody who holds the listening socket, too', () => {
    const both = 'users:(("nginx",pid=1,fd=3),("nginx",pid=10,fd=3))';
    expect(
      strays(`LISTEN 0 511 127.0.0.1:7888 0.0.0.0:* ${both}`, held(user('nginx', 10))),
    ).toEqual([false]);
  });
});

describe('Of a busy machine', () => {
  const many = Array.from(
    { length: 300 },
    (_, at) => `ESTAB 0 0 10.0.0.1:80 10.0.9.9:${2000 + at}`,
  );
  const rest = Array.from({ length: 40 }, (_, at) => `LISTEN 0 5 10.0.0.1:${9000 + at} 0.0.0.0:*`);
  const table = read('LISTEN 0 5 10.0.0.1:80 0.0.0.0:*', ...many, ...rest);

  test('a part is drawn, and what was left out is counted', () => {
    const { ports, more } = drawing(table);
    expect(ports[0]).toMatchObject({ port: '80', more: 288 });
    expect(ports[0]?.connections).toHaveLength(12);
    expect(ports.length + more).toBe(41);
    expect(more).toBe(17);
  });

  test('a port that was asked for has more', () => {
    const { ports, more } = drawing(table, { port: 80 });
    expect(ports).toMatchObject([{ port: '80', more: 200 }]);
    expect(more).toBe(0);
  });

  test('the busiest port is offered first', () => {
    expect(portsIn(table).slice(0, 3)).toEqual([80, 9000, 9001]);
  });
});

test('50,000 rows are in words and drawn in a time that grows with their number', () => {
  const rows = Array.from(
    { length: 50_000 },
    (_, at) =>
      `ESTAB 0 0 10.0.0.1:80 10.0.${at % 250}.9:${1024 + Math.floor(at / 250)} ${user('node', at % 9)}`,
  );
  const table = read(`LISTEN 0 5 10.0.0.1:80 0.0.0.0:* ${user('node', 1)}`, ...rows);
  const before = process.cpuUsage();
  tableInWords(table);
  drawing(table);
  const { user: spent } = process.cpuUsage(before);
  expect(spent / 1e6).toBeLessThan(4); // seconds of the processor; squared, it took 8
});
