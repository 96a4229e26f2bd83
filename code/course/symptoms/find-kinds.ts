/** What a line means, whoever prints it. */
export interface Kind<Id extends string = string> {
  /** In words, as “a connection ended before its answer”. */
  name: string;
  /** All of them are in one line, which is in small letters, its joined names taken apart. */
  says: readonly RegExp[];
  /** And this is not. */
  but?: RegExp;
  /** It is told of a process or a port, and so holds for other protocols than HTTP, too. */
  anyProtocol?: boolean;
  fits: readonly Id[];
}

/** Of each symptom the kind that speaks for it, the likeliest first. */
export function findKinds<Id extends string>(
  text: string,
  kinds: readonly Kind<Id>[],
): { id: Id; kind: Kind<Id> }[] {
  const lines = text.slice(0, 60_000).split('\n', 200).map(inSmall);
  const meant = kinds.filter(({ says, but }) =>
    lines.some((line) => says.every((words) => words.test(line)) && !but?.test(line)),
  );
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
