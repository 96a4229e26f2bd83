import { here, node } from './sources.ts';
import type { Source, Symptom } from './symptom.ts';

const exhaustion: Source = {
  name: 'Microsoft: port exhaustion',
  href: 'https://learn.microsoft.com/en-us/troubleshoot/windows-client/networking/tcp-ip-port-exhaustion-troubleshooting',
};

export const symptom: Symptom = {
  id: 'bound-on-windows',
  title: 'Windows has no port left: rows in Bound',
  told: ['Only a reboot helps.', 'There are few connections, and yet no port is free.'],
  apart: 'it is Windows, and few rows are in TIME_WAIT',
  where: 'On the Windows machine that connects, in an administrator’s PowerShell',
  first: {
    linux: '# only Windows shows this state; see TIME_WAIT: ss -s',
    macos: '# only Windows shows this state',
    windows:
      'Get-NetTCPConnection -State Bound | Group-Object OwningProcess -NoElement | Sort-Object Count -Descending | Select-Object -First 5',
  },
  read: [
    {
      id: 'one-process',
      see: 'Thousands, of one process',
      means:
        'It has taken ports and does not use them: sockets that were bound, or whose connect failed, and were never closed. A plain `netstat` leaves them out; `netstat -q` shows them.',
      source: exhaustion,
    },
    {
      id: 'few',
      see: 'Few, or none',
      means: 'Then TIME_WAIT has the ports.',
      source: here('ports-used-up', 'TIME_WAIT climbs'),
    },
  ],
  none: 'An error in place of rows: nothing is in this state. PowerShell says so in red.',
  now: [
    { text: 'Restart that program: its sockets end with it.', source: exhaustion },
    {
      text: 'Then close each socket whose connect has failed, and keep connections.',
      source: node('net.html#socketdestroyerror', 'socket.destroy()'),
    },
  ],
  fixes: ['keep-connections', 'close-yours'],
  lessons: ['17-a-connection-per-request'],
};
