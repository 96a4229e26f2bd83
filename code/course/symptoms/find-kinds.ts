/** What a line means, whoever prints it. */
export interface Kind<Id extends string = string> {
  /** In words, as “a connection ended before its answer”. */
  name: string;
  /** All of them are in one line, which is in small letters, its joined names taken apart. */
  says: readonly RegExp[];
  /** And this is in the line as it was printed, for letters that mean another thing when small. */
  printed?: RegExp;
  /** And this is not. */
  but?: RegExp;
  /** It is told of a process or a port, and so holds for other protocols than HTTP, too. */
  anyProtocol?: boolean;
  /** A layout of its own that says all: no later kind is asked about such a line. */
  alone?: boolean;
  /** None: such a line is not this course's. */
  fits: readonly Id[];
}

interface Read {
  printed: string;
  small: string;
}

const read = (line: string): Read => ({ printed: line.slice(0, longest), small: inSmall(line) });

const isMeant = ({ says, printed, but }: Kind, line: Read): boolean =>
  says.every((words) => words.test(line.small)) &&
  (printed?.test(line.printed) ?? true) &&
  !but?.test(line.small);

/** The lines that no kind tells to be of something else. */
export function ownLines(text: string, kinds: readonly Kind[]): string {
  const foreign = kinds.filter(({ fits }) => fits.length === 0);
  const isOurs = (line: string) => !foreign.some((kind) => isMeant(kind, read(line)));
  return text.split('\n').filter(isOurs).join('\n');
}

/** Of each symptom the kind that speaks for it, the likeliest first. */
export function findKinds<Id extends string>(
  text: string,
  kinds: readonly Kind<Id>[],
): { id: Id; kind: Kind<Id> }[] {
  let lines = text.slice(0, 60_000).split('\n', 200).map(read);
  const meant = kinds.filter((kind) => {
    const isFound = lines.some((line) => isMeant(kind, line));
    if (kind.alone && isFound) lines = lines.filter((line) => !isMeant(kind, line));
    return isFound;
  });
  const found = new Map<Id, Kind<Id>>();
  for (const kind of meant) for (const id of kind.fits) if (!found.has(id)) found.set(id, kind);
  return [...found].map(([id, kind]) => ({ id, kind }));
}

/** A line of a log is rarely longer; what is longer is data. */
const longest = 600;

/** `HTTPClientError.remoteConnectionClosed` says its words, too. */
const inSmall = (line: string): string =>
  line
    .slice(0, longest)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[_’]/g, (sign) => (sign === '_' ? ' ' : "'"));
