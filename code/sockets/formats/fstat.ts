import { endOf, nobody } from './ends.ts';
import { bare, type Format, kindOf, owned } from './format.ts';
import { stateOf } from './state-word.ts';

/**
 * fstat of OpenBSD and NetBSD: user, command, pid, descriptor, then of a socket its domain, type,
 * protocol, the number of its block in the kernel, its own end and, behind an arrow, the other one
 * (fstat(1), SOCKETS). There is no state; `0x0` is what others than root get for the number.
 */
export const fstat: Format = {
  name: 'BSD fstat',
  tells: { queues: false, timers: false },
  parser(finds) {
    let isInside = false;
    return {
      take(line) {
        const { text, number } = line;
        if (/^\s*USER\s+CMD\s+PID\s+FD\b/.test(text)) {
          isInside = true;
          return true;
        }
        const [, program = '', pid = '', domain = '', protocol = '', block = '', from = '', to] =
          columns.exec(text) ?? [];
        if (!protocol) {
          const isOther = isInside && file.test(text);
          if (isOther) finds.leftOut(/\bunix\b/.test(text) ? 'UNIX' : 'files');
          return isOther;
        }
        if (protocol !== 'tcp') {
          finds.leftOut(kindOf(protocol));
          return true;
        }
        const family = domain === 'internet6' ? 6 : 4;
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
            ...stateOf('', local, remote),
            ...bare,
            ...owned([{ pid: Number(pid), program }]),
          },
          /^0x0*$/.test(block) ? '' : block,
        );
        return true;
      },
    };
  },
};

const columns =
  /^\s*\S+\s+(\S.{0,40}?)\s+(\d+)\s+\d+\*?\s+(internet6?)\s+\w+\s+(\w+)\s+(?:((?:0x)?[\da-f]+)\s+)?(\S+[:.]\S+)(?:\s+<?-{1,2}>?\s+(\S+))?\s*$/;

/** `wd`, `text` and numbers name what is open; behind it a mount point or a kind of socket. */
const file = /^\s*\S+\s+\S.{0,40}?\s+\d+\s+(?:wd|text|root|tr|\d+\*?)\s+(?!internet)\S/;
