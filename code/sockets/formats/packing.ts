/** What stands around a line of a table that went through something else, and the line without it. */
interface Unpacked {
  bare: string;
  /** The number, or the name, that stands before it. */
  mark: string;
}

interface Packing {
  of(line: string): Unpacked | null;
  /**
   * `same`: the mark is that of the other lines; `rising`: a number above that of the line before;
   * `counting`: above it by no more than the empty lines between take.
   */
  mark?: 'same' | 'rising' | 'counting';
}

/** Most lines of a text, or it is none of its packings: its first 300 that are not empty are asked. */
const most = 0.6;

/**
 * The lines without what most of them are packed in: a quote, a list, a diff, a box, literals of a
 * program, the numbers of an editor, nl, less or grep, times, a host or a container. One may lie in
 * another.
 */
export function unpacked(lines: readonly string[]): string[] {
  let bare = [...lines];
  for (let layer = 0; layer < 4; layer++) {
    const sample = bare.filter((line) => line.trim() !== '').slice(0, 300);
    const packing = packings.find((each) => isAround(each, sample));
    if (!packing) break;
    bare = bare.map((line) => packing.of(line)?.bare ?? line);
  }
  return bare;
}

function isAround({ of, mark }: Packing, sample: readonly string[]): boolean {
  const found = sample.flatMap((line) => of(line) ?? []);
  if (found.length < 2 || found.length < sample.length * most) return false;
  if (mark === undefined) return true;
  const fitting = found.filter((each, at) => {
    if (mark === 'same') return each.mark === found[1]?.mark;
    const step = at === 0 ? 1 : Number(each.mark) - Number(found[at - 1]?.mark);
    return step > 0 && (mark === 'rising' || step < 4);
  });
  return fitting.length >= sample.length * most;
}

const behind = (form: RegExp, mark?: Packing['mark']): Packing => ({
  of: (line) => {
    const [all, found = ''] = form.exec(line) ?? [];
    return all === undefined ? null : { bare: line.slice(all.length), mark: found };
  },
  ...(mark ? { mark } : {}),
});

const packings: readonly Packing[] = [
  {
    of: (line) => {
      const [, bare] = /^\s*[│┃║]\s?(.*?)\s*[│┃║]\s*$/.exec(line) ?? [];
      return bare === undefined ? null : { bare, mark: '' };
    },
  },
  { of: literal },
  behind(/^\s*(?:> ?|\+(?![-=])|[-*•·–]\s)/),
  // Not the `  12: 0100007F:1ED0` of /proc/net/tcp.
  behind(/^\s*(\d{1,7})(?:\t|[:-](?!\s*[\dA-Fa-f]{8,32}(?::|$))|\s?[|│]\s?|[.)]\s)/, 'rising'),
  // With a blank only, ports in the first column must not be taken for it.
  behind(/^\s*(\d{1,5}) {1,2}(?=\s*\S)/, 'counting'),
  behind(
    /^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.,]{5,20}(?:Z|[+-]\d\d:?\d\d)) \S{1,60} [^\s:]{1,60}: /,
  ),
  behind(
    /^\s*\[?\d{4}-\d\d-\d\d[T ][\d:.,]{5,20}(?:Z|[+-]\d\d:?\d\d)?\]?\s(?:std(?:out|err) [FP] )?/,
  ),
  behind(/^\s*\[?\d\d:\d\d:\d\d(?:[.,]\d+)?\]?\s/),
  behind(/^((?!tcp|udp|LISTEN|ESTAB)[A-Za-z][\w.@/-]{0,60}(?:\s*\||:(?=\s|$)))\s?/, 'same'),
  behind(/^(\[[A-Za-z][\w.@/-]{0,60}\])\s/, 'same'),
  {
    of: (line) => (/\s\\$|\S\\$/.test(line) ? { bare: line.slice(0, -1), mark: '' } : null),
  },
];

/** A line of a program or of JSON that is one string: not a row of CSV, which has several. */
function literal(line: string): Unpacked | null {
  const [, , text] =
    /^\s*[({[]*\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1\s*[+,;)\]}\\]*\s*$/.exec(line) ?? [];
  if (text === undefined) return null;
  const bare = text
    .replace(/(?:\\r)?\\n$/, '')
    .replace(/\\(["'`\\/])/g, '$1')
    .replaceAll('\\t', '\t');
  return { bare, mark: '' };
}
