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

  // What most lines have in common is taken off, so a single line does not show it.
  const eachLine = (pack: (line: string, at: number) => string) => (text: string) =>
    text.trimEnd().split(/\r?\n/).map(pack).join('\n');
  const packed: Array<[string, (text: string) => string]> = [
    ['quoted without a blank', eachLine((line) => `>${line}`)],
    ['numbered by nl or less', eachLine((line, at) => `${String(at + 1).padStart(6)}  ${line}`)],
    ['behind the name of a container', eachLine((line) => `web-1  | ${line}`)],
    ['behind a host', eachLine((line) => `web1: ${line}`)],
    ['behind a host in brackets', eachLine((line) => `[web1] ${line}`)],
    ['behind times of a container', eachLine((line) => `2026-11-28T05:50:01.123456789Z ${line}`)],
    ['in a log of systemd', eachLine((line) => `Nov 28 05:50:01 web1 mon[12]: ${line}`)],
    ['as a list', eachLine((line) => `- ${line}`)],
    ['as a comment', eachLine((line) => ` * ${line}`)],
    ['added by a diff', eachLine((line) => `+${line}`)],
    ['in a box', eachLine((line) => `│ ${line.padEnd(90)} │`)],
    ['as strings of a program', eachLine((line) => `\t${JSON.stringify(`${line}\n`)} +`)],
    ['as a command that goes on', eachLine((line) => `${line} \\`)],
    ['with an empty line behind each', eachLine((line) => `${line}\n`)],
    ['in JSON', (text) => JSON.stringify({ rc: 0, stdout: text }, null, 2)],
    [
      'in JSON, both ways of Ansible',
      (text) => JSON.stringify({ stdout: text, stdout_lines: text.split('\n') }, null, 2),
    ],
    ['as lines in JSON', (text) => JSON.stringify({ lines: text.split('\n') }, null, 2)],
  ];
  test.each(packed)('%s', (_, paste) => {
    const some = fc.tuple(
      table.filter((rows) => rows.length > 2),
      fc.constantFrom(...Object.values(printers)),
    );
    fc.assert(
      fc.property(some, ([rows, print]) => {
        expect(rowsOf(readTable(paste(print(rows)))).map(placeOf)).toEqual(rows.map(placeOf));
      }),
      { numRuns: 25 },
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
  ])('a megabyte of %s takes a few seconds at the most', (_, piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const before = process.cpuUsage();
    readTable(text);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(5000); // half a million lines take 1.3 s when quiet
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

  test.each([
    ['ss -s', 'Total: 1024\nTCP:   580 (estab 12, closed 540, orphaned 3, timewait 530)\n'],
    ['sort | uniq -c', '    540 ESTAB\n     12 LISTEN\n   2301 TIME-WAIT\n'],
    ['awk, which counts', 'CLOSE_WAIT 12\nTIME_WAIT 2301\n'],
  ])('%s counts sockets and lists none', (_, text) => {
    expect(readingInWords(readTable(text))).toMatch(/: it counts sockets and lists none; ss -tnap/);
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

  const row = 'tcp   0   0 127.0.0.1:80   127.0.0.1:5000   ESTABLISHED 7/node';
  test.each([
    ['a list', `- ${row}`],
    ['a diff', `+${row}`],
    ['a box', `│ ${row} │`],
    ['quotes', `"${row}",`],
    ['JSON', `{"out":"${row}"}`],
    ['JSON with written ends of lines', `{"out":"Proto Recv-Q\\n${row}\\n"}`],
    ['tags', `<pre>${row}</pre>`],
    ['a log of systemd', `Nov 28 05:50:01 web1 mon[12]: ${row}`],
    ['a log of a container', `2026-11-28T05:50:01.123456789Z stdout F ${row}`],
    ['blanks of a word processor', row.replaceAll(' ', '\u2003')],
  ])('a row that is packed in %s is read, and its owner is clean', (_, text) => {
    const reading = readTable(text);
    expect(reading.notUnderstood).toEqual([]);
    expect(rowsOf(reading).map(({ owner, state }) => [owner, state])).toEqual([
      [{ pid: 7, program: 'node' }, 'ESTABLISHED'],
    ]);
  });

  const whole = {
    'Linux netstat': `${row}\n`,
    Windows: 'TCP 127.0.0.1:80 127.0.0.1:5000 ESTABLISHED 9\n',
    macOS: 'tcp4 0 0 127.0.0.1.80 127.0.0.1.5000 ESTABLISHED\n',
    lsof: 'node 7 me 20u IPv4 123457 0t0 TCP 127.0.0.1:80->127.0.0.1:5000 (ESTABLISHED)\n',
  };
  test.each([
    ['Linux netstat', 'tcp 0 0 127.0.0.1:81 127.0.0.1:50'],
    ['Windows', 'TCP 127.0.0.1:81 127.0.0.1:50'],
    ['macOS', 'tcp4 0 0 127.0.0.1.81 127.0.0.1.50'],
    ['lsof', 'node 7 me 21u IPv4 123458 0t0 TCP 127.0.0.1:81->127.0.0.1:50'],
    ['lsof', 'node 7 me 21u IPv4 123458 0t0 TCP 127.0.0.1:81 (LIS'],
    ['lsof', 'node 7 me 21u IPv4 123458 0t0'],
  ] as const)('half a line of %s is no row with half a port: it is told, %s', (format, half) => {
    const reading = readTable(whole[format] + half);
    expect(rowsOf(reading)).toHaveLength(1);
    expect(reading.notUnderstood).toEqual([
      { line: 2, text: half, reason: expect.stringMatching(/^it is cut off before its/) },
    ]);
  });

  test('half a line of /proc/net/tcp is told, too', () => {
    expect(readTable('   1: 0100007F:1ED0 0100007F:E1\n').notUnderstood).toHaveLength(1);
  });

  test('rows as wide as a header that was cut are cut, too', () => {
    const cut = (text: string) => `${text.slice(0, 46)}\n`;
    const reading = readTable(
      cut('State  Recv-Q Send-Q Local Address:Port  Peer Address:Port') +
        cut('ESTAB  0      0       127.0.0.1:80     127.0.0.1:50000') +
        cut('ESTAB  0      0       127.0.0.1:80     10.0.0.1:50'),
    );
    expect(rowsOf(reading)).toEqual([]);
    expect(reading.notUnderstood.map(({ reason }) => reason)).toEqual([
      'it is cut off, as its header is',
      'it names no two ends with a port each',
    ]);
  });

  test('the kernel’s two files are one table', () => {
    const tcp =
      '  0: 0100007F:1ED0 0100007F:E15C 01 00000000:00000000 00:00000000 00000000 0 0 9 1 0\n';
    const { tables } = readTable(
      `$ cat /proc/net/tcp\n${tcp}$ cat /proc/net/tcp6\n${tcp.replace(
        '0100007F:1ED0 0100007F:E15C',
        '0000000000000000FFFF00000100007F:E15C 0000000000000000FFFF00000100007F:1ED0',
      )}`,
    );
    expect(tables.map(({ rows }) => rows.length)).toEqual([2]);
  });

  test('published ports of containers are no sockets, and are told as what they are', () => {
    const { notUnderstood, verdict } = readTable('d9b2 nginx Up 2 hours 0.0.0.0:80->80/tcp web\n');
    expect(verdict).toBe('not-read');
    expect(notUnderstood[0]?.reason).toMatch(/a container publishes/);
  });

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
