import { endpoint } from './ends.ts';
import { type Format, type Line, owned, type PastedRow } from './format.ts';
import { stateOf } from './state-word.ts';

/**
 * netstat of Solaris and illumos: no protocol in the row but in the title above it, `TCP: IPv4`; then
 * local and remote end, Swind, Send-Q, Rwind, Recv-Q, State (netstat(8)): Send-Q comes first. With -u
 * user, pid and command stand behind the ends, and a socket of several processes has a row for each.
 */
export const solarisNetstat: Format = {
  name: 'Solaris netstat',
  tells: { queues: true, timers: false },
  parser(finds) {
    let section = '';
    let above: Line | null = null; // with -v the local end has a line of its own
    return {
      take(line) {
        const { text, number } = line;
        const [, title = ''] = /^\s*((?:TCP|UDP|SCTP)(?:: IPv[46])?)\s*$/.exec(text) ?? [];
        if (title) section = title;
        if (title || (section && /^\s*(?:Local(?:\/Remote)? Address|-{5})/.test(text))) return true;
        if (/^Active UNIX/.test(text)) section = '';
        if (section && !section.startsWith('TCP') && /\S[.]\S/.test(text)) {
          finds.leftOut(section.replace(/:.*/, ''));
          return true;
        }
        const isAbove = section.startsWith('TCP') && alone.test(text);
        const [, second = '', rest = ''] = (above && verbose.exec(text)) ?? [];
        const whole = above && second ? `${above.text} ${second} 0 0 0 0 ${rest}` : text;
        const lines = above && second ? [above.number, number] : [number];
        above = isAbove ? line : null;
        if (isAbove) return true;
        const [, from = '', to = '', pid, program = '', sent, received, word = ''] =
          columns.exec(whole) ?? [];
        if (!from) return false;
        const family = section.endsWith('6') ? 6 : 4;
        const [local, remote] = [from, to].map((end) => {
          const dot = end.lastIndexOf('.');
          return endpoint(end.slice(0, dot), end.slice(dot + 1), family);
        });
        if (!local || !remote) {
          finds.notUnderstood(line, 'it names no two ends with a port each');
          return true;
        }
        const row: PastedRow = {
          lines,
          protocol: section ? `tcp${family}` : 'tcp',
          local,
          remote,
          ...stateOf(word, local, remote),
          recvQueue: second ? null : Number(received),
          sendQueue: second ? null : Number(sent),
          timer: null,
          inode: null,
          uid: 0,
          ...(pid ? owned([{ pid: Number(pid), program }]) : {}),
        };
        finds.row(row);
        return true;
      },
    };
  },
};

/** With -v: one end, and below it the other with windows and numbers of bytes in hexadecimal. */
const alone = /^\s*\S+\.(?:\d+|\*)\s*$/;
const verbose =
  /^\s*(\S+\.(?:\d+|\*))\s+\d+\s+[\da-f]{8}\s+[\da-f]{8}\s+\d+\s+[\da-f]{8}\s+[\da-f]{8}\s+\d+\s+\d+\s+([A-Z]\w+.*)$/;

const columns =
  /^\s*(\S+\.\S+)\s+(\S+\.\S+)(?:\s+[a-z_]\S*\s+(\d+)\s+(\S.{0,60}?))?\s+\d+\s+(\d+)\s+\d+\s+(\d+)\s+([A-Z]\w+)(?:\s+\S+)?\s*$/;
