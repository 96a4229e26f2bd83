import { manual, node, report, rfc } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: 'close-wait',
  title: 'CLOSE_WAIT climbs',
  told: ['It runs out of file descriptors after some days.'],
  apart: 'file descriptors run out, and the table is full of CLOSE_WAIT',
  where: 'On the machine where it climbs',
  first: {
    linux: 'ss -tnp state close-wait',
    macos: 'sudo lsof -nP -iTCP -sTCP:CLOSE_WAIT',
    windows: 'Get-NetTCPConnection -State CloseWait | Group-Object OwningProcess',
  },
  read: [
    {
      id: 'one-process',
      see: 'All rows of one process',
      means:
        'Its peers have closed, and this program has not. No timer of the kernel does it, unless TCP keepalive is on.',
      source: rfc(9293, '3.3.2'),
    },
    {
      id: 'calls-servers',
      see: 'The peers are servers that it calls',
      means: 'Idle connections in its pool that the servers ended. They go at the next use.',
      source: report('apache/jmeter', 6330),
    },
    {
      id: 'serves-clients',
      see: 'The peers are its clients',
      means: 'A handler that ignores the end, often on upgraded connections.',
      source: report('websockets/ws', 180),
    },
    {
      id: 'stuck',
      see: 'More than 1 in the first column, and nothing moves',
      means:
        'Bytes wait, and the program reads nothing at all: it is stuck, or was stopped. The end alone counts 1.',
      source: report('nodejs/node', 24537),
    },
  ],
  none: 'No row: the descriptors are files or pipes. Count them: `ls -l /proc/PID/fd`.',
  now: [
    {
      text: 'Restart that program: its sockets end with it.',
      source: manual('_exit', 2),
    },
    {
      text: 'Then close on your side when the peer has: `socket.on("end", () => socket.end())` wherever you took over a socket.',
      source: node('net.html#event-end', 'the socket’s “end”'),
    },
  ],
  fixes: ['close-yours'],
  lessons: ['16-two-keep-alives'],
};
