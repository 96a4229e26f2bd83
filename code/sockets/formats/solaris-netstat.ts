import { endpoint } from './ends.ts';
import { type Format, owned, type PastedRow } from './format.ts';
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
    return {
      take(line) {
        const { text, number } = line;
        const [, title = ''] = /^\s*((?:TCP|UDP|SCTP): IPv[46])\s*$/.exec(text) ?? [];
        if (title) section = title;
        if (title || (section && /^\s*(?:Local Address|-{5})/.test(text))) return true;
        if (/^Active UNIX/.test(text)) section = '';
        if (section && !section.startsWith('TCP') && /\S[.]\S/.test(text)) {
          finds.leftOut(section.slice(0, section.indexOf(':')));
          return true;
        }
        const [, from = '', to = '', pid, program = '', sent, received, word = ''] =
          columns.exec(text) ?? [];
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
          lines: [number],
          protocol: section ? `tcp${family}` : 'tcp',
          local,
          remote,
          ...stateOf(word, local, remote),
          recvQueue: Number(received),
          sendQueue: Number(sent),
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

const columns =
  /^\s*(\S+\.\S+)\s+(\S+\.\S+)(?:\s+[a-z_]\S*\s+(\d+)\s+(\S.{0,60}?))?\s+\d+\s+(\d+)\s+\d+\s+(\d+)\s+([A-Z]\w+)(?:\s+\S+)?\s*$/;
