import { bsdListenQueues } from './bsd-listen-queues.ts';
import { bsdNetstat } from './bsd-netstat.ts';
import type { Format } from './format.ts';
import { fstat } from './fstat.ts';
import { linuxNetstat } from './linux-netstat.ts';
import { lsfd } from './lsfd.ts';
import { lsof } from './lsof.ts';
import { lsofFields } from './lsof-fields.ts';
import { namedColumns } from './named-columns.ts';
import { nettop } from './nettop.ts';
import { picked } from './picked.ts';
import { powershellJson } from './powershell-json.ts';
import { powershellList } from './powershell-list.ts';
import { powershellTable } from './powershell-table.ts';
import { procNet } from './proc-net.ts';
import { procstat } from './procstat.ts';
import { psutil } from './psutil.ts';
import { sockstat } from './sockstat.ts';
import { solarisNetstat } from './solaris-netstat.ts';
import { ss } from './ss.ts';
import { tcpview } from './tcpview.ts';
import { windowsNetstat } from './windows-netstat.ts';

/** Every format that a table can be read in; a line goes to the first that knows it for its own. */
export const formats: readonly Format[] = [
  procNet,
  nettop, // before netstat, whose rows begin as its do
  ss,
  linuxNetstat,
  bsdNetstat,
  bsdListenQueues,
  windowsNetstat,
  lsof,
  sockstat,
  powershellTable,
  powershellJson,
  powershellList,
  solarisNetstat,
  fstat,
  procstat,
  lsfd,
  lsofFields,
  namedColumns,
  tcpview,
  psutil,
  picked,
];
