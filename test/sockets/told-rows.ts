import type { PastedRow } from '../../code/sockets/formats/format.ts';
import { readTable } from '../../code/sockets/formats/read-table.ts';
import type { Endpoint } from '../../code/sockets/socket-row.ts';

/** A pasted text in short: `127.0.0.1:80 10.0.0.9:51000 ESTABLISHED 0/12 4711/node`, a row a line. */
export function told(text: string) {
  const { tables, notUnderstood, leftOut, verdict } = readTable(text);
  return {
    rows: tables.flatMap(({ rows }) => rows.map(rowTold)),
    tables: tables.length,
    unread: notUnderstood.length,
    leftOut,
    verdict,
  };
}

function rowTold(row: PastedRow): string {
  const owners = row.owners ?? (row.owner ? [row.owner] : []);
  const parts = [
    endTold(row.local),
    endTold(row.remote),
    `${row.state}${row.guessed ? '?' : ''}`,
    row.recvQueue === null ? '' : `${row.recvQueue}/${row.sendQueue}`,
    owners.map(({ pid, program }) => `${pid}/${program}`).join(),
    row.timer ? `${row.timer.kind}:${row.timer.ms}` : '',
  ];
  return parts.filter(Boolean).join(' ');
}

/** `*:0` is nobody, of either family; `~` where a column may have cut it. */
function endTold({ address, port, service, cut }: Endpoint): string {
  const at = /^(?:0\.0\.0\.0|::)$/.test(address) ? '*' : address;
  return `${at}${cut?.startsWith('address') ? '~' : ''}:${service ?? port}${cut?.endsWith('port') ? '~' : ''}`;
}
