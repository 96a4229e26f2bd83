// Lesson 7: lessons/07-the-rows-i-filtered-out.mdx#do-it

/** A row of a table, and what a good filter does with it. */
export interface Row {
  text: string;
  /** What it is, in words. */
  what: string;
  wanted: boolean;
  /** The likely mistake of a filter that does otherwise. */
  why: string;
}

type Kind = Omit<Row, 'text'>;
const keep = (what: string, why: string): Kind => ({ what, wanted: true, why });
const drop = (what: string, why: string): Kind => ({ what, wanted: false, why });

/** Every kind of row that a filter may get wrong. */
export const kinds = {
  serversEnd: keep(
    'a connection, at the server’s end',
    'Whoever keeps only listening sockets sees who may come, and not who is there.',
  ),
  clientsEnd: keep(
    'a connection, at the client’s end',
    'Here the port stands in the right column: the client’s own port comes first.',
  ),
  listening: keep(
    'a listening socket',
    'It is a row of the port like the others, and its absence is half of the evidence.',
  ),
  timeWait: keep(
    'a connection that has ended, in TIME_WAIT',
    'LISTEN and ESTABLISHED are two states of eleven. The others are rows, too.',
  ),
  otherState: keep(
    'a connection that one side has closed',
    'LISTEN and ESTABLISHED are two states of eleven. The others are rows, too.',
  ),
  ipv6: keep('a row of IPv6', 'Not every address has three dots: ::1 and ::: are addresses.'),
  mapped: keep(
    'an IPv4 client of an IPv6 socket',
    'Linux writes it with ::ffff: before the address. The port is the end all the same.',
  ),
  dotted: keep(
    'a row of macOS',
    'macOS sets a dot between address and port, where others set a colon.',
  ),
  digits: drop(
    'another server, whose port ends in these digits',
    'As a text, 17888 contains 7888. As a port it is another one.',
  ),
  longer: drop('another port, which begins with these digits', 'As a text, 8080 begins with 80.'),
  pid: drop('a row of another port, whose process has this number', 'That number is a pid.'),
  inode: drop('a row of another port, whose inode has this number', 'That number is an inode.'),
  queue: drop('a row of another port, with so many bytes in a queue', 'Those are bytes.'),
  inAddress: drop(
    'a row of another port, with these digits within an address',
    'An IPv6 address may contain them between its colons, an IPv4 address between its dots: the port comes last.',
  ),
  heading: drop('the heading', 'It is no row.'),
} satisfies Record<string, Kind>;

const row = (kind: Kind, text: string): Row => ({ ...kind, text });

/** Tables as three systems print them: written for this exercise, in the form of real ones. */
export const tables: ReadonlyArray<{ name: string; port: number; rows: Row[] }> = [
  {
    name: 'a table of Linux, with inodes, pids and timers (netstat -anepo)',
    port: 7888,
    rows: [
      row(
        kinds.heading,
        'Proto Recv-Q Send-Q Local Address Foreign Address State User Inode PID/Program name Timer',
      ),
      row(
        kinds.listening,
        'tcp        0      0 127.0.0.1:7888          0.0.0.0:*               LISTEN      1000       51312      4712/node            off (0.00/0/0)',
      ),
      row(
        kinds.serversEnd,
        'tcp        0      0 127.0.0.1:7888          127.0.0.1:50112         ESTABLISHED 1000       51320      4712/node            off (0.00/0/0)',
      ),
      row(
        kinds.clientsEnd,
        'tcp        0      0 127.0.0.1:50112         127.0.0.1:7888          ESTABLISHED 1000       51319      4800/chromium        keepalive (44.12/0/0)',
      ),
      row(
        kinds.otherState,
        'tcp        1      0 127.0.0.1:50098         127.0.0.1:7888          CLOSE_WAIT  1000       50900      4711/python3         off (0.00/0/0)',
      ),
      row(
        kinds.timeWait,
        'tcp        0      0 127.0.0.1:7888          127.0.0.1:50090         TIME_WAIT   0          0          -                    timewait (31.07/0/0)',
      ),
      row(
        kinds.ipv6,
        'tcp6       0      0 :::7888                 :::*                    LISTEN      1000       51400      4720/node            off (0.00/0/0)',
      ),
      row(
        kinds.mapped,
        'tcp6       0      0 ::ffff:127.0.0.1:7888   ::ffff:127.0.0.1:50120  ESTABLISHED 1000       51402      4720/node            off (0.00/0/0)',
      ),
      row(
        kinds.digits,
        'tcp        0      0 127.0.0.1:17888         0.0.0.0:*               LISTEN      1000       51500      4730/node            off (0.00/0/0)',
      ),
      row(
        kinds.pid,
        'tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      0          20011      7888/sshd            off (0.00/0/0)',
      ),
      row(
        kinds.inode,
        'tcp        0      0 127.0.0.1:631           0.0.0.0:*               LISTEN      0          7888       901/cupsd            off (0.00/0/0)',
      ),
      row(
        kinds.queue,
        'tcp        0   7888 192.0.2.5:22            192.0.2.9:51000         ESTABLISHED 0          30022      911/sshd             on (0.21/0/0)',
      ),
      row(
        kinds.inAddress,
        'tcp6       0      0 2001:db8::7888:443      2001:db8::5:50200       ESTABLISHED 1000       51600      4740/node            off (0.00/0/0)',
      ),
    ],
  },
  {
    name: 'a table of Windows, with pids (netstat -ano)',
    port: 7888,
    rows: [
      row(
        kinds.heading,
        '  Proto  Local Address          Foreign Address        State           PID\r',
      ),
      row(
        kinds.listening,
        '  TCP    127.0.0.1:7888         0.0.0.0:0              LISTENING       4712\r',
      ),
      row(
        kinds.serversEnd,
        '  TCP    127.0.0.1:7888         127.0.0.1:50112        ESTABLISHED     4712\r',
      ),
      row(
        kinds.clientsEnd,
        '  TCP    127.0.0.1:50112        127.0.0.1:7888         ESTABLISHED     4800\r',
      ),
      row(
        kinds.ipv6,
        '  TCP    [::1]:7888             [::]:0                 LISTENING       4712\r',
      ),
      row(
        kinds.pid,
        '  TCP    0.0.0.0:445            0.0.0.0:0              LISTENING       7888\r',
      ),
    ],
  },
  {
    name: 'a table of macOS (netstat -an)',
    port: 7888,
    rows: [
      row(
        kinds.dotted,
        'tcp4       0      0  127.0.0.1.7888         127.0.0.1.50112        ESTABLISHED',
      ),
      row(
        kinds.dotted,
        'tcp4       0      0  127.0.0.1.50112        127.0.0.1.7888         ESTABLISHED',
      ),
      row(
        kinds.dotted,
        'tcp46      0      0  *.7888                 *.*                    LISTEN',
      ),
      row(
        kinds.ipv6,
        'tcp6       0      0  ::1.7888               ::1.50130              TIME_WAIT',
      ),
      row(
        kinds.digits,
        'tcp4       0      0  127.0.0.1.17888        *.*                    LISTEN',
      ),
    ],
  },
  {
    name: 'another port, 80',
    port: 80,
    rows: [
      row(
        kinds.listening,
        'tcp        0      0 0.0.0.0:80              0.0.0.0:*               LISTEN',
      ),
      row(
        kinds.clientsEnd,
        'tcp        0      0 192.0.2.5:50144         192.0.2.80:80           ESTABLISHED',
      ),
      row(
        kinds.longer,
        'tcp        0      0 127.0.0.1:8080          0.0.0.0:*               LISTEN',
      ),
      row(
        kinds.inAddress,
        'tcp4       0      0  192.0.2.5.50146        192.0.2.80.443         ESTABLISHED',
      ),
    ],
  },
];
