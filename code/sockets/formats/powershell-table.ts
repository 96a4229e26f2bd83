import type { Finds, Format, Line } from './format.ts';
import { rowOfConnection } from './powershell-object.ts';
import { knownState } from './state-word.ts';

/**
 * What `Get-NetTCPConnection` prints by itself, and with Select-Object or Format-Table: columns in the
 * order of the header. A column may be empty (AppliedSetting), and the last name of the header may be
 * broken over two lines.
 */
export const powershellTable: Format = {
  name: 'Get-NetTCPConnection as table',
  tells: { queues: false, timers: false },
  parser(finds) {
    let names = byDefault;
    let isBroken = false;
    let isBelow = false;
    return {
      take(line) {
        const text = inPascal(line.text);
        isBelow &&= text.trim() !== '';
        if (
          /^\s*(?:\w+\s+)*(?:LocalAddress|LocalPort)\s/.test(`${text} `) &&
          /Remote|State/.test(text) &&
          !/Foreign/.test(text) // Volatility
        ) {
          names = wordsOf(text).filter((word) => /^[A-Z]\w+$/.test(word));
          names = names.map(wholeName);
          isBroken = true;
          isBelow = true;
          return true;
        }
        // Below a header of other columns they say nothing.
        if (/^\s*-{3,}(?:\s+-{2,})*\s*$/.test(text)) {
          const isOurs = isBroken;
          isBroken = false;
          return isOurs;
        }
        if (isBroken && /^\s*[a-z]{1,12}\s*$/.test(text)) return true;
        const words = wordsOf(text);
        const object = objectIn(words, names);
        // Four columns of netsh's portproxy are the same two ends; without a header the state tells.
        const isTold = names !== byDefault || knownState(object?.State ?? '') !== 'UNKNOWN';
        if (object !== null && isTold) return tell(finds, object, line);
        // Below a header with other columns, or with a name of two words, it is still a row.
        const isRow =
          isBelow &&
          (begins.test(text) || (words.length > 2 && words.some((each) => ip.test(each))));
        if (isRow) finds.notUnderstood(line, 'it holds no local and remote address and port');
        return isRow;
      },
    };
  },
};

function tell(finds: Finds, object: Record<string, string>, line: Line): boolean {
  const row = rowOfConnection(object, line.number);
  if (row) finds.row(row);
  else finds.notUnderstood(line, 'it holds no local and remote address and port');
  return true;
}

/** A port, or an address and something. */
const begins = /^\s*(?:\d+|[\da-f]*[.:][\da-f.:%]*)\s+\S/i;

const ip = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*::?[\da-f:]*(?:%\w+)?)$/i;

const byDefault = [
  'LocalAddress',
  'LocalPort',
  'RemoteAddress',
  'RemotePort',
  'State',
  'AppliedSetting',
  'OwningProcess',
];

/** A narrow window cuts the names of columns: `Owni` is the beginning of one that we know. */
const wholeName = (name: string): string =>
  (name.length > 3 && byDefault.find((each) => each.startsWith(name))) || name;

/** osquery's process_open_sockets has the same columns, `local_address` and `pid`. */
const inPascal = (text: string): string =>
  /\blocal_(?:address|port)\b/.test(text)
    ? text.replace(/\b[a-z]+(?:_[a-z]+)*\b/g, (name) =>
        name
          .split('_')
          .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
          .join(''),
      )
    : text;

const wordsOf = (text: string): string[] => text.trim().split(/\s+/);

/** The name of a program may hold blanks; behind any other last column a reader writes notes. */
function withWholeNames(words: readonly string[], names: readonly string[]): readonly string[] {
  const at = names.findIndex((name) => /^(?:Program|Proc\w*Name|Process)$/.test(name));
  const more = words.length - names.length;
  if (at === -1 || more <= 0) return words;
  const end = at + more + 1;
  return [...words.slice(0, at), words.slice(at, end).join(' '), ...words.slice(end)];
}

/** Only addresses where addresses belong, and ports where ports do: else it is no row. */
function objectIn(
  words: readonly string[],
  names: readonly string[],
): Record<string, string> | null {
  const settings = names.indexOf('AppliedSetting');
  // A word stands there only, and a pid is none.
  const isEmpty = settings !== -1 && !/^[A-Z]/.test(words[settings] ?? '');
  const used = isEmpty ? names.filter((_, at) => at !== settings) : names;
  const cells = withWholeNames(words, used);
  const object = Object.fromEntries(used.map((name, at) => [name, cells[at] ?? '']));
  const isAddress = (text: string | undefined) =>
    /^(?:\*|[\da-f]*[:.][\da-f:.]*(?:%\w+)?(?:\.{3}|…)?)$/i.test(text ?? '');
  const isRow =
    isAddress(object.LocalAddress) &&
    isAddress(object.RemoteAddress) &&
    /^\d+$/.test(object.LocalPort ?? '') &&
    /^\d+$/.test(object.RemotePort ?? '');
  return isRow ? object : null;
}
