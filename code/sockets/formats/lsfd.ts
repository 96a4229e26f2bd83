import { endOf, nobody } from './ends.ts';
import { bare, type Format, kindOf, owned } from './format.ts';
import { stateOf } from './state-word.ts';

/**
 * lsfd of util-linux: a line for each descriptor, of which a socket of TCP is named by
 * `state=established laddr=127.0.0.1:45480 raddr=127.0.0.1:22` (lsfd(1), NAME).
 */
export const lsfd: Format = {
  name: 'lsfd',
  tells: { queues: false, timers: false },
  parser: (finds) => ({
    take(line) {
      const { text, number } = line;
      if (/^\s*COMMAND\s+PID\s+USER\s+ASSOC\b/.test(text)) return true;
      const [, program = '', pid = '', protocol = '', inode = '', state = '', from = '', to] =
        columns.exec(text) ?? [];
      if (!protocol) return false;
      if (!protocol.startsWith('TCP')) {
        finds.leftOut(kindOf(protocol.replace(/v6$/, '')));
        return true;
      }
      const family = protocol === 'TCPv6' ? 6 : 4;
      const local = endOf(from, family);
      const remote = to === undefined ? nobody(family) : endOf(to, family);
      if (local === null || remote === null) {
        finds.notUnderstood(line, 'it names no end with a port');
        return true;
      }
      finds.row(
        {
          lines: [number],
          protocol: `tcp${family}`,
          local,
          remote,
          ...stateOf(state, local, remote),
          ...bare,
          inode: Number(inode),
          ...owned([{ pid: Number(pid), program }]),
        },
        inode,
      );
      return true;
    },
  }),
};

const columns =
  /^\s*(\S.{0,60}?)\s+(\d+)\s+\S+\s+\d+\s+\S+\s+((?:TCP|UDP)(?:L|-Lite)?(?:v6)?)\s+\S+\s+\d+\s+(\d+)\s+state=(\S+) laddr=(\S+)(?: raddr=(\S+))?/;
