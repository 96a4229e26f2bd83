import { bare, type Format, owned } from './format.ts';
import { endsIn, unescaped } from './lsof-name.ts';
import { stateOf } from './state-word.ts';

/**
 * The table of lsof, with or without its header: command, pid, perhaps thread and task, user,
 * descriptor, then type, device, size, node and name (lsof(8), OUTPUT). The node of a socket is its
 * protocol; the state stands in brackets behind the name, with -T the queues beside it. Several
 * processes that hold one socket give a row each, of one device.
 */
export const lsof: Format = {
  name: 'lsof',
  tells: { queues: false, timers: false },
  parser(finds) {
    let isInside = false;
    return {
      take(line) {
        const { text, number } = line;
        if (/^\s*COMMAND\s+PID\b/.test(text)) {
          isInside = true;
          return true;
        }
        const [, command = '', pid = '', type = '', rest = ''] = columns.exec(text) ?? [];
        if (!type) return false;
        const [, device = '', protocol = '', name = '', state = ''] = socket.exec(rest) ?? [];
        if (type.startsWith('IPv') && !protocol && !/\s(?:UDP|ICMP)/.test(rest)) {
          const isNameless = /\sTCP no PCB\b/.test(rest);
          finds.notUnderstood(line, isNameless ? nameless : 'it is cut off before its end');
          return true;
        }
        if (!type.startsWith('IPv') || protocol !== 'TCP') {
          if (!isInside && !protocol) return false;
          finds.leftOut(protocol || (type === 'unix' ? 'UNIX' : 'files'));
          return true;
        }
        const family = type === 'IPv6' ? 6 : 4;
        const ends = endsIn(name, family);
        if (ends === null) {
          finds.notUnderstood(line, nameless);
          return true;
        }
        const [local, remote] = ends;
        const words = state.split(' ');
        const queue = (key: string) => {
          const word = words.find((each) => each.startsWith(key));
          return word === undefined ? null : Number(word.slice(key.length));
        };
        finds.row(
          {
            lines: [number],
            protocol: `tcp${family}`,
            local,
            remote,
            ...stateOf(words.find((word) => !word.includes('=')) ?? '', local, remote),
            ...bare,
            recvQueue: queue('QR='),
            sendQueue: queue('QS='),
            ...owned([{ pid: Number(pid), program: unescaped(command.trim()) }]),
          },
          device,
        );
        return true;
      },
    };
  },
};

const nameless = 'its name holds no end with a port';

/**
 * A command may hold blanks, which a lazy match leaves to it; it is 64 long at most, or cut to 9. With
 * -K the name of the task, 15 at most, stands behind its number and may hold blanks, too.
 */
const columns =
  /^\s*(\S.{0,80}?)\s+(\d+)\s+(?:\d+\s+(?:\S.{0,15}?\s+)?)?(?:\S+\s+)?\S+\s+(?:cwd|rtd|txt|mem|mmap|DEL|ltx|err|jld|tr|v86|Mxx|NOFD|pd|\d+[rwuaU-]?[rRwWuUNxXS]?)\s+(IPv[46]|unix|sock|REG|DIR|CHR|FIFO|PIPE|KQUEUE|a_inode|systm|NPOLICY|[a-zA-Z_]\w*)\s+(\S.*)$/;

const socket =
  /^(?:(\S+)\s+)?(?:(?:\d+|0t\d+|0x[0-9a-f]+)\s+)?(TCP|UDP|UDPLITE|ICMP\w*)\s+(\S+)(?:\s+\(([^)]*)\))?\s*$/;
