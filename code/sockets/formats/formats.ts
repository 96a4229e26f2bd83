import { bsdListenQueues } from './bsd-listen-queues.ts';
import { bsdNetstat } from './bsd-netstat.ts';
import type { Format } from './format.ts';
import { linuxNetstat } from './linux-netstat.ts';
import { lsof } from './lsof.ts';
import { lsofFields } from './lsof-fields.ts';
import { powershellJson } from './powershell-json.ts';
import { powershellList } from './powershell-list.ts';
import { powershellCsv, powershellTable } from './powershell-table.ts';
import { procNet } from './proc-net.ts';
import { sockstat } from './sockstat.ts';
import { solarisNetstat } from './solaris-netstat.ts';
import { ss } from './ss.ts';
import { windowsNetstat } from './windows-netstat.ts';

/** Every format that a table can be read in; a line goes to the first that knows it for its own. */
export const formats: readonly Format[] = [
  procNet,
  ss,
  linuxNetstat,
  bsdNetstat,
  bsdListenQueues,
  windowsNetstat,
  lsof,
  sockstat,
  powershellTable,
  powershellCsv,
  powershellJson,
  powershellList,
  solarisNetstat,
  lsofFields,
];
