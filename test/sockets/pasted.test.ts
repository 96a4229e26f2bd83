import { execFileSync } from 'node:child_process';
// fast-check: random tables and bytes, and the smallest that fails.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PastedRow } from '../../code/sockets/formats/format.ts';
import { type Reading, readTable } from '../../code/sockets/formats/read-table.ts';
import { readingInWords } from '../../code/sockets/formats/reading-in-words.ts';
import { tableInWords } from '../../code/sockets/formats/table-in-words.ts';
import { textOf } from '../../code/sockets/formats/text-of.ts';
import { listSockets, type TcpState } from '../../code/sockets/list-sockets.ts';
import { needs } from '../helpers/needs.ts';
import { printers } from './printed.ts';
import { connection } from './scene.ts';

const rowsOf = (reading: Reading): PastedRow[] => reading.tables.flatMap(({ rows }) => rows);
type Place = Pick<PastedRow, 'local' | 'remote' | 'state'>;
const placeOf = ({ local, remote, state }: Place): string =>
  `${local.address} ${local.port} ${remote.address} ${remote.port} ${state}`;

describe('a table that was printed in a format is read back as it was', () => {
  const v4 = fc
    .tuple(fc.integer({ min: 1, max: 223 }), fc.nat(255), fc.nat(255), fc.nat(255))
    .map((bytes) => bytes.join('.'));
  const v6 = fc.constantFrom(
    '::1',
    'fe80::1:2',
    '2001:db8::7',
    '2001:db8:4380:1111:2222:3333:4444:5555',
  );
  const port = fc.integer({ min: 1, max: 65_535 });
  const states: TcpState[] = [
    'ESTABLISHED',
    'SYN_SENT',
    'SYN_RECV',
    'FIN_WAIT1',
    'FIN_WAIT2',
    'TIME_WAIT',
    'CLOSE_WAIT',
    'LAST_ACK',
    'CLOSING',
  ];
  const rowOf = (address: fc.Arbitrary<string>, wildcard: string) =>
    fc
      .record({
        local: fc.tuple(address, port),
        remote: fc.tuple(address, port),
        state: fc.constantFrom<TcpState>('LISTEN', ...states),
        received: fc.nat(9999),
        sent: fc.nat(9999),
        pid: fc.integer({ min: 1, max: 4_194_304 }),
      })
      .map(
        ({ local, remote, state, received, sent, pid }): PastedRow => ({
          lines: [],
          protocol: 'tcp',
          local: { address: local[0], port: local[1] },
          remote:
            state === 'LISTEN'
              ? { address: wildcard, port: 0 }
              : { address: remote[0], port: remote[1] },
          state,
          recvQueue: received,
          sendQueue: sent,
          timer: null,
          inode: null,
          uid: 0,
          owner: { pid, program: 'node' },
        }),
      );
  const table = fc.uniqueArray(fc.oneof(rowOf(v4, '0.0.0.0'), rowOf(v6, '::')), {
    minLength: 1,
    maxLength: 30,
    // One moment holds a connection once; and lsof names no two sockets alike.
    selector: ({ local, remote }) =>
      `${local.address} ${local.port} ${remote.address} ${remote.port}`,
  });

  test.each(Object.entries(printers))('%s', (format, print) => {
    fc.assert(
      fc.property(table, (rows) => {
        const reading = readTable(print(rows));
        expect(rowsOf(reading).map(placeOf)).toEqual(rows.map(placeOf));
        expect(rowsOf(reading).map(({ owner }) => owner?.pid)).toEqual(
          rows.map(({ owner }) => owner?.pid),
        );
        expect(new Set(reading.tables.map((each) => each.format))).toEqual(new Set([format]));
        expect(reading.notUnderstood).toEqual([]);
        if (!reading.tables[0]?.lacks.includes('queues'))
          expect(rowsOf(reading).map(({ recvQueue }) => recvQueue)).toEqual(
            rows.map(({ recvQueue }) => recvQueue),
          );
      }),
      { numRuns: 50 },
    );
  });

  const pasted: Array<[string, (text: string) => string]> = [
    ['with CRLF', (text) => text.replaceAll(/\r?\n/g, '\r\n')],
    ['in a mail', (text) => text.replaceAll(/^/gm, '> ')],
    ['in a code fence with words around', (text) => `Hello,\n\n\`\`\`\n${text}\`\`\`\nthanks`],
    ['indented', (text) => text.replaceAll(/^/gm, '    ')],
    [
      'with the numbers of cat -n',
      (text) =>
        text
          .split('\n')
          .map((line, at) => `${String(at + 1).padStart(6)}\t${line}`)
          .join('\n'),
    ],
    ['behind a prompt', (text) => `me@box:~$ some -command\n${text}me@box:~$ `],
    [
      'with the colours of grep',
      (text) => text.replaceAll(/(\d+)/g, '\u001b[01;31m\u001b[K$1\u001b[m\u001b[K'),
    ],
  ];
  test.each(pasted)('%s', (_, paste) => {
    const some = fc.tuple(table, fc.constantFrom(...Object.values(printers)));
    fc.assert(
      fc.property(some, ([rows, print]) => {
        expect(rowsOf(readTable(paste(print(rows)))).map(placeOf)).toEqual(rows.map(placeOf));
      }),
      { numRuns: 50 },
    );
  });

  test('broken by a terminal of any width', () => {
    const some = fc.tuple(
      fc.array(rowOf(v4, '0.0.0.0'), { minLength: 4, maxLength: 20 }),
      fc.integer({ min: 80, max: 95 }),
    );
    fc.assert(
      fc.property(some, ([rows, width]) => {
        const print = printers['Linux netstat'] as (rows: readonly PastedRow[]) => string;
        const text = print(rows)
          .split('\n')
          .flatMap((line) => line.match(new RegExp(`.{1,${width}}`, 'g')) ?? [''])
          .join('\n');
        expect(rowsOf(readTable(text)).map(placeOf)).toEqual(rows.map(placeOf));
        expect(rowsOf(readTable(text)).map(({ owner }) => owner?.pid)).toEqual(
          rows.map(({ owner }) => owner?.pid),
        );
      }),
    );
  });
});

describe('whatever is pasted', () => {
  const words = fc.constantFrom(
    'tcp',
    'TCP',
    'LISTEN',
    'ESTAB',
    '0',
    '127.0.0.1:80',
    '*.80',
    '[::1]:5',
    'users:(("a",pid=1,fd=2',
    '))',
    '->',
    '{',
    '"LocalAddress": "::"',
    '}',
    ']',
    'p12',
    'n*:80',
    'Proto',
    'State Recv-Q',
    '> ',
    '#',
    '\t',
    '\u001b[0m',
    '\ud800',
    '0: 0100007F:1ED0 00000000:0000 0A',
    '(',
    '%',
    'PS C:\\>',
    '\r',
    '\n',
    '  ',
  );

  test('nothing is thrown, and each line of a row is told or counted', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(words, { maxLength: 60 }).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(text, (any) => {
        const reading = readTable(any);
        expect(typeof readingInWords(reading)).toBe('string');
        for (const table of reading.tables) expect(tableInWords(table)).toBeInstanceOf(Array);
        JSON.stringify(reading);
      }),
      { numRuns: 1000 },
    );
  });

  test('bytes of any kind become a text; UTF-16 of Windows PowerShell is one', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof textOf(bytes) === 'string'));
    const windows = Buffer.from(
      '\ufeff  TCP    127.0.0.1:80   0.0.0.0:0   LISTENING   4\r\n',
      'utf16le',
    );
    expect(rowsOf(readTable(textOf(windows))).map(placeOf)).toEqual([
      '127.0.0.1 80 0.0.0.0 0 LISTEN',
    ]);
  });

  // What once cost the square of its length, or more. CPU time, since the machine may be busy.
  test.each([
    ['blanks', `tcp${' '.repeat(60_000)}\n`],
    ['numbers', `${'1: 2: '.repeat(10_000)}\n`],
    ['an owner that never ends', 'ESTAB 0 0 a:1 b:2 users:(("a"\nxyz\n'],
    ['owners', `ESTAB 0 0 a:1 b:2 users:((${'("a",pid=1,fd=3),'.repeat(3000)}\n`],
    ['braces', '{\n'],
    ['prompts', `${'a b c d $ '.repeat(90)}\n`],
    ['words of lsof', `a ${'1 '.repeat(1000)}\n`],
  ])('a megabyte of %s takes no more than two seconds', (_, piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const before = process.cpuUsage();
    readTable(text);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(2000);
  });
});

describe('what was read is said', () => {
  test('left out, and not understood, each with its number and reason', () => {
    const reading = readTable(
      'tcp        0      0 127.0.0.1:80   0.0.0.0:*   LISTEN\nudp 0 0 0.0.0.0:53 0.0.0.0:*\ntcp 12 broken 127.0.0.1:80\n',
    );
    expect(readingInWords(reading)).toBe('1 TCP row; left out 1 UDP; 1 line not understood: 3');
    expect(reading.notUnderstood[0]).toMatchObject({
      line: 3,
      reason: expect.stringContaining('layout'),
    });
  });

  test('no TCP rows is not “could not read this”, and neither says that nobody listens', () => {
    const udp = readTable('udp 0 0 0.0.0.0:53 0.0.0.0:*\n'.repeat(4));
    expect([udp.verdict, readingInWords(udp)]).toEqual(['no-tcp-rows', 'no TCP rows here (4 UDP)']);
    const words = readTable('My server is broken.');
    expect([words.verdict, readingInWords(words)]).toEqual([
      'not-read',
      expect.stringMatching(/^Could not read this: it holds no line of netstat/),
    ]);
    const changed = readTable('Netid2 Where\ntcp | listening at 127.0.0.1:80 | from *:*\n');
    expect([changed.verdict, readingInWords(changed)]).toEqual([
      'not-read',
      expect.stringMatching(/not understood: 2/),
    ]);
  });

  test('a state in a language that no list has is shown as it is, and guessed', () => {
    const [listening, open] = rowsOf(
      readTable(
        '  TCP    127.0.0.1:80    0.0.0.0:0    ESCUTANDO    7\n  TCP    127.0.0.1:80    127.0.0.1:5000    ESTABELECIDO    7\n',
      ),
    );
    expect(listening).toMatchObject({ state: 'LISTEN', guessed: true, word: 'ESCUTANDO' });
    expect(open).toMatchObject({ state: 'UNKNOWN', guessed: true, word: 'ESTABELECIDO' });
  });

  test.each([
    ['a prompt', 'me@box:~$ netstat -tan\n', 'me@box:~$ netstat -tan\n'],
    ['a time', '', '2026-01-29 15:58:09\n'],
    ['a row that comes again', '', '\n'],
  ])('two moments are told apart by %s', (_, first, second) => {
    const row = 'tcp        0      0 127.0.0.1:80   127.0.0.1:5000   ESTABLISHED\n';
    const { tables } = readTable(first + row + second + row);
    expect(tables.map(({ rows, apart }) => [rows.length, apart === null])).toEqual([
      [1, true],
      [1, false],
    ]);
  });

  test.each([
    ['a table', 'LocalPort State  OwningProcess\n--------- -----  -------------\n80 Listen 4\n', 3],
    ['a list', 'LocalPort     : 80\nState         : Listen\n', 1],
    ['JSON', '[\n{ "LocalPort": 80, "State": 2 }\n]', 2],
    ['JSON that is cut off', '[{"LocalAddress":"::","LocalPo', 1],
  ])(
    '%s without addresses is no silence: its rows are counted as not understood',
    (_, text, line) => {
      expect(readTable(text).notUnderstood).toEqual([expect.objectContaining({ line })]);
    },
  );

  test('one socket with several owners counts once', () => {
    const line = (pid: number) => `nginx ${pid} root 6u IPv4 44866 0t0 TCP *:80 (LISTEN)\n`;
    const [row, ...others] = rowsOf(readTable(line(582) + line(580)));
    expect(others).toEqual([]);
    expect(row?.owners?.map(({ pid }) => pid)).toEqual([582, 580]);
    expect([row?.owner?.pid, row?.lines]).toEqual([580, [1, 2]]);
  });
});

describe.runIf(process.platform === 'linux')('the programs of this machine', () => {
  test.for([
    ['netstat', ['-tanp']],
    ['ss', ['-tanp']],
    ['lsof', ['-nP', '-iTCP']],
  ] as const)('%s prints what listSockets() reads', async ([program, args], ctx) => {
    const { port } = await connection();
    const output = run(program, args);
    if (program === 'lsof')
      ctx.skip(output === null, 'lsof is not installed: apt-get install lsof');
    else needs(ctx, program, output !== null);
    const isHere = ({ local, remote }: Place) => local.port === port || remote.port === port;
    const rows = await listSockets({ port, owners: true });
    const face = (row: Place & Pick<PastedRow, 'owner'>) => `${placeOf(row)} ${row.owner?.pid}`;
    const seen = rowsOf(readTable(output ?? '')).filter(isHere);
    expect(seen.map(face).sort()).toEqual(rows.map(face).sort());
    expect(rows).toHaveLength(3);
  });
});

function run(program: string, args: readonly string[]): string | null {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync(program, args, { encoding: 'utf8', stdio, maxBuffer: 64e6 });
  } catch {
    return null;
  }
}
