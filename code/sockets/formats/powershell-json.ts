import { withOurNames } from './column-names.ts';
import type { Finds, Format, Line } from './format.ts';
import { type Connection, rowOfConnection } from './powershell-object.ts';

/**
 * `Get-NetTCPConnection | ConvertTo-Json`: an array, or one bare object. Each object is read by itself,
 * so that a paste which is cut off loses its last object only.
 */
export const powershellJson: Format = {
  name: 'Get-NetTCPConnection as JSON',
  tells: { queues: false, timers: false },
  parser(finds) {
    let depth = 0; // of braces; the array around them does not count
    let isOpen = false;
    let inString = false;
    let start: Line | null = null;
    let text = '';
    const scan = (line: Line) => {
      let from = start ? 0 : -1;
      for (let at = 0; at < line.text.length; at++) {
        const sign = line.text[at];
        if (inString) {
          if (sign === '\\') at++;
          else if (sign === '"') inString = false;
        } else if (sign === '"') inString = depth > 0;
        else if (sign === '{' && depth++ === 0) {
          start = line;
          from = at;
        } else if (sign === '}' && depth > 0 && --depth === 0) {
          tell(finds, text + line.text.slice(from, at + 1), start ?? line);
          text = '';
          start = null;
          from = -1;
        } else if (sign === ']' && depth === 0) isOpen = false;
      }
      // No string of JSON holds the end of a line: a terminal broke it there.
      if (start) text += line.text.slice(Math.max(0, from)) + (inString ? '' : '\n');
    };
    const giveUp = () => {
      if (start) finds.notUnderstood(start, 'its JSON is cut off');
      depth = 0;
      isOpen = inString = false;
      start = null;
      text = '';
    };
    return {
      take(line) {
        if (!isOpen && depth === 0) {
          if (!/^\s*(?:\[\s*(?:\{|$)|\{\s*(?:"|$))/.test(line.text)) return false;
          isOpen = line.text.trimStart().startsWith('[');
        }
        if (depth > 0 && !inString && !ofJson.test(line.text)) {
          giveUp();
          return false;
        }
        scan(line);
        return true;
      },
      end: giveUp,
    };
  },
};

/** How a line of JSON begins: a row of a table would be swallowed by a brace that stays open. */
const ofJson = /^\s*(?:["{}[\],]|-?\d+(?:\.\d+)?,?\s*$|true|false|null|$)/;

function tell(finds: Finds, json: string, line: Line): void {
  const connection = parsed(json);
  if (/^udp/i.test(String(connection?.Protocol))) {
    finds.leftOut('UDP');
    return;
  }
  const row = connection && rowOfConnection(connection, line.number);
  if (row) finds.row(row);
  else
    finds.notUnderstood(
      line,
      connection ? 'an object without local and remote address and port' : 'it is not JSON',
    );
}

function parsed(json: string): Connection | null {
  try {
    const object = JSON.parse(json) as Record<string, unknown>;
    return 'LocalAddress' in object ? object : withOurNames(Object.entries(object));
  } catch {
    return null;
  }
}
