import { here, manual, report, rfc } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: 'fin-wait2',
  title: 'FIN_WAIT2 piles up',
  told: ['The server has closed them, and they stay.'],
  apart: 'this side has closed, and the other side has not',
  where: 'On the machine where it climbs',
  first: {
    linux: 'ss -tnpo state fin-wait-2',
    macos: 'netstat -an -p tcp | grep FIN_WAIT_2',
    windows: 'Get-NetTCPConnection -State FinWait2',
  },
  read: [
    {
      id: 'orphaned',
      see: 'Rows with a timer and without a process',
      means:
        'Your program has let go. The clients have not closed; the kernel gives them 60 s, then the row goes.',
      source: {
        name: 'Linux: tcp_fin_timeout',
        href: 'https://docs.kernel.org/networking/ip-sysctl.html',
      },
    },
    {
      id: 'held',
      see: 'Rows with a process and without a timer',
      means:
        'Your program has closed its half and holds the socket: no timer of the kernel ends it. It stays as long as both live.',
      source: report('nodejs/node-v0.x-archive', 3613),
    },
    {
      id: 'both-ends',
      see: 'The other end in CLOSE_WAIT on this machine',
      means: 'The client is here: it has been told, and has not closed.',
      source: here('close-wait', 'CLOSE_WAIT climbs'),
    },
  ],
  none: 'No row: it has passed. Many in TIME_WAIT are the ordinary end.',
  now: [
    {
      text: 'Nothing, if the rows go within a minute: they cost memory, no port of the server.',
      source: rfc(9293, '3.3.2'),
    },
    {
      text: 'Rows with a process: after `socket.end()` set a limit, and `socket.destroy()` at it.',
      source: manual('shutdown', 2),
    },
    {
      text: 'Then mend the client that does not close.',
      source: here('close-wait', 'CLOSE_WAIT climbs'),
    },
  ],
  fixes: ['close-yours'],
  lessons: ['16-two-keep-alives'],
};
