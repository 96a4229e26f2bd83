import type { Owner } from '../socket-row.ts';
import { endOf } from './ends.ts';
import { bare, type Format, kindOf, owned } from './format.ts';
import { knownState, stateOf } from './state-word.ts';

/**
 * nettop of macOS, on the screen or as CSV (-L): a line `Google Chrome.7523` for a process, below it
 * its sockets as `tcp4 10.0.0.1:56291<->10.0.0.2:443`, then interface, state and counts (nettop(1)).
 * The port of IPv6 stands behind a dot. With -J the state may not be asked for.
 */
export const nettop: Format = {
  name: 'macOS nettop',
  tells: { queues: false, timers: false },
  parser(finds) {
    let owner: Owner | null = null;
    return {
      take(line) {
        const { text, number } = line;
        const [, protocol = '', from = '', to = '', rest = ''] = columns.exec(text) ?? [];
        if (!protocol) {
          const [, program = '', pid = ''] = process.exec(text) ?? [];
          owner = program ? { pid: Number(pid), program: program.replace(/^"|"$/g, '') } : null;
          return false; // a name with a number behind it may be anything
        }
        if (!protocol.startsWith('tcp')) {
          finds.leftOut(kindOf(protocol));
          return true;
        }
        const family = protocol.endsWith('6') ? 6 : 4;
        const [local, remote] = [endOf(from, family), endOf(to, family)];
        if (local === null || remote === null) {
          finds.notUnderstood(line, 'it names no two ends with a port each');
          return true;
        }
        const words = rest.split(/[,\s]+/).slice(0, 4);
        const state = words.find((word) => knownState(word) !== 'UNKNOWN') ?? '';
        finds.row({
          lines: [number],
          protocol,
          local,
          remote,
          ...stateOf(state, local, remote),
          ...bare,
          ...(owner ? owned([owner]) : {}),
        });
        return true;
      },
    };
  },
};

const columns = /^\s*(?:[\d:.]+,)?\s*"?((?:tcp|udp)[46]?)\s+([^\s,<]+)<->([^\s,"]+)"?(.*)$/;
const process =
  /^\s*(?:[\d:.]+,)?\s*("[^"]{1,60}|[^\s,"][^,"]{0,60}?)\.(\d{1,7})"?\s*(?:,|\s{2}|$)/;
