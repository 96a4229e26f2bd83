import type { Owner } from '../socket-row.ts';
import { endOf } from './ends.ts';
import { bare, type Format, kindOf, owned } from './format.ts';
import { knownState, stateOf } from './state-word.ts';

/**
 * sockstat of FreeBSD and NetBSD: user, command, pid, descriptor, protocol, two ends and, with -s, the
 * state (sockstat(1)). A socket that nobody holds has `?` or `??` in the first four. Without -s a
 * foreign `*:*` may listen or be bound only.
 */
export const sockstat: Format = {
  name: 'BSD sockstat',
  tells: { queues: false, timers: false },
  parser: (finds) => ({
    take(line) {
      const { text, number } = line;
      if (/^\s*USER\s+COMMAND\s+PID\s+FD\s+PROTO/.test(text)) return true;
      const words = text.trim().split(/\s+/);
      // A command may hold blanks: the protocol, behind pid and descriptor, is what stands fast.
      const at = words.findIndex((word, index) => index >= 4 && protocols.test(word));
      const [pid = '', fd = '', protocol = '', from = '', to = '', ...more] = words.slice(at - 2);
      if (at === -1 || !holder.test(pid) || !holder.test(fd)) return false;
      if (!protocol.startsWith('tcp')) {
        finds.leftOut(unix.test(protocol) ? 'UNIX' : kindOf(protocol));
        return true;
      }
      const family = protocol.endsWith('6') ? 6 : 4;
      const [local, remote] = [endOf(from, family), endOf(to, family)];
      if (local === null || remote === null) {
        finds.notUnderstood(line, 'it names no two ends with a port each');
        return true;
      }
      const program = words.slice(1, at - 2).join(' ');
      const owners: Owner[] = pid.startsWith('?') ? [] : [{ pid: Number(pid), program }];
      finds.row({
        lines: [number],
        protocol,
        local,
        remote,
        ...stateOf(stateIn(more), local, remote),
        ...bare,
        ...owned(owners),
      });
      return true;
    },
  }),
};

/** Before the state -i has a number, -U a port; behind it -S and -C name the stack. */
const stateIn = (words: readonly string[]): string =>
  words.find((word) => knownState(word) !== 'UNKNOWN') ??
  (words.length === 1 && /^[A-Z]/.test(words[0] ?? '') ? (words[0] ?? '') : '');

const protocols =
  /^(?:(?:tcp|udp|sctp|udpl|icmp|raw|divert)(?:4|6|46)?|stream|dgram|seqpac|seqpacket)$/;
const unix = /^(?:stream|dgram|seqpac)/;
const holder = /^(?:\d+|\?+|-)$/;
