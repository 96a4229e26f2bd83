import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTable } from '../../code/sockets/formats/read-table.ts';
import { told } from './told-rows.ts';

// What is left of a table when awk, cut or a hand has taken columns out of it.

const both = [
  '127.0.0.1:7888 *:0 LISTEN 4711/node',
  '127.0.0.1:7888 127.0.0.1:40112 CLOSE_WAIT 4711/node',
];
const ends = both.map((row) => row.replace(' 4711/node', ''));

describe('both ends and the state', () => {
  test.each([
    [
      'netstat, $4 to $6',
      '127.0.0.1:7888 0.0.0.0:* LISTEN',
      '127.0.0.1:7888 127.0.0.1:40112 CLOSE_WAIT',
    ],
    [
      'ss, $1 $4 $5',
      'LISTEN 127.0.0.1:7888 0.0.0.0:*',
      'CLOSE-WAIT 127.0.0.1:7888 127.0.0.1:40112',
    ],
    ['a BSD, $4 to $6', '127.0.0.1.7888 *.* LISTEN', '127.0.0.1.7888 127.0.0.1.40112 CLOSE_WAIT'],
    ['lsof, the name', '127.0.0.1:7888 (LISTEN)', '127.0.0.1:7888->127.0.0.1:40112 (CLOSE_WAIT)'],
    ['with an arrow', '127.0.0.1:7888 LISTEN', '127.0.0.1:7888 -> 127.0.0.1:40112 CLOSE_WAIT'],
    ['in commas', '127.0.0.1:7888,0.0.0.0:*,LISTEN', '127.0.0.1:7888,127.0.0.1:40112,CLOSE_WAIT'],
    [
      'in Markdown',
      '| `127.0.0.1:7888` | `0.0.0.0:*` | LISTEN |',
      '| `127.0.0.1:7888` | `127.0.0.1:40112` | **CLOSE_WAIT** |',
    ],
    [
      'counted by uniq -c',
      '      1 127.0.0.1:7888 0.0.0.0:* LISTEN',
      '      1 127.0.0.1:7888 127.0.0.1:40112 CLOSE_WAIT',
    ],
  ])('%s', (_, ...lines) => {
    expect(told(lines.join('\n'))).toMatchObject({ rows: ends, unread: 0 });
  });

  test.each([
    [
      'netstat -p, $4 to $7',
      '127.0.0.1:7888 0.0.0.0:* LISTEN 4711/node',
      '127.0.0.1:7888 127.0.0.1:40112 CLOSE_WAIT 4711/node',
    ],
    [
      'netstat -p, $7 first',
      '4711/node 127.0.0.1:7888 0.0.0.0:* LISTEN',
      '4711/node 127.0.0.1:7888 127.0.0.1:40112 CLOSE_WAIT',
    ],
    [
      'ss -p, $1 $4 $5 $6',
      'LISTEN 127.0.0.1:7888 0.0.0.0:* users:(("node",pid=4711,fd=3))',
      'CLOSE-WAIT 127.0.0.1:7888 127.0.0.1:40112 users:(("node",pid=4711,fd=4))',
    ],
    [
      'lsof, $1 $2 $9 $10',
      'node 4711 127.0.0.1:7888 (LISTEN)',
      'node 4711 127.0.0.1:7888->127.0.0.1:40112 (CLOSE_WAIT)',
    ],
    [
      'lsof, with the user and the node',
      'node 4711 ana TCP 127.0.0.1:7888 (LISTEN)',
      'node 4711 ana TCP 127.0.0.1:7888->127.0.0.1:40112 (CLOSE_WAIT)',
    ],
  ])('and the owner: %s', (_, ...lines) => {
    expect(told(lines.join('\n'))).toMatchObject({ rows: both, unread: 0 });
  });

  test('the name of a program may hold blanks, and its column is the last', () => {
    expect(told('127.0.0.1:80 127.0.0.1:40112 ESTABLISHED 7/nginx: worker').rows).toEqual([
      '127.0.0.1:80 127.0.0.1:40112 ESTABLISHED 7/nginx: worker',
    ]);
  });

  test('a number behind the state is the pid of a Windows netstat, and of no other', () => {
    expect(
      told('0.0.0.0:80 0.0.0.0:0 LISTENING 4711\n127.0.0.1:80 127.0.0.1:5000 TIME_WAIT 0').rows,
    ).toEqual(['*:80 *:0 LISTEN 4711/?', '127.0.0.1:80 127.0.0.1:5000 TIME_WAIT']);
    expect(told('0.0.0.0:80 0.0.0.0:* LISTEN 1000').rows).toEqual(['*:80 *:0 LISTEN']);
  });

  test('queues are two numbers before the ends', () => {
    expect(told('1 0 127.0.0.1:80 127.0.0.1:5000 CLOSE_WAIT').rows).toEqual([
      '127.0.0.1:80 127.0.0.1:5000 CLOSE_WAIT 1/0',
    ]);
  });

  test('states and hosts of a German Windows', () => {
    expect(told('0.0.0.0:80 LAPTOP-1:0 ABHÖREN 4711').rows).toEqual([
      '*:80 LAPTOP-1:0 LISTEN 4711/?',
    ]);
  });

  test('a header that awk has picked from does not say that its rows are cut off', () => {
    expect(told('State Local Address:Port\nLISTEN 0.0.0.0:22 0.0.0.0:*')).toMatchObject({
      rows: ['*:22 *:0 LISTEN'],
      unread: 0,
    });
  });
});

describe('no row', () => {
  test.each([
    'Listening 127.0.0.1:3000',
    '2026-11-28 10:00:00 INFO Listening: http://127.0.0.1:3000',
    'The connection 10.0.0.1:80 10.0.0.2:90 is ESTABLISHED now',
    'CLOSE_WAIT 127.0.0.1:7888',
    '10.0.0.9:443 TIME_WAIT',
    '1 0.0.0.0:* LISTEN',
    'Established 10:00:00 11:00:00',
  ])('%s', (line) => {
    expect(told(line).rows).toEqual([]);
  });
});

/** Both ends and the state, as awk has them from a row of each format. */
const picks: Record<string, (words: string[]) => (string | undefined)[]> = {
  'Linux netstat': (words) => [words[3], words[4], words[5]],
  'Windows netstat': (words) => [words[1], words[2], words[3]],
  ss: (words) =>
    words[0] === 'tcp' ? [words[1], words[4], words[5]] : [words[0], words[3], words[4]],
  'macOS or BSD netstat': (words) => [words[3], words[4], words[5]],
};

test('what awk takes out of a specimen holds no row that the specimen has not', () => {
  const rowsIn = (text: string) =>
    told(text).rows.map((row) => row.split(' ').slice(0, 3).join(' '));
  let read = 0;
  for (const file of globSync('test/specimens/sockets/*.txt')) {
    const text = readFileSync(file, 'utf8');
    const { tables } = readTable(text);
    const pick = picks[tables[0]?.format ?? ''];
    if (!pick || tables.length > 1) continue;
    const lines = text.split(/\r?\n/).map((line) => line.replace(/^>/, '').trim());
    const whole = tables
      .flatMap(({ rows }) => rows)
      .filter(({ local, remote }) => !local.cut && !remote.cut);
    const picked = whole.map((row) =>
      pick((lines[(row.lines[0] ?? 0) - 1] ?? '').split(/\s+/)).join(' '),
    );
    const found = rowsIn(picked.join('\n'));
    read += found.length;
    expect(rowsIn(text), file).toEqual(expect.arrayContaining(found));
  }
  expect(read).toBeGreaterThan(250);
});
