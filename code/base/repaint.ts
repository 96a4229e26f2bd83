import { columnsOf } from './text/width.ts';

export interface Terminal {
  out: (text: string) => void;
  /** Read before each painting, since windows change their size. */
  columns: number;
  lines?: number | undefined;
}

/**
 * Shows each text in the place of the one before. It uses neither the other screen nor a hidden
 * cursor: so there is nothing to restore, however the program ends, and the last text stays.
 */
export function createRepaint(terminal: Terminal): (text: string) => void {
  let painted: string[] = [];
  return (text) => {
    const { out, columns, lines = 24 } = terminal;
    const height = painted.reduce((sum, line) => sum + linesTaken(line, columns), 0);
    painted = fitting(text.trimEnd().split('\n'), lines - 1);
    out(`${height ? `\x1b[${height}A\r\x1b[J` : ''}${painted.join('\n')}\n`);
  };
}

/** More than one since the window has become narrower. */
const linesTaken = (line: string, columns: number): number =>
  Math.max(1, Math.ceil(columnsOf(line) / (columns || Infinity)));

/** What has scrolled out of the window could not be painted over. */
function fitting(lines: readonly string[], most: number): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most - 1), `… ${lines.length - most + 1} more lines`];
}
