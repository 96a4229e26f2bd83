import { here, manual, report } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: 'syn-sent',
  title: 'SYN_SENT piles up, “connect” times out',
  told: ['It takes two minutes until it fails.', 'From another machine it works.'],
  apart: 'no connection comes about: the error says “connect”, not “read”',
  where: 'On the client’s machine, while it waits',
  first: {
    linux: 'ss -tnp state syn-sent',
    macos: 'netstat -an -p tcp | grep SYN_SENT',
    windows: 'Get-NetTCPConnection -State SynSent',
  },
  read: [
    {
      id: 'one-address',
      see: 'Rows to one address of another machine',
      means:
        'Nothing comes back, not even a refusal: a firewall drops it, the address is wrong, or that machine’s queue is full.',
      source: report('playframework/playframework', 5387),
    },
    {
      id: 'this-machine',
      see: 'Rows to this machine itself',
      means:
        'No network is in between, so as a rule the server’s queue is full; or a firewall of this machine drops them.',
      source: here('hangs-though-listening', 'it listens, and hangs'),
    },
    {
      id: 'many-addresses',
      see: 'Rows to many addresses',
      means: 'This machine does not get out: its route, its proxy or its own firewall.',
      source: manual('ip-route', 8),
    },
  ],
  none: 'No row: connections come about, or are refused at once. The time is lost later.',
  now: [
    {
      text: 'Give connecting a limit of its own, a few seconds. The system’s is about two minutes on Linux.',
      source: {
        name: 'Linux: tcp_syn_retries',
        href: 'https://docs.kernel.org/networking/ip-sysctl.html',
      },
    },
    {
      text: 'Ask from both ends whether the packet arrives: `tcpdump -n tcp port 7888` on the server.',
      source: manual('tcpdump', 1),
    },
  ],
  fixes: ['connect-limit'],
  lessons: ['16-two-keep-alives'],
};
