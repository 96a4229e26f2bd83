import type { Endpoint, Owner } from '../socket-row.ts';
import { endOf, isNumeric, nobody } from './ends.ts';
import { bare, type Format, owned } from './format.ts';
import { ownersIn } from './ss.ts';
import { knownState, stateOf } from './state-word.ts';

/**
 * What awk, cut or a hand picked from another table: both ends and the state, in any order, perhaps
 * with the protocol, queues and the owner. A line with a word of another kind is none, so that no
 * sentence is. Asked last: every layout that is known by itself says more.
 */
export const picked: Format = {
  name: 'picked columns',
  tells: { queues: true, timers: false },
  parser(finds) {
    /** A Windows netstat has the pid behind the state, where others may have any number. */
    let isWindows = false;
    return {
      take(line) {
        const { text, number } = line;
        if (text.length > 400) return false;
        const parts = partsOf(text);
        if (!parts) return false;
        isWindows ||=
          /\b(?:LISTENING|FIN_WAIT_\d|SYN_RECEIVED|HERGESTELLT|WARTEND)\b|\bABH\S{0,3}REN\b/.test(
            text,
          );
        if (/^udp/i.test(parts.protocol)) {
          finds.leftOut('UDP');
          return true;
        }
        const { ends, state, before, behind, owners } = parts;
        const [local, remote = nobody(4)] = ends;
        if (!local || (local.port === 0 && !local.service)) return false;
        const queues =
          before.length === 2 && /^(?:(?:tcp|TCP)\w?|ESTAB|\d|[A-Z]+-)/.test(text.trim());
        const pid = isWindows ? Number(behind[0] ?? 0) : 0;
        const named = pid > 0 ? [{ pid, program: '?' }] : owners;
        finds.row({
          lines: [number],
          protocol: parts.protocol || 'tcp',
          local,
          remote,
          ...stateOf(state, local, remote),
          ...bare,
          recvQueue: queues ? Number(before[0]) : null,
          sendQueue: queues ? Number(before[1]) : null,
          ...(named || isWindows ? owned(named ?? []) : {}),
        });
        return true;
      },
    };
  },
};

interface Parts {
  protocol: string;
  state: string;
  ends: Endpoint[];
  /** Numbers on both sides of the ends. */
  before: string[];
  behind: string[];
  owners: Owner[] | null;
}

/** null: a word of another kind is in it, or there are no two ends and one state. */
function partsOf(text: string): Parts | null {
  const at = text.search(/\s*users:\(/);
  const plain = (at === -1 ? text : text.slice(0, at)).replace(/\*\*|[`"']/g, ' ');
  const words = plain
    .trim()
    .split(/[\s,;|]+|[-=]>/)
    .filter(Boolean);
  const parts: Parts = { protocol: '', state: '', ends: [], before: [], behind: [], owners: null };
  if (words.length > 10) return null;
  if (at !== -1) parts.owners = ownersIn(text);
  const names: string[] = [];
  let owner: Owner | undefined;
  for (const word of words) {
    const bareWord = word.replace(/^\((.*)\)$/, '$1');
    const end = endIn(word);
    const [, pid, program = ''] = /^(\d{1,7})\/([^/]+)$/.exec(word) ?? [];
    if (end) parts.ends.push(end);
    else if (/^(?:tcp|udp)(?:v?[46]|46)?$/i.test(word)) parts.protocol ||= word.toLowerCase();
    else if (/^\p{Lu}[\p{L}_-]*\d?$/u.test(bareWord) && knownState(bareWord) !== 'UNKNOWN') {
      if (parts.state) return null;
      parts.state = bareWord;
    } else if (pid) {
      owner = { pid: Number(pid), program };
      parts.owners = [owner];
    } else if (word === '-') parts.owners ??= [];
    else if (/^\d{1,9}$/.test(word)) (parts.ends.length ? parts.behind : parts.before).push(word);
    // The name of a program may hold blanks; its column is the last.
    else if (parts.ends.length > 0 && parts.state && owner) owner.program += ` ${word}`;
    else if (/^[A-Za-z][\w.+-]*$/.test(word)) names.push(word);
    else return null;
  }
  const isWhole =
    parts.ends.length === 2 || (parts.ends.length === 1 && isListening.test(parts.state));
  if (!parts.state) return ofLsof(parts, names, text);
  if (!isWhole) return null;
  return names.length === 0 ? parts : withProcess(parts, names, words);
}

/** In small letters it is a word of a log: `Listening 127.0.0.1:3000`. */
const isListening = /^(?:LISTEN(?:ING)?|ABHÖREN)$/;

/** Of lsof `node 4711` or `node 4711 ana` stands before the ends, and no other word may. */
function withProcess(
  parts: Parts,
  names: readonly string[],
  words: readonly string[],
): Parts | null {
  const [program = ''] = names;
  const [pid, ...others] = parts.before;
  if (!pid || others.length > 0 || names.length > 2 || words[0] !== program || words[1] !== pid)
    return null;
  return { ...parts, before: [], owners: [{ pid: Number(pid), program }] };
}

/** Without its state the name of lsof is known by its `*`, or by its arrow, and by the program beside it. */
function ofLsof(parts: Parts, names: readonly string[], text: string): Parts | null {
  const { ends, before, behind } = parts;
  const [program = '', ...others] = names;
  const [pid, ...more] = [...before, ...behind];
  const isName = ends.length === 2 ? text.includes('->') : /(?:^|\s)\*:\d/.test(text);
  if (!isName || !program || !pid || others.length > 1 || more.length > 0) return null;
  return { ...parts, before: [], behind: [], owners: [{ pid: Number(pid), program }] };
}

/** An end with its port; a time of the day has colons, too. */
function endIn(word: string): Endpoint | null {
  if (word === '*.*' || word === '*:*') return nobody(4);
  if (
    /^\d\d?:\d\d(?::\d\d)?(?:[.,]\d+)?$/.test(word) ||
    !/^[^/@=]+[:.](?:\d{1,5}|\*|[a-z][\w-]{1,20})$/.test(word)
  )
    return null;
  const end = endOf(word);
  if (!end) return null;
  const isAddress = isNumeric(end.address) || /^(?:\*|localhost)[:.]/.test(word);
  return isAddress || /^[A-Za-z][\w.-]*:(?:0|\d{2,5})$/.test(word) ? end : null;
}
