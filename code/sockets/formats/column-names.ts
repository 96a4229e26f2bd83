import type { Connection } from './powershell-object.ts';

type Column = keyof Connection;

/** What tools and scripts call the columns that make a row, in small letters without blanks and signs. */
const columns: Record<string, Column> = {
  localaddress: 'LocalAddress',
  localaddr: 'LocalAddress',
  laddr: 'LocalAddress',
  localip: 'LocalAddress',
  local: 'LocalAddress',
  localport: 'LocalPort',
  lport: 'LocalPort',
  remoteaddress: 'RemoteAddress',
  remoteaddr: 'RemoteAddress',
  raddr: 'RemoteAddress',
  remoteip: 'RemoteAddress',
  remote: 'RemoteAddress',
  foreignaddress: 'RemoteAddress',
  foreignaddr: 'RemoteAddress',
  peer: 'RemoteAddress',
  peeraddress: 'RemoteAddress',
  remoteport: 'RemotePort',
  rport: 'RemotePort',
  foreignport: 'RemotePort',
  peerport: 'RemotePort',
  state: 'State',
  status: 'State',
  recvq: 'RecvQ',
  sendq: 'SendQ',
  protocol: 'Protocol',
  proto: 'Protocol',
  owningprocess: 'OwningProcess',
  processid: 'OwningProcess',
  pid: 'OwningProcess',
  processname: 'ProcessName',
  process: 'ProcessName',
  program: 'ProcessName',
  programname: 'ProcessName',
  imagename: 'ProcessName',
  owner: 'ProcessName',
  command: 'ProcessName',
  creationtime: 'CreationTime',
  createtime: 'CreationTime',
  created: 'CreationTime',
};

/** `Local Port`, `local_port`, `LocalPort` and `lport` are one column; undefined: none that we read. */
export const columnOf = (name: string): Column | undefined => {
  const plain = name.toLowerCase().replace(/[^a-z]/g, '');
  return Object.hasOwn(columns, plain) ? columns[plain] : undefined;
};

/** The object with our names for its columns; of two columns of one name the first counts. */
export function withOurNames(fields: Iterable<readonly [string, unknown]>): Connection {
  const object: Record<string, unknown> = {};
  for (const [name, value] of fields) {
    const column = columnOf(name);
    if (column && !(column in object)) object[column] = value;
  }
  return object;
}
