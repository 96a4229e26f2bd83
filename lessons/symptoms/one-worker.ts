import { here, node, report } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: 'one-worker',
  title: 'The balancer always picks the same worker',
  told: ['We scaled out, and the old ones stay hot.', 'One of eight processes does all the work.'],
  apart: 'requests are many, connections are few, and one process has them',
  where: 'On the server’s machine, while it happens',
  first: {
    linux:
      "ss -Htnp state established '( sport = :7888 )' | grep -o 'pid=[0-9]*' | sort | uniq -c | sort -rn",
    macos:
      "sudo lsof -nP -iTCP:7888 -sTCP:ESTABLISHED | awk '{print $2}' | sort | uniq -c | sort -rn",
    windows:
      'Get-NetTCPConnection -LocalPort 7888 -State Established | Group-Object OwningProcess -NoElement',
  },
  read: [
    {
      id: 'one-connection',
      see: 'One line, and 1 connection',
      means:
        'All requests come over one kept connection. A balancer of connections has chosen once, and never again.',
      source: report('kubernetes/kubernetes', 30484),
    },
    {
      id: 'one-process',
      see: 'Several connections, all of one process',
      means: 'They are older than the others: whoever came later gets only new connections.',
      source: report('kubernetes/kubernetes', 38456),
    },
    {
      id: 'spread',
      see: 'Several processes with about as many each',
      means:
        'Connections are spread, requests are not: one client is busier. Count requests, not rows.',
      source: report('nodejs/node', 39815),
    },
  ],
  none: 'No line: nobody is connected at this moment, so each request has a connection of its own.',
  now: [
    {
      text: 'Limit what a connection may carry: `server.maxRequestsPerSocket = 1000`. Its last answer says close, and the client chooses anew.',
      source: node('http.html#servermaxrequestspersocket', 'server.maxRequestsPerSocket'),
    },
    {
      text: 'Or limit its age, at the client’s pool or at the proxy.',
      source: here('old-host', 'the same after a DNS change'),
    },
    {
      text: 'Or balance requests: a proxy that speaks HTTP in place of one that only hands on connections.',
      source: report('grpc/grpc', 7957),
    },
  ],
  fixes: ['limit-age'],
  lessons: ['15-pinned'],
};
