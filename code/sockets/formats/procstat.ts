import { endOf } from './ends.ts';
import { bare, type Format, owned } from './format.ts';
import { stateOf } from './state-word.ts';

/**
 * procstat -f of FreeBSD: pid, command, descriptor, kind (`s`: a socket), vnode, flags, references,
 * offset, protocol, and as its name the two ends (procstat(1), File Descriptors). There is no state.
 */
export const procstat: Format = {
  name: 'FreeBSD procstat',
  tells: { queues: false, timers: false },
  parser: (finds) => ({
    take(line) {
      const { text, number } = line;
      if (/^\s*PID\s+COMM\s+FD\s+T\s+V\s+FLAGS\b/.test(text)) return true;
      const [, pid = '', program = '', kind = '', protocol = '', name = ''] =
        columns.exec(text) ?? [];
      if (!kind) return false;
      if (protocol !== 'TCP') {
        finds.leftOut(kind !== 's' ? 'files' : protocol === 'UDS' ? 'UNIX' : protocol);
        return true;
      }
      const [from = '', to = ''] = name.trim().split(/\s+/);
      const family = from.includes(':') && from.indexOf(':') !== from.lastIndexOf(':') ? 6 : 4;
      const [local, remote] = [endOf(from, family), endOf(to, family)];
      if (local === null || remote === null) {
        finds.notUnderstood(line, 'it names no two ends with a port each');
        return true;
      }
      finds.row({
        lines: [number],
        protocol: 'tcp',
        local,
        remote,
        ...stateOf('', local, remote),
        ...bare,
        ...owned([{ pid: Number(pid), program }]),
      });
      return true;
    },
  }),
};

const columns =
  /^\s*(\d+)\s+(\S.{0,20}?)\s+(?:\d+|cwd|root|text|jail|ctty|trace)\s+([a-zA-Z?])\s+\S\s+[-\w]{6,}\s+(?:\d+|-)\s+(?:\d+|-)\s+([A-Z][\w?]*|-)\s*(.*)$/;
