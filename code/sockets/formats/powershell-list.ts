import { columnOf, withOurNames } from './column-names.ts';
import type { Format, Line } from './format.ts';
import { rowOfConnection } from './powershell-object.ts';

/**
 * `Get-NetTCPConnection | Format-List`: `LocalPort : 8080`, one property a line, a blank line between.
 * CurrPorts of NirSoft saves such a list, too: `Local Port : 8080`.
 */
export const powershellList: Format = {
  name: 'Get-NetTCPConnection as list',
  tells: { queues: false, timers: false },
  parser(finds) {
    let first: Line | null = null;
    let object = new Map<string, string>();
    const finish = () => {
      const isConnection = [...object.keys()].some((name) => /^(?:Local|Remote)/.test(name));
      if (first && isConnection) {
        const connection = object.has('LocalAddress')
          ? Object.fromEntries(object)
          : withOurNames(object);
        const row = rowOfConnection(connection, first.number);
        if (/^udp/i.test(object.get('Protocol') ?? '')) finds.leftOut('UDP');
        else if (row) finds.row(row);
        else finds.notUnderstood(first, 'an object without local and remote address and port');
      }
      first = null;
      object = new Map();
    };
    return {
      take(line) {
        const [, name = '', value = ''] =
          /^\s*([A-Z]\w+(?: \w+){0,3})\s*:(?:\s+(.*))?$/.exec(line.text) ?? [];
        const isKnown = properties.test(name) || columnOf(name) || /^(?:Local|Remote) /.test(name);
        if (!isKnown || (!/\s:/.test(line.text) && !first)) {
          if (line.text.trim() === '') finish();
          return false;
        }
        if (object.has(name)) finish();
        first ??= line;
        object.set(name, value.trim());
        return true;
      },
      end: finish,
    };
  },
};

/** What MSFT_NetTCPConnection has, from its WMI class. */
const properties =
  /^(?:Local|Remote)(?:Address|Port)$|^(?:State|OwningProcess|AppliedSetting|OffloadState|CreationTime|Caption|Description|ElementName|InstanceID|CommunicationStatus|DetailedStatus|HealthState|InstallDate|Name|OperatingStatus|OperationalStatus|PrimaryStatus|Status|StatusDescriptions|AvailableRequestedStates|EnabledDefault|EnabledState|OtherEnabledState|RequestedState|TimeOfLastStateChange|TransitioningToState|AggregationBehavior|Directionality|PSComputerName|Program|ProcessName|ProcName|Process|ProcessId|ProcessID|PID|Pid|CimClass|CimInstanceProperties|CimSystemProperties)$/;
