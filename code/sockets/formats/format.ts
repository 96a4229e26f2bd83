import type { SocketRow } from '../socket-row.ts';

/** A line of a pasted text, without what the pasting put around it. */
export interface Line {
  /** 1 is the first line of the text. */
  number: number;
  text: string;
  /** The host, container or file that its text names before it; only where there are several. */
  host?: string;
}

/** A row as a text printed it. What the text does not say is null, `guessed`, or left out. */
export interface PastedRow extends SocketRow {
  /** Lines of the text that stand for this socket; several where several programs hold it. */
  lines: number[];
  /** As printed: `tcp`, `tcp4`, `tcp46`; `tcp` where the format has none. */
  protocol: string;
  /** When the connection began, as printed: CreationTime of Windows. */
  created?: string;
}

/** What a parser finds, told as it finds it. */
export interface Finds {
  /** The command above the table, '' without one. */
  readonly command: string;
  /** `device` names the socket where the format does: two rows of one device are one socket. */
  row(row: PastedRow, device?: string): void;
  /** A socket of another kind, such as UDP or UNIX. */
  leftOut(kind: string): void;
  /** A row that was told proves to be of another kind. */
  retract(row: PastedRow, kind: string): void;
  /** A line that is of this format and cannot be read. */
  notUnderstood(line: Line, reason: string): void;
  /** From here on the rows are of another moment or machine. */
  apart(reason: string): void;
}

/** Reads a table line by line, and remembers its header. */
export interface Parser {
  /** true: the line was of this format, and is dealt with. */
  take(line: Line): boolean;
  /** The text has ended, or another format begins. */
  end?(): void;
}

export interface Format {
  /** As it is named to the reader. */
  name: string;
  parser(finds: Finds): Parser;
  /** Does the format have a place for these? Said so where no row of a text uses it. */
  tells: { queues: boolean; timers: boolean };
}

/** The fields of a row that most formats leave empty. */
export const bare = {
  recvQueue: null,
  sendQueue: null,
  timer: null,
  inode: null,
  uid: 0,
} satisfies Partial<SocketRow>;

/** Of several that hold a socket, the one with the lowest pid stands for all. */
export function owned(
  owners: NonNullable<SocketRow['owners']>,
): Pick<SocketRow, 'owner' | 'owners'> {
  if (owners.length === 0) return { owner: null };
  const [first] = [...owners].sort((a, b) => a.pid - b.pid);
  return owners.length === 1 ? { owner: first ?? null } : { owner: first ?? null, owners };
}

/** A number that the system gives to nobody: the row has no owner. */
export const ownedBy = (pid: number, program = '?') => owned(pid > 0 ? [{ pid, program }] : []);

/** `udp6` is UDP, `unix` UNIX: what is left out is counted by kind. */
export function kindOf(protocol: string): string {
  const kind = protocol.toLowerCase().replace(/(?:46|[46l])$/, '');
  return kind === 'raw' ? kind : kind.toUpperCase();
}

/** Longer than any row; what is longer costs time and is no table. */
export const longestLine = 65_536;
