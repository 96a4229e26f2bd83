import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { UsageError } from '../../code/base/errors.ts';
import { socketsFrom } from '../../code/cli/sockets/from.ts';
import type { SocketsIo } from '../../code/cli/sockets/text.ts';
import { readTable } from '../../code/sockets/formats/read-table.ts';
import { type Said, tableInWords } from '../../code/sockets/formats/table-in-words.ts';

/** What a table says about something, as sentences. */
function said(text: string, about: Said['about'], port?: number): string[] {
  const [table] = readTable(text).tables;
  return table
    ? tableInWords(table, port).flatMap((each) => (each.about === about ? [each.text] : []))
    : [];
}

const row = (from: string, to: string, state: string, owner = '-', queues = '0 0'): string =>
  `tcp ${queues} 127.0.0.1:${from} ${to === '*' ? '0.0.0.0:*' : `127.0.0.1:${to}`} ${state} ${owner}\n`;
const header = 'Proto Recv-Q Send-Q Local Address Foreign Address State PID/Program name\n';

const oldAppAnswers =
  header +
  row('7888', '*', 'LISTEN', '4711/node') +
  row('7888', '54282', 'ESTABLISHED', '4700/node') +
  row('54282', '7888', 'ESTABLISHED', '800/firefox');

describe('sockets --from FILE', () => {
  test('says what it did, shows both ends on one line, and says what follows', async () => {
    const { status, text } = await from(oldAppAnswers);
    expect(status).toBe(0);
    expect(text).toMatch(/^3 TCP rows\n/);
    expect(text).toContain('Linux netstat, lines 2 to 4: 1 listening socket, 1 connection');
    expect(text).toMatch(
      /127\.0\.0\.1:7888 +ESTABLISHED.*node 4700 +── +127\.0\.0\.1:54282 .*firefox 800/,
    );
    expect(text).toContain('- Lines 3 and 4 are the two ends of one connection. [line 3, 4]');
  });

  test('--json has all of it', async () => {
    const { text } = await from(`${oldAppAnswers}udp 0 0 0.0.0.0:53 0.0.0.0:*\n`, { json: true });
    const reading = JSON.parse(text);
    expect(reading).toMatchObject({ leftOut: { UDP: 1 }, notUnderstood: [], verdict: 'rows' });
    expect(reading.tables[0]).toMatchObject({ format: 'Linux netstat', rows: [{}, {}, {}] });
    expect(reading.tables[0].said.map(({ about }: Said) => about)).toContain('next');
  });

  test('keeps to a port', async () => {
    const { text } = await from(oldAppAnswers + row('80', '*', 'LISTEN', '1/nginx'), {}, 7888);
    expect(text).not.toContain('nginx');
  });

  test('ends with 1 when nothing of TCP is there, with 2 when it is no table', async () => {
    expect((await from('udp 0 0 0.0.0.0:53 0.0.0.0:*\n')).status).toBe(1);
    const { status, text } = await from('hello');
    expect([status, text]).toEqual([2, expect.stringMatching(/^Could not read this: /)]);
  });

  test('lets no byte of the text act on the terminal', async () => {
    const { text } = await from(
      `${row('80', '*', 'LISTEN', '1/ev\u009b2Jil\u202e')}tcp \u0007 127.0.0.1:80 \u202e\n`,
    );
    expect(text).toContain('ev\\x9b2Jil\\u202e');
    expect(text).not.toMatch(/[\u0007\u009b\u202e]/);
  });

  test('says so when there is no such file', async () => {
    const none = () =>
      socketsFrom(
        '/no/such/file',
        undefined,
        {},
        pipe(() => {}),
      );
    await expect(none).rejects.toThrow(UsageError);
    await expect(none).rejects.toThrow(/there is no such file/);
  });
});

describe('a table says', () => {
  test('who listens, and that no row is no proof', () => {
    expect(said(oldAppAnswers, 'listens')).toEqual(['node 4711 listens on 127.0.0.1:7888.']);
    expect(said(row('7888', '54282', 'ESTABLISHED'), 'listens')).toEqual([
      'No row of this text listens. That is not proof that nobody does.',
    ]);
  });

  test('that two programs listen on one address, and not so of one that has two addresses', () => {
    const two = header + row('80', '*', 'LISTEN', '7/node') + row('80', '*', 'LISTEN', '8/node');
    expect(said(two, 'listens')).toContainEqual(
      expect.stringContaining('2 programs listen on 127.0.0.1:80, each with a socket of its own'),
    );
    const windows = ['7', '8']
      .map((pid) => `  TCP  0.0.0.0:80  0.0.0.0:0  LISTENING  ${pid}\n`)
      .join('');
    expect(said(windows, 'listens').join()).toContain('of its own (SO_REUSEADDR)');
    const one = header + row('80', '*', 'LISTEN', '7/node') + row('81', '*', 'LISTEN', '8/node');
    expect(said(one, 'listens')).toHaveLength(2);
  });

  test('who answers next: a newcomer the listener, an old client whom it is connected to', () => {
    const [next] = said(oldAppAnswers, 'next');
    expect(next).toContain('A new client: node 4711.');
    expect(next).toContain('node 4700 answers, who does not listen: that client keeps');
  });

  test('not who answers on an open connection where it names no program, nor which app where it is one process', () => {
    const nameless = row('7888', '*', 'LISTEN') + row('7888', '54282', 'ESTABLISHED');
    expect(said(nameless, 'next').join()).toContain('this text cannot say');
    const onlyClient = header + row('7888', '*', 'LISTEN', '4711/node');
    expect(said(onlyClient + row('7888', '54282', 'ESTABLISHED'), 'next').join()).toContain(
      'this text cannot say',
    );
    const one = oldAppAnswers.replace('4700', '4711');
    expect(said(one, 'next').join()).toContain('the same process answers; with which of its apps');
  });

  test('which of two processes is older by their pids, but not on Windows, which gives numbers again', () => {
    expect(said(oldAppAnswers, 'workers').join()).toContain(
      'Its pid is lower, so it probably started',
    );
    const windows =
      '  TCP    127.0.0.1:80    0.0.0.0:0    LISTENING    4711\n [node.exe]\n' +
      '  TCP    127.0.0.1:80    127.0.0.1:5000    ESTABLISHED    4700\n [node.exe]\n';
    const [text = ''] = said(windows, 'workers');
    expect(text).toContain('Pids do not tell which is older here: Get-CimInstance Win32_Process');
    expect(text).not.toMatch(/lower|higher|ps -o/);
  });

  test('what a filter has probably hidden', () => {
    const command = 'me@box:~$ netstat -tlnp | grep 7888\n';
    expect(said(command + row('7888', '*', 'LISTEN'), 'hidden')).toEqual([
      expect.stringMatching(
        /^Only LISTEN rows \(netstat -tlnp \| grep 7888\): connections were filtered out/,
      ),
    ]);
    expect(said(oldAppAnswers, 'hidden')).toEqual([]);
  });

  test.each([
    [6, 5, 'The accept queue is full'],
    [5, 5, 'Linux lets in one more, then newcomers hang'],
    [2, 5, 'no program has taken them yet'],
    [1, 5, '1 connection waits'],
  ])('that %i wait where there is room for %i', (waiting, room, text) => {
    const table = `State Recv-Q Send-Q Local Address:Port Peer Address:Port\nLISTEN ${waiting} ${room} 127.0.0.1:7888 0.0.0.0:*\n`;
    expect(said(table, 'queue')).toEqual([expect.stringContaining(text)]);
  });

  // sonewconn() of XNU refuses at the limit, that of FreeBSD at one and a half times it; both send a reset.
  test.each([
    ['7/0/5', 'full on macOS', 'newcomers are reset. FreeBSD lets in half as many more'],
    ['8/0/5', 'The accept queue is full:', 'newcomers are reset'],
    ['4/0/5', 'no program has taken them yet', ''],
  ])('that a newcomer of macOS or a BSD is reset, and does not hang: %s', (queue, ...words) => {
    const [text = ''] = said(
      `Current listen queue sizes (qlen/incqlen/maxqlen)\nListen         Local Address\n${queue}          *.8080\n`,
      'queue',
    );
    for (const word of words) expect(text).toContain(word);
    expect(text).not.toContain('SYN_SENT');
  });

  test('of FIN_WAIT2 what its own system does: and where its timer is that of TIME_WAIT, that no program holds it', () => {
    const linux =
      'State Recv-Q Send-Q Local Address:Port Peer Address:Port\nFIN-WAIT-2 0 0 127.0.0.1:80 127.0.0.1:5000';
    expect(said(linux, 'turn').join()).toContain(
      'Linux ends it after tcp_fin_timeout, 60 s by default',
    );
    expect(said(`${linux} timer:(timewait,48sec,0)`, 'turn').join()).toContain(
      'No program holds it any more: Linux ends it in 48 s.',
    );
    const windows = '  TCP    127.0.0.1:80    127.0.0.1:5000    FIN_WAIT_2    7';
    expect(said(windows, 'turn').join()).toContain('its system ends it after a while');
  });

  test('of a connection that is not open yet, or is over, that it is none; and of TIME_WAIT no holder', () => {
    const told = said(
      row('5000', '80', 'SYN_SENT', '9/curl') +
        row('5001', '80', 'TIME_WAIT') +
        row('5002', '80', 'ESTABLISHED', '9/curl'),
      'connected',
    );
    expect(told).toEqual([
      'curl 9, 127.0.0.1:5000, asks for a connection to 127.0.0.1:80: SYN_SENT.',
      '127.0.0.1:5001 was connected to 127.0.0.1:80: TIME_WAIT.',
      'curl 9, 127.0.0.1:5002, is connected to 127.0.0.1:80: ESTABLISHED.',
    ]);
  });

  test('not that a program does not listen, where a filter may have taken its row', () => {
    const [next] = said(header + row('7888', '54282', 'ESTABLISHED', '4700/node'), 'next');
    expect(next).toContain('unless a filter took that row');
    expect(next).toContain('node 4700 answers, whether it listens or not: that client keeps');
  });

  test('of an end that has closed and has no holder, that it may be nobody’s', () => {
    expect(said(header + row('80', '5000', 'FIN_WAIT2', '-'), 'connected').join()).toContain(
      'of nobody, or a program that the text does not name: FIN_WAIT2',
    );
  });

  test('not that a queue is full where netstat does not say how many fit', () => {
    expect(said(row('7888', '*', 'LISTEN', '-', '6 0'), 'queue')).toEqual([
      expect.stringContaining('does not say for how many there is room'),
    ]);
  });

  test('whose turn it is in CLOSE_WAIT, FIN_WAIT2 and SYN_SENT', () => {
    const closing =
      row('7888', '5000', 'FIN_WAIT2') + row('5000', '7888', 'CLOSE_WAIT', '9/client');
    const turns = said(closing + row('5001', '7888', 'SYN_SENT'), 'turn').join('\n');
    expect(turns).toContain(
      'CLOSE_WAIT at 127.0.0.1:5000: 127.0.0.1:7888 has closed, and client 9 has not.',
    );
    expect(turns).toContain('It is the turn of client 9.');
    expect(turns).toContain('SYN_SENT at 127.0.0.1:5001: 127.0.0.1:7888 has not answered yet');
  });

  test('that workers of a master that listens need be no old app, and that an older process may be', () => {
    const prefork =
      header +
      row('80', '*', 'LISTEN', '100/nginx') +
      row('80', '5000', 'ESTABLISHED', '101/nginx');
    expect(said(prefork, 'workers')).toEqual([
      expect.stringContaining('It need not be an old app'),
    ]);
    expect(said(oldAppAnswers, 'workers')).toEqual([
      expect.stringContaining('an old app that has stopped listening'),
    ]);
    // Where a text names all that hold the listening socket, nothing is left to guess.
    const shared =
      'LISTEN 0 511 *:80 *:* users:(("nginx",pid=101,fd=6),("nginx",pid=100,fd=6))\nESTAB 0 0 127.0.0.1:80 127.0.0.1:5000 users:(("nginx",pid=101,fd=9))\n';
    expect(said(shared, 'workers')).toEqual([]);
  });

  test('what it cannot say', () => {
    const unknown = said(row('7888', '5000', 'ESTABLISHED').replace(' -\n', '\n'), 'unknown').join(
      '\n',
    );
    expect(unknown).toContain('It does not say who holds a socket');
    expect(unknown).toContain('a table has no ages');
  });
});

async function from(text: string, more: { json?: true } = {}, port?: number) {
  const folder = mkdtempSync(join(tmpdir(), 'pasted-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'table.txt');
  writeFileSync(file, text);
  let told = '';
  const out = (part: string) => {
    told += part;
  };
  const status = await socketsFrom(file, port, more, pipe(out));
  return { status, text: told };
}

const pipe = (out: SocketsIo['out']): SocketsIo => ({
  out,
  isTTY: false,
  color: false,
  columns: 80,
  lines: undefined,
  env: {},
  signal: new AbortController().signal,
});
