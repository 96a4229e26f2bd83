import { here, lesson, report, rfc } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: 'first-after-quiet',
  title: 'The first call after a quiet time fails',
  told: ['Every morning, once.', 'The second try always works.'],
  apart: 'it comes after minutes without a request',
  where: 'On the client’s machine, in the quiet time, before the call',
  first: {
    linux: "ss -tno 'dport = :443'",
    macos: "netstat -an -p tcp | grep '\\.443 '",
    windows: 'Get-NetTCPConnection -RemotePort 443',
  },
  read: [
    {
      id: 'close-wait',
      see: 'CLOSE_WAIT, on Linux with more than 0 in the first column of numbers',
      means: 'The server has hung up. Your client has not looked, and will use the connection.',
      source: report('apache/jmeter', 6330),
    },
    {
      id: 'fails-at-once',
      see: 'ESTABLISHED, and the call fails at once',
      means: 'The server hung up as the request left, or something in between resets.',
      source: here('reset-on-reuse', 'ECONNRESET'),
    },
    {
      id: 'hangs',
      see: 'ESTABLISHED, and the call hangs for minutes',
      means:
        'Something in between, a NAT or a load balancer, has forgotten the connection and told nobody.',
      source: report('kubernetes/client-go', 374),
    },
    {
      id: 'no-row',
      see: 'No row',
      means: 'The pool has already let go: the call opens a connection, and it is not this.',
      source: here('syn-sent', 'no connection comes about'),
    },
  ],
  none: 'Rows in another state: SYN_SENT means that no connection came about at all.',
  now: [
    {
      text: 'Give the client’s pool an idle time below the server’s, and below that of everything in between.',
      source: rfc(9112, '9.5'),
    },
    {
      text: 'Where something forgets: TCP keepalive, with its first probe well before that. A Network Load Balancer of AWS forgets after 350 s, by default.',
      source: {
        name: 'AWS: idle timeout',
        href: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html',
      },
    },
    {
      text: 'TCP keepalive does not change how long HTTP keeps a connection.',
      source: lesson('/07-the-rows-i-filtered-out/#how-to-read-a-row', 'lesson 7'),
    },
  ],
  fixes: ['hang-up-first'],
  lessons: ['12-who-hangs-up-first', '16-two-keep-alives'],
};
