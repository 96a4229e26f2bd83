import type { CommandFact } from '../run/events.ts';
import { port } from './draft.ts';
import { rowsOf } from './rows.ts';
import type { State } from './state.ts';

/** What `netstat -ano | grep 7888` of Linux would print of this state; with the story’s last filter, its listening rows alone. */
export function netstatOf(state: State, only?: 'listening'): CommandFact {
  const rows = rowsOf(state).filter((row) => !only || row.state === 'LISTEN');
  const lines = rows.map(({ state: word, local, remote, left }) => {
    const other = word === 'LISTEN' ? '0.0.0.0:*' : `127.0.0.1:${remote}`;
    const ends = `${`127.0.0.1:${local}`.padEnd(24)}${other.padEnd(24)}`;
    return `tcp        0      0 ${ends}${word.padEnd(12)}${timer(left)}`;
  });
  const line = `netstat -ano | grep ${port}${only ? ' | grep -i listen' : ''}`;
  // As a run keeps it: sorted.
  const output = lines.sort().join('\n');
  return { kind: 'command', at: state.now, line, tool: 'netstat', output, shown: true };
}

function timer(left: number | null): string {
  return left === null ? 'off (0.00/0/0)' : `timewait (${(left / 1000).toFixed(2)}/0/0)`;
}
