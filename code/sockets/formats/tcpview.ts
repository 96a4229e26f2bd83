import type { Endpoint } from '../socket-row.ts';
import { endOf, endpoint, nobody } from './ends.ts';
import { bare, type Finds, type Format, type Line, ownedBy } from './format.ts';
import { knownState, stateOf } from './state-word.ts';

/**
 * TCPView of Sysinternals and its tcpvcon. A row of the window, copied or saved, is name, pid, protocol,
 * from version 4 on the state, both ends with their ports apart, before it the state behind them; version
 * 2 had `name:pid` and whole ends. tcpvcon -c prints protocol, path, pid, state and both ends, in
 * version 4 without their ports; without -c four lines below `[TCP] name`.
 */
export const tcpview: Format = {
  name: 'TCPView',
  tells: { queues: false, timers: false },
  parser(finds) {
    let block: Block | null = null;
    return {
      take(line) {
        const [, protocol = '', program = ''] =
          /^\s*\[(TCP|UDP)(?:V6)?\] (\S.*)$/.exec(line.text) ?? [];
        if (protocol) {
          block = { line, protocol, program: fileOf(program), pid: '', state: '', from: '' };
          return true;
        }
        const [, name = '', value = ''] =
          (block && /^\s*(PID|State|Local|Remote):\s*(.*)$/.exec(line.text)) ?? [];
        if (block && name) {
          if (name === 'PID') block.pid = value;
          else if (name === 'State') block.state = value;
          else if (name === 'Local') block.from = value;
          else {
            tell(finds, block.line, { ...block, ends: [wholeEnd(block.from), wholeEnd(value)] });
            block = null;
          }
          return true;
        }
        block = null;
        const cells = line.text
          .split(line.text.includes('\t') ? /\t/ : /,/)
          .map((each) => each.trim());
        const row = cells.length > 3 && cells.length < 24 ? rowIn(cells) : null;
        if (row) tell(finds, line, row);
        return row !== null;
      },
    };
  },
};

interface Block {
  line: Line;
  protocol: string;
  program: string;
  pid: string;
  state: string;
  from: string;
}

interface Row {
  protocol: string;
  program: string;
  pid: string;
  state: string;
  ends: [Endpoint | null, Endpoint | null];
}

const isProtocol = (cell: string): boolean => /^(?:TCP|UDP)(?:V6)?$/i.test(cell);
const isPid = (cell: string): boolean => /^\d{1,7}$/.test(cell);

/** null: a line of another format. */
function rowIn(cells: readonly string[]): Row | null {
  const [first = '', second = '', third = '', fourth = '', ...rest] = cells;
  // tcpvcon -c; netstat has a number or an end in the second column.
  if (isProtocol(first) && isPid(third) && rest.length === 2 && /[a-z\]]$/i.test(second))
    return {
      protocol: first,
      program: fileOf(second),
      pid: third,
      state: fourth,
      ends: [wholeEnd(rest[0] ?? ''), wholeEnd(rest[1] ?? '')],
    };
  const [, program = '', pid = ''] = /^(\S.*):(\d+)$/.exec(first) ?? [];
  if (program && isProtocol(second))
    return {
      protocol: second,
      program,
      pid,
      state: rest[0] ?? '',
      ends: [wholeEnd(third), wholeEnd(fourth)],
    };
  if (!isPid(second) || !isProtocol(third)) return null;
  const isNew = knownState(fourth) !== 'UNKNOWN' || (fourth === '' && /^udp/i.test(third));
  const [from = '', fromPort = '', to = '', toPort = ''] = isNew ? rest : [fourth, ...rest];
  return {
    protocol: third,
    program: first,
    pid: second,
    state: isNew ? fourth : (rest[3] ?? ''),
    ends: [partsOf(from, fromPort), to ? partsOf(to, toPort) : nobody(4)],
  };
}

const fileOf = (path: string): string => path.replace(/^.*\\/, '');

/** null without a port: the last number of `127.0.0.1` is none. */
const wholeEnd = (text: string): Endpoint | null =>
  /[^:]:[\w*-]+$/.test(text) ? endOf(text) : null;

const partsOf = (address: string, port: string): Endpoint | null => {
  const bare = shortened(address);
  return endpoint(bare, port === '' ? '*' : port, bare.includes(':') ? 6 : 4);
};

/** `[0:0:0:0:0:0:0:1]`: of the zeroes that nobody writes, those of the two that everybody has are left out. */
const shortened = (address: string): string =>
  address
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/^0:0:0:0:0:0:0:(?=[01]$)/, '::')
    .replace(/^::0$/, '::');

function tell(finds: Finds, line: Line, { protocol, program, pid, state, ends }: Row): void {
  const [local, remote] = ends;
  if (/^udp/i.test(protocol)) finds.leftOut('UDP');
  else if (!local || !remote)
    finds.notUnderstood(
      line,
      'it names no two ends with a port each; tcpvcon leaves ports out, netstat -ano has them',
    );
  else
    finds.row({
      lines: [line.number],
      protocol: 'tcp',
      local,
      remote,
      ...stateOf(state, local, remote),
      ...bare,
      ...ownedBy(Number(pid), program),
    });
}
