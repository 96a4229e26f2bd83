import { commands } from '../commands.ts';
import { docker, here, manual, measured, report, serverSide } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: 'port-in-use',
  title: 'SIGTERM is ignored, the port is still in use',
  told: ['I stopped it, and it is still there.', 'The next start fails.'],
  apart: 'a start fails, or an old process goes on listening',
  where: serverSide,
  first: commands.listening,
  read: [
    {
      id: 'another-process',
      see: 'Another process id than the one that got the signal',
      means: 'A wrapper, npm or a shell, took the signal and ended. Its child was never told.',
      source: docker,
    },
    {
      id: 'same-process',
      see: 'The very process that got the signal',
      means:
        'It got it, and does not end: its handler waits, or does something else. uWSGI before 2.1 reloads on SIGTERM: the master’s pid stays, the workers’ are new.',
      source: report('datopian/giftless', 131),
    },
    {
      id: 'two-listen',
      see: 'Two LISTEN rows of this port, of two processes',
      means:
        'Both set SO_REUSEPORT, so the next start did not fail, and the kernel gives each newcomer to one of them. The old one gets its share until it closes that socket, or ends.',
      source: manual('socket', 7),
    },
    {
      id: 'owner-hidden',
      see: 'A row without a process',
      means: 'Another user’s, or another container’s. As root the same command names it.',
      source: manual('ss', 8),
    },
    {
      id: 'not-accepted',
      see: 'More than 0 in the first column of numbers (Recv-Q)',
      means: 'Clients wait, and the process does not accept them: it is stuck, not idle.',
      source: here('hangs-though-listening', 'it listens, and hangs'),
    },
    {
      id: 'process-1',
      see: 'A server that is process 1 of its container',
      means: 'The kernel drops a signal for process 1 that the program has no handler for.',
      source: manual('pid_namespaces', 7),
    },
    {
      id: 'no-row',
      see: 'No LISTEN row, and the process lives',
      means: 'It has stopped listening, and waits for its connections.',
      source: here('never-closes', 'close() never calls back'),
    },
    {
      id: 'old-connections',
      see: 'EADDRINUSE, and you suspect the old connections',
      means:
        'On Linux they hold the port only if the old server or the new one did not set SO_REUSEADDR. Node, nginx, Go and Tornado set it.',
      source: manual('socket', 7),
    },
    {
      id: 'outgoing',
      see: 'EADDRINUSE, and among all rows of the port a client’s with it on the left',
      means:
        'An outgoing connection owns the port. When the system chose it, it keeps every server out, whatever they set.',
      source: measured('Linux 6.18 with Node 26 and Python 3.11'),
    },
  ],
  none: 'The error is on another machine or in another container than the table: look there.',
  now: [
    {
      text: 'Send the signal to the process of the LISTEN row: `kill -TERM PID`. In PowerShell `Stop-Process -Id PID`, which ends it at once.',
      source: manual('kill', 1),
    },
    {
      text: 'Start the server without a wrapper: `CMD ["node", "server.js"]`, and `exec node server.js` as the last line of a script.',
      source: docker,
    },
    {
      text: 'In a container: handle SIGTERM in the program, or start it with `docker run --init`.',
      source: {
        name: 'docker-node: kernel signals',
        href: 'https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#handling-kernel-signals',
      },
    },
    {
      text: 'Choose a port that no outgoing connection is given: on Linux one outside 32768 to 60999, by default.',
      source: {
        name: 'Linux: ip_local_port_range',
        href: 'https://docs.kernel.org/networking/ip-sysctl.html',
      },
    },
  ],
  fixes: ['take-the-signal'],
  lessons: ['13-the-process-that-will-not-exit'],
};
