import { describe, expect, test } from 'vitest';
import { told } from './told-rows.ts';

// What chats, forms, mail and logs do to the same two rows.

const listen =
  'tcp        0      0 127.0.0.1:7888          0.0.0.0:*               LISTEN      4711/node';
const open =
  'tcp        0      0 127.0.0.1:7888          127.0.0.1:40112         ESTABLISHED 4711/node';
const both = [
  '127.0.0.1:7888 *:0 LISTEN 0/0 4711/node',
  '127.0.0.1:7888 127.0.0.1:40112 ESTABLISHED 0/0 4711/node',
];

describe('the same two rows', () => {
  test.each([
    ['on one line', `${listen} ${open}`],
    ['with their blanks squeezed, on one line', `${listen} ${open}`.replace(/ +/g, ' ')],
    ['in a spreadsheet', [listen, open].map((row) => row.trim().split(/ +/).join(',')).join('\n')],
    [
      'in letters of full width',
      [listen, open]
        .map((row) =>
          row.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
        )
        .join('\n'),
    ],
    [
      'with signs that nobody sees',
      `\u200b${listen}\n\u200b${open.replace(':7888', ':7888\u200b')}`,
    ],
    ['with what Markdown escapes', `${listen.replace('*', '\\*')}\n${open}`],
    [
      'in a log of a container',
      [listen, open]
        .map((row, at) =>
          JSON.stringify({ log: `${row}\n`, stream: 'stdout', time: `2026-03-01T10:00:0${at}.1Z` }),
        )
        .join('\n'),
    ],
    [
      'in the cells of a box',
      [listen, open].map((row) => `│ ${row.split(/ +/).join(' │ ')} │`).join('\n'),
    ],
    [
      'wrapped at a blank by a mail',
      [listen, open]
        .map((row) => row.replace(/ +(?=(?:0\.0\.0\.0:\*|127\.0\.0\.1:40112) )/, '\n'))
        .join('\n'),
    ],
    [
      'in a log of journald with its ISO times',
      [listen, open].map((row) => `2026-03-01T10:00:00+0100 web1 mon.sh[812]: ${row}`).join('\n'),
    ],
    ['quoted as code in a sentence', `It shows \`${listen}\` and then \`${open}\`, and hangs.`],
    [
      'in cells of HTML, on one line',
      `<table>${[listen, open].map((row) => `<tr><td>${row.split(/ +/).join('</td><td>')}</td></tr>`).join('')}</table>`,
    ],
    ['numbered with a bracket', `1) ${listen}\n2) ${open}`],
    [
      'wrapped before the state',
      [listen, open].map((row) => row.replace(/ +(?=LISTEN|ESTAB)/, '\n')).join('\n'),
    ],
  ])('%s', (_, text) => {
    expect(told(text)).toMatchObject({ rows: both, unread: 0, verdict: 'rows' });
  });

  test('dashes and arrows as word processors have them', () => {
    expect(told('TIME\u2013WAIT 0 0 127.0.0.1:7888 127.0.0.1:40112').rows).toEqual([
      '127.0.0.1:7888 127.0.0.1:40112 TIME_WAIT 0/0',
    ]);
    expect(
      told('node 4711 ana 22u IPv4 0x1 0t0 TCP 127.0.0.1:7888\u2192127.0.0.1:40112 (CLOSE_WAIT)')
        .rows,
    ).toEqual(['127.0.0.1:7888 127.0.0.1:40112 CLOSE_WAIT 4711/node']);
  });

  test('of lsof -F0, which ends its fields with NUL', () => {
    expect(
      told(
        'p4711\0cnode\0\nf21\0tIPv4\0PTCP\0n127.0.0.1:7888->127.0.0.1:40112\0TST=ESTABLISHED\0TQR=0\0TQS=3\0\n',
      ).rows,
    ).toEqual(['127.0.0.1:7888 127.0.0.1:40112 ESTABLISHED 0/3 4711/node']);
  });

  test('of ss with quotes as HTML and word processors have them; one without its header', () => {
    const row = 'ESTAB 0 0 127.0.0.1:7888 127.0.0.1:40112';
    for (const quote of ['&quot;', '“', '"', '\\"'])
      expect(told(`${row} users:((${quote}node${quote},pid=4711,fd=21))`).rows).toEqual([
        '127.0.0.1:7888 127.0.0.1:40112 ESTABLISHED 0/0 4711/node',
      ]);
    expect(
      told('$ ss -Htn state close-wait\n1      0      127.0.0.1:7888      127.0.0.1:40112').rows,
    ).toEqual(['127.0.0.1:7888 127.0.0.1:40112 CLOSE_WAIT 1/0']);
  });

  test('half a pid at the end of a line is nobody’s', () => {
    expect(told('ESTAB 0 0 127.0.0.1:7888 127.0.0.1:40112 users:(("node",pid=47').rows).toEqual([
      '127.0.0.1:7888 127.0.0.1:40112 ESTABLISHED 0/0 0/node',
    ]);
  });
});

describe('several looks', () => {
  test('a connection of another state is another moment, and none is left out', () => {
    const states = ['ESTABLISHED', 'FIN_WAIT2', 'TIME_WAIT'];
    const poll = states.map((state) => open.replace('ESTABLISHED 4711/node', state)).join('\n');
    expect(told(poll)).toMatchObject({
      rows: states.map((state) => `127.0.0.1:7888 127.0.0.1:40112 ${state} 0/0`),
      tables: 3,
    });
    // The kernel may give the last row of a page twice.
    expect(told(`${listen}\n${open}\n${open}`)).toMatchObject({ rows: both, tables: 1 });
  });

  test('of two hosts, each with its name before the line, even in turn', () => {
    const read = told(
      [`web-1 | ${listen}`, `web-2 | ${listen.replace('4711', '12')}`, `web-1 | ${open}`].join(
        '\n',
      ),
    );
    expect(read).toMatchObject({
      rows: [...both, both[0]?.replace('4711', '12')],
      tables: 2,
      unread: 0,
    });
  });

  test('lsof -r draws a line between them, and a prompt ends one', () => {
    const row = 'node    4711  ana   19u  IPv4  52011      0t0  TCP *:7888 (LISTEN)';
    const header = 'COMMAND  PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME';
    expect(told([header, row, '=======', header, row, '======='].join('\n'))).toMatchObject({
      rows: ['*:7888 *:0 LISTEN 4711/node', '*:7888 *:0 LISTEN 4711/node'],
      tables: 2,
      unread: 0,
    });
    expect(told(`${listen.padEnd(80)}\n${row.padEnd(80)}\nana@web ~/app (main) $ `)).toMatchObject({
      unread: 0,
      tables: 2,
    });
  });
});
