import { endOf, nobody } from './ends.ts';
import { bare, type Format, kindOf } from './format.ts';

/**
 * netstat -L of FreeBSD and macOS: of each listening socket how many connections its program has still
 * to accept, how many are not complete, how many may wait (netstat(1)), then its own end. macOS prints
 * no protocol. The plainest look at an accept queue on these systems.
 */
export const bsdListenQueues: Format = {
  name: 'macOS or BSD netstat -L',
  tells: { queues: true, timers: false },
  parser: (finds) => ({
    take(line) {
      const { text, number } = line;
      if (header.test(text)) return true;
      const [, protocol = 'tcp', waiting, room, end = ''] = columns.exec(text) ?? [];
      if (!end) return false;
      if (!protocol.startsWith('tcp')) {
        finds.leftOut(protocol === 'unix' ? 'UNIX' : kindOf(protocol));
        return true;
      }
      const family = /6$/.test(protocol) || end.includes(':') ? 6 : 4;
      const local = endOf(end, family);
      if (local === null) {
        finds.notUnderstood(line, 'it names no end with a port');
        return true;
      }
      finds.row({
        lines: [number],
        protocol,
        local,
        remote: nobody(family),
        state: 'LISTEN',
        ...bare,
        recvQueue: Number(waiting),
        sendQueue: Number(room),
      });
      return true;
    },
  }),
};

const header = /^\s*(?:\S+\s+){0,3}Listen\s+Local Address\s*$/;

/** Before it, with -A, the number of the kernel's block, and on macOS a Flowhash. */
const columns =
  /^\s*(?:[0-9a-f]{6,20}\s+(?:[0-9a-f]{1,20}\s+)?)?(?:(tcp46|tcp[46]?|sctp[46]?|unix)\s+)?(\d+)\/\d+\/(\d+)\s+(\S+)\s*$/;
