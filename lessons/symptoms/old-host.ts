import { manual, measured, node, rfc } from './sources.ts';
import type { Source, Symptom } from './symptom.ts';

const dns: Source = {
  name: '.NET: DNS behavior',
  href: 'https://learn.microsoft.com/en-us/dotnet/fundamentals/networking/http/httpclient-guidelines#dns-behavior',
};

export const symptom: Symptom = {
  id: 'old-host',
  title: 'After a DNS change, calls go to the old host',
  told: ['The TTL was over an hour ago.', 'A restart of the client helps.'],
  apart: 'the name leads elsewhere by now',
  where: 'On the client’s machine, twice within some seconds',
  first: {
    linux: "getent ahosts api.example.com; ss -tn 'dport = :443'",
    macos: 'dscacheutil -q host -a name api.example.com; sudo lsof -nP -iTCP:443',
    windows: 'Resolve-DnsName api.example.com; Get-NetTCPConnection -RemotePort 443',
  },
  read: [
    {
      id: 'same-port',
      see: 'Rows to the old address, with the same local port both times',
      means: 'A pool. A name is looked up when a connection is opened, and never again.',
      source: dns,
    },
    {
      id: 'new-ports',
      see: 'Rows to the old address, with new local ports',
      means: 'New connections, so a cache of names: the program’s, or the system’s.',
      source: measured('Node 26: a kept connection keeps its local port'),
    },
    {
      id: 'old-name',
      see: 'The old address in the first lines',
      means: 'The name still leads there. It is not keep-alive.',
      source: manual('getent', 1),
    },
    {
      id: 'no-row',
      see: 'No row to the old address',
      means: 'This machine does not call it any more. Another one does.',
      source: manual('ss', 8),
    },
  ],
  none: 'Rows to an address that is neither: a proxy is in between. Ask it.',
  now: [
    {
      text: 'Restart the client, or end its pool: `agent.destroy()`.',
      source: node('http.html#agentdestroy', 'agent.destroy()'),
    },
    {
      text: 'On the old host: answer with `Connection: close`, so that each client opens a new connection.',
      source: rfc(9112, '9.6'),
    },
    {
      text: 'Limit how old a connection may get. An idle time does not help a busy client.',
      source: dns,
    },
    {
      text: 'Or limit how much it may carry: `server.maxRequestsPerSocket`.',
      source: node('http.html#servermaxrequestspersocket', 'server.maxRequestsPerSocket'),
    },
  ],
  fixes: ['limit-age'],
  lessons: ['15-pinned'],
};
