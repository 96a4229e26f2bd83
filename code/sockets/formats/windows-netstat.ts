import type { Owner } from '../socket-row.ts';
import { endOf } from './ends.ts';
import { bare, type Format, ownedBy, type PastedRow } from './format.ts';
import { isAddition } from './row-beginning.ts';
import { knownState, stateOf } from './state-word.ts';

/**
 * netstat of Windows, in any language: `TCP`, two ends, the state, with -o the pid. Title and header
 * are translated, and wider or narrower than the rows, so a row is told by its form. With -b the lines
 * below a row name its owner: a service, then `[program.exe]`, or a sentence that it cannot be told.
 */
export const windowsNetstat: Format = {
  name: 'Windows netstat',
  tells: { queues: false, timers: false },
  parser(finds) {
    /** Whom the owner lines belong to; null below a row of UDP. */
    let above: PastedRow | null | undefined;
    return {
      take(line) {
        const { text, number } = line;
        const [, protocol = '', from = '', to = '', rest = ''] = columns.exec(text) ?? [];
        if (!protocol) return above !== undefined && ownerLine(text, above);
        if (protocol === 'UDP') {
          finds.leftOut('UDP');
          above = null;
          return true;
        }
        const family = from.startsWith('[') ? 6 : 4;
        const [local, remote] = [endOf(from, family), endOf(to, family)];
        if (local === null || remote === null) {
          finds.notUnderstood(line, 'it names no two ends with a port each');
          return true;
        }
        const { word, pid } = stateAndPid(rest);
        above = {
          lines: [number],
          protocol: 'tcp',
          local,
          remote,
          ...stateOf(word, local, remote),
          ...bare,
          ...(pid ? ownedBy(Number(pid)) : {}),
        };
        finds.row(above);
        return true;
      },
    };
  },
};

/** A state may hold a digit, FIN_WAIT_1; behind the pid, or the state, -t has a word for the offload. */
function stateAndPid(rest: string): { word: string; pid: string } {
  const words = rest.trim().split(/\s+/);
  const at = words.findIndex((word) => /^\d+$/.test(word));
  const [first = ''] = words;
  const word =
    knownState(first) === 'UNKNOWN' ? words.slice(0, at === -1 ? 1 : at).join(' ') : first;
  return { word, pid: words[at] ?? '' };
}

/** Not the counts of `ss -s`, nor a sentence of `netstat -s`: an end has its port behind a colon. */
const columns = /^\s*(TCP|UDP)(?:v6)?\s+(\S*:\S*)\s+(\S+)(?:\s+(.*))?$/;

/** The pid may be missing (-b without -o): then the program alone is known. */
function ownerLine(text: string, row: PastedRow | null): boolean {
  const [, program = ''] = /^\s*\[(.+)\]\s*$/.exec(text) ?? [];
  if (!program && !isAddition(text)) return false;
  if (row === null || program === '...') return true;
  const owner: Owner = row.owner ?? { pid: 0, program: '?' };
  const word = text.trim();
  if (program) row.owner = { ...owner, program };
  else if (/^[\w.-]+$/.test(word) && !word.startsWith('--'))
    row.owner = { ...owner, component: word };
  return true;
}
