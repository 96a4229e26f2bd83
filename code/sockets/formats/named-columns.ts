import { columnOf, withOurNames } from './column-names.ts';
import { type Format, kindOf } from './format.ts';
import { rowOfConnection } from './powershell-object.ts';

/**
 * A table whose header names its columns, in any order: CSV of PowerShell, NirSoft's CurrPorts, TCPView, Volatility, netsh,
 * somebody's script. Cells are parted as the names in the header are: by a tab, a comma, a semicolon, or
 * two blanks.
 */
export const namedColumns: Format = {
  name: 'columns with names',
  tells: { queues: true, timers: false },
  parser(finds) {
    let names: readonly string[] = [];
    let separator = /\t/;
    return {
      take(line) {
        const header = headerIn(line.text);
        if (header) {
          ({ names, separator } = header);
          return true;
        }
        if (names.length === 0 || /^[\s=+-]*$/.test(line.text)) return false;
        const cells = cellsOf(line.text, separator);
        if (cells.length < 3) return false;
        const object = withOurNames(names.map((name, at) => [name, cells[at] ?? '']));
        const protocol = String(object.Protocol ?? 'tcp');
        if (/^udp/i.test(protocol)) {
          finds.leftOut(kindOf(protocol.replace(/v[46]$/i, '')));
          return true;
        }
        const row = rowOfConnection(object, line.number);
        // Columns at the end may be empty, and editors take their separators off.
        if (!row && cells.length !== names.length) return false;
        if (row) finds.row(row);
        else finds.notUnderstood(line, 'it holds no local and remote address and port');
        return true;
      },
    };
  },
};

const signs: readonly Separator[] = [/\t/, /,/, /;/];
const blanks: readonly Separator[] = [/\s{2,}/, /\s+/];
type Separator = RegExp;

/** Names of both ends, and at least one column more; names hold no digits. */
function headerIn(text: string): { names: readonly string[]; separator: Separator } | null {
  if (text.length > 600 || /\d/.test(text) || !/local|laddr/i.test(text)) return null;
  for (const separator of [...signs, ...blanks]) {
    const names = cellsOf(text, separator);
    const known = new Set(names.map(columnOf).filter((name) => name !== undefined));
    const isOurs =
      known.size > 2 &&
      known.has('LocalAddress') &&
      known.has('RemoteAddress') &&
      // Between blanks stand the columns of netstat, too, whose ends have their ports with them.
      (signs.includes(separator) || (known.has('LocalPort') && known.has('RemotePort')));
    if (isOurs) return { names, separator };
  }
  return null;
}

/** Addresses, ports and words hold no separator; a path in quotes may. */
function cellsOf(text: string, separator: Separator): string[] {
  const plain = text.includes('"') ? withoutQuotes(text) : text;
  const cells = (blanks.includes(separator) ? plain.trim() : plain).split(separator);
  return cells.map((cell) => cell.trim().replace(/^(["`*]*)(.*?)\1$/, '$2'));
}

const withoutQuotes = (text: string): string =>
  text.replace(/"([^"]*)"/g, (_, cell: string) => cell.replace(/[,;]/g, ' '));
