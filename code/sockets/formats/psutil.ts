import { endpoint, nobody } from './ends.ts';
import { bare, type Format, ownedBy } from './format.ts';
import { stateOf } from './state-word.ts';

/**
 * net_connections() of Python's psutil, as it prints a list: `sconn(fd=…, laddr=addr(ip=…, port=…), …)`,
 * before version 5 `laddr=('127.0.0.1', 80)`; `pconn` of one process has no pid. Type 2 is UDP, whose
 * state is NONE.
 */
export const psutil: Format = {
  name: 'psutil',
  tells: { queues: false, timers: false },
  parser: (finds) => ({
    take(line) {
      const tuples = [
        ...line.text.matchAll(/\b[sp]conn\((.{1,400}?\bstatus='(\w+)'[^)]{0,20})\)/g),
      ];
      for (const [, fields = '', word = ''] of tuples) {
        if (/\btype=(?:2\b|<SocketKind\.SOCK_DGRAM)/.test(fields)) {
          finds.leftOut('UDP');
          continue;
        }
        const local = endIn(fields, 'laddr');
        const remote = endIn(fields, 'raddr') ?? nobody(local?.address.includes(':') ? 6 : 4);
        if (!local) {
          finds.notUnderstood(line, 'it names no end with a port');
          continue;
        }
        const [, pid = ''] = /\bpid=(\d+|None)/.exec(fields) ?? [];
        finds.row({
          lines: [line.number],
          protocol: 'tcp',
          local,
          remote,
          ...stateOf(word, local, remote),
          ...bare,
          ...(pid ? ownedBy(Number(pid)) : {}),
        });
      }
      return tuples.length > 0;
    },
  }),
};

function endIn(fields: string, name: string) {
  const form = new RegExp(`\\b${name}=(?:addr)?\\((?:ip=)?'([^']*)', (?:port=)?(\\d+)\\)`);
  const [, address = '', port = ''] = form.exec(fields) ?? [];
  return address ? endpoint(address, port, address.includes(':') ? 6 : 4) : null;
}
