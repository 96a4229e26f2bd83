import { expect, test } from 'vitest';
import { readTable } from '../../code/sockets/formats/read-table.ts';
import { readingInWords } from '../../code/sockets/formats/reading-in-words.ts';
import { tableInWords } from '../../code/sockets/formats/table-in-words.ts';
import { told } from './told-rows.ts';

// Who holds a port is not always the server: some listen for another, some do not listen at all.

const said = (text: string) =>
  readTable(text).tables.flatMap((table) => tableInWords(table).map(({ text }) => text));

test.for([
  ['docker-proxy', /^docker-proxy passes on what it is sent: the server is in a container/],
  ['rootlesskit', /the server is in a container/],
  ['com.docker.back', /the server is in a container/],
  ['vpnkit', /the server is in a container/],
  ['kubectl', /the server is in a pod/],
  ['wslrelay.exe', /the server is in WSL/],
  ['ssh', /the server is at the other end of a tunnel/],
  ['socat', /where it is a proxy, the server is behind it/],
  ['haproxy', /where it is a proxy, the server is behind it/],
  ['nginx', /where it is a proxy, the server is behind it/],
] as const)('%s listens for a server elsewhere', ([program, sentence]) => {
  const row = `LISTEN 0 4096 0.0.0.0:7888 0.0.0.0:* users:(("${program}",pid=4711,fd=4))`;
  expect(said(row)).toContainEqual(expect.stringMatching(sentence));
});

test('lsof cuts its name', () => {
  const row = 'docker-pr 4711 root 4u IPv4 0x1 0t0 TCP *:7888 (LISTEN)';
  expect(said(row)).toContainEqual(expect.stringMatching(/in a container/));
});

test('who only passes on answers nobody', () => {
  const words = said(
    `tcp 0 0 0.0.0.0:7888 0.0.0.0:* LISTEN 4711/docker-proxy
tcp 0 0 127.0.0.1:7888 127.0.0.1:41000 ESTABLISHED 4711/docker-proxy`,
  );
  expect(words).toContain('Who answers next on port 7888? A new client: docker-proxy 4711.');
});

test.for(['node', 'sshd', 'dockerd', 'python3'])('%s is told as itself', (program) => {
  const row = `LISTEN 0 4096 0.0.0.0:7888 0.0.0.0:* users:(("${program}",pid=4711,fd=4))`;
  expect(said(row).join()).not.toMatch(/passes on/);
});

const unconnected = 'UNCONN 0 0 127.0.0.1:7888 0.0.0.0:* users:(("node",pid=4711,fd=18))';

test.for(['ss -tB', 'ss -tnapB', 'ss --bound-inactive -t', 'sudo ss -Bnt'])(
  '%s prints UNCONN for a socket of TCP that is bound',
  (command) => {
    expect(told(`$ ${command}\n${unconnected}`).rows).toEqual([
      '127.0.0.1:7888 *:0 BOUND 0/0 4711/node',
    ]);
  },
);

test.for(['ss -unap', 'ss -tuB', 'ss -a', 'cat table.txt'])(
  'below %s it may be of UDP',
  (command) => {
    expect(told(`$ ${command}\n${unconnected}`).rows).toEqual([]);
  },
);

test('a bound row says that nobody can connect to it; of many of one program, one sentence does', () => {
  const rows = [7888, 7889, 7890].map((port) => unconnected.replace('7888', `${port}`));
  expect(said(`$ ss -tBnp\n${rows.join('\n')}`)).toContain(
    'node 4711 has bound 127.0.0.1:7888 and 2 more, and does not listen there: nobody can connect to it.',
  );
});

test.for([
  ['*:7888 node 4711', '*:7888 *:0 LISTEN? 4711/node'],
  ['node 4711 *:7888', '*:7888 *:0 LISTEN? 4711/node'],
  [
    "$ lsof -nP -iTCP -sTCP:LISTEN | awk '{print $9}'\n*:7888 node 4711",
    '*:7888 *:0 LISTEN 4711/node',
  ],
  [
    'node 4711 127.0.0.1:7888->127.0.0.1:41000',
    '127.0.0.1:7888 127.0.0.1:41000 UNKNOWN? 4711/node',
  ],
] as const)('lsof without its state: %s', ([text, row]) => {
  expect(told(text).rows).toEqual([row]);
});

test.for(['listening on *:7888', 'server 1 127.0.0.1:7888', '*:7888', 'node *:7888 is up'])(
  'no pick of lsof: %s',
  (text) => {
    expect(told(text).rows).toEqual([]);
  },
);

test('one end alone has a reason of its own', () => {
  const text = "$ netstat -tan | awk '{print $4}'\n0.0.0.0:7888\n[::1]:7888\n127.0.0.1.41000";
  expect(readingInWords(readTable(text))).toBe(
    'Could not read this: 3 lines not understood: 2, 3, 4: it has one end alone; print the other and the state, too.',
  );
});
