import { safe } from '../../base/text/safe.ts';
import { grouped, isListening } from '../connections.ts';
import type { SocketRow } from '../socket-row.ts';
import type { PastedRow } from './format.ts';
import type { Said } from './table-in-words.ts';

/** Who listens for another: what it is called, as short as lsof cuts it (9 letters), and where the server is. */
const forwarders: readonly [names: RegExp, behind: string][] = [
  [
    /^(docker-pr|rootless|slirp4net|pasta|com\.docke|vpnkit|gvproxy)/i,
    'the server is in a container. docker exec CONTAINER ss -tnap shows its connections; a client from outside may be in that table alone.',
  ],
  [/^kubectl/i, 'the server is in a pod: kubectl exec POD -- ss -tnap shows its connections.'],
  [/^wsl(relay|host)/i, 'the server is in WSL: run ss -tnap there.'],
  [
    /^ssh(\.exe)?$/i,
    'the server is at the other end of a tunnel: look at the table of that machine.',
  ],
  [
    /^(socat|haproxy|nginx|envoy|traefik|caddy|apache2|httpd)/i,
    'where it is a proxy, the server is behind it, and its connections to that server are the ones to look at.',
  ],
];

const behindOf = (row: SocketRow): string =>
  forwarders.find(([names]) => names.test(row.owner?.program ?? ''))?.[1] ?? '';

/** nginx and its like may be the server themselves; the others never are. */
export const isForwarder = (row: SocketRow): boolean =>
  forwarders.slice(0, -1).some(([, behind]) => behind === behindOf(row));

/** Of a program that only passes on: its socket is not the server's. */
export function forwarded(rows: readonly PastedRow[]): Said[] {
  const known = rows.filter((row) => isListening(row) && behindOf(row));
  return [...grouped(known, behindOf)].map(([behind, of]): Said => {
    const programs = [...new Set(of.map(({ owner }) => safe(owner?.program ?? '')))].join(', ');
    return {
      about: 'next',
      text: `${programs} passes on what it is sent: ${behind}`,
      lines: of.flatMap(({ lines }) => lines),
    };
  });
}
