import {
  commandIn,
  isCount,
  isLikeRow,
  isSectionHeader,
  isTime,
  oneEnd,
  sectionIn,
  unknownLayout,
} from './around.ts';
import { askedState } from './asked-state.ts';
import { type Finds, type Line, longestLine, type Parser, type PastedRow } from './format.ts';
import { formats } from './formats.ts';
import { linesOf } from './lines.ts';
import { type Lack, lacksOf, samePlace } from './table-parts.ts';

/** What was read in a pasted text. */
export interface Reading {
  /** A table for each moment, machine and tool that the text tells apart. */
  tables: PastedTable[];
  /** Sockets of other kinds, counted: `{ UDP: 8, UNIX: 4 }`. */
  leftOut: Record<string, number>;
  /** Lines that hold something like a socket and could not be read. */
  notUnderstood: NotUnderstood[];
  /** Numbers of the lines around the tables: words, prompts, titles. */
  otherLines: number[];
  /** `no-tcp-rows`: sockets of other kinds only, or a header and nothing below it. */
  verdict: 'rows' | 'no-tcp-rows' | 'not-read';
}

export interface PastedTable {
  /** `ss`, `Linux netstat`, `lsof`: found by itself. */
  format: string;
  /** The command above the table, where the paste has it. */
  command: string | null;
  /** Why it is not one with the table before; null for the first. */
  apart: string | null;
  rows: PastedRow[];
  /** What this text cannot tell, whatever is behind it. */
  lacks: Lack[];
}

export interface NotUnderstood {
  line: number;
  text: string;
  reason: string;
}

/**
 * Reads the socket table that somebody pasted, in any of the formats, found line by line. It throws at
 * nothing; what it cannot read it counts and shows. Time grows with the length of the text.
 */
export function readTable(text: string): Reading {
  const reading = new Reader();
  for (const line of linesOf(text)) reading.take(line);
  return reading.end();
}

class Reader implements Finds {
  readonly #reading: Reading = {
    tables: [],
    leftOut: {},
    notUnderstood: [],
    otherLines: [],
    verdict: 'not-read',
  };
  readonly #parsers: Array<{ format: (typeof formats)[number]; parser: Parser }>;
  #current = 0;
  #table: PastedTable | undefined;
  #seen = new Set<string>();
  #devices = new Map<string, PastedRow>();
  /** Rows of the table before something else came between; -1: nothing did. */
  #interrupted = -1;
  #command: string | null = null;
  #host: string | undefined;
  #apart: string | null = null;
  #section: string | null = null;
  #hasHeader = false;
  /** Rows without a state, with their text. */
  readonly #stateless = new Map<PastedRow, string>();
  #text = '';
  /** The length of the longest line, and how many are as long. */
  #widest = 0;
  #atEdge = 0;

  constructor() {
    this.#parsers = formats.map((format) => ({ format, parser: format.parser(this) }));
  }

  take(line: Line): void {
    if (line.host !== this.#host && this.#table)
      this.#apart = 'another name stands before its lines';
    this.#host = line.host;
    this.#text = line.text;
    if (line.text.length === this.#widest) this.#atEdge++;
    else if (line.text.length > this.#widest) [this.#widest, this.#atEdge] = [line.text.length, 1];
    if (line.text.length > longestLine) {
      this.notUnderstood(line, 'it is too long to be a row');
      return;
    }
    if (line.text.trim() === '') {
      this.#interrupt();
      this.#parsers[this.#current]?.parser.take(line);
      return;
    }
    const command = commandIn(line.text);
    if (command !== null) this.#begin(command, line);
    else if (!this.#taken(line)) this.#around(line);
  }

  end(): Reading {
    for (const { parser } of this.#parsers) parser.end?.();
    const { tables, leftOut } = this.#reading;
    for (const table of tables) this.#leaveOutCut(table);
    const all = tables.filter(({ rows }) => rows.length > 0);
    for (const table of all) {
      const format = formats.find(({ name }) => name === table.format);
      // A column that some rows use is there for all.
      if (table.rows.some(({ owner }) => owner !== undefined))
        for (const row of table.rows) row.owner ??= null;
      if (format) table.lacks = lacksOf(table.rows, format);
    }
    const others = Object.keys(leftOut).length > 0;
    this.#reading.notUnderstood.sort((one, other) => one.line - other.line);
    const isRead = this.#reading.notUnderstood.length === 0 && (others || this.#hasHeader);
    const verdict = all.length > 0 ? 'rows' : isRead ? 'no-tcp-rows' : 'not-read';
    return { ...this.#reading, tables: all, verdict };
  }

  row(row: PastedRow, device = ''): void {
    if (row.guessed && row.word === undefined) this.#asked(row);
    const key = `${row.protocol} ${place(row)}`;
    const isConnected = row.remote.port !== 0 && !row.local.cut && !row.remote.cut;
    const { format } = this.#parsers[this.#current] ?? {};
    const name = format?.name ?? '';
    if (this.#table && this.#table.format !== name) this.#apart ??= 'another tool printed it';
    const holder = this.#table && !this.#apart && this.#holder(row, key, device, isConnected, name);
    if (holder) {
      share(holder, row);
      return;
    }
    if (this.#table && !this.#apart && this.#seen.has(key)) {
      const last = this.#table.rows.at(-1);
      // A kernel hands out its table page by page, and may give the last row of a page twice.
      if (isConnected && this.#interrupted === -1 && last && isSame(last, row)) {
        last.lines.push(...row.lines);
        return;
      }
      this.#comeAgain(isConnected);
    }
    if (!this.#table || this.#apart) this.#open(name);
    this.#seen.add(key);
    if (device) this.#devices.set(`${device} ${key}`, row);
    else if (isConnected) this.#devices.set(key, row);
    this.#table?.rows.push(row);
    if (row.guessed && row.word === undefined) this.#stateless.set(row, this.#text);
  }

  get command(): string {
    return this.#command ?? this.#table?.command ?? '';
  }

  /** Where a row has no state, its command may say it. */
  #asked(row: PastedRow): void {
    const state = askedState(this.command);
    if (state === null) return;
    row.state = state;
    delete row.guessed;
  }

  leftOut(kind: string): void {
    this.#reading.leftOut[kind] = (this.#reading.leftOut[kind] ?? 0) + 1;
  }

  retract(row: PastedRow, kind: string): void {
    for (const table of this.#reading.tables) {
      const at = table.rows.indexOf(row);
      if (at !== -1) table.rows.splice(at, 1);
    }
    this.leftOut(kind);
  }

  notUnderstood({ number, text }: Line, reason: string): void {
    this.#reading.notUnderstood.push({ line: number, text: text.slice(0, 400), reason });
  }

  apart(reason: string): void {
    this.#apart = reason;
  }

  /**
   * A connection without a state, where others have one behind their ends, is half a line: the text may
   * break off within its last port. netstat of Linux and Windows prints one in any case. Any other is
   * half a line, too, where it is one of several that are as wide as the text.
   */
  #leaveOutCut(table: PastedTable): void {
    if (/^(?:ss|BSD sockstat|BSD fstat|FreeBSD procstat|macOS nettop|lsof -F)$/.test(table.format))
      return;
    const isPrinted =
      /^(?:Linux|Windows)/.test(table.format) || table.rows.some(({ guessed }) => !guessed);
    for (const row of table.rows.filter((each) => this.#stateless.has(each))) {
      const text = this.#stateless.get(row) ?? '';
      // With -x of FreeBSD seconds stand at the edge, and no port.
      const isAtEdge =
        this.#atEdge > 1 &&
        text.length === this.#widest &&
        /[.:][\w*-]+$/.test(text) &&
        !/\s\d+\.\d+$/.test(text);
      if (!isAtEdge && !(isPrinted && row.remote.port !== 0)) continue;
      table.rows.splice(table.rows.indexOf(row), 1);
      const [number = 0] = row.lines;
      this.notUnderstood({ number, text }, 'it is cut off before its state');
    }
  }

  /** The parser that took the line before is asked first, then the others. */
  #taken(line: Line): boolean {
    const before = this.#current;
    for (let turn = -1; turn < this.#parsers.length; turn++) {
      const at = turn === -1 ? before : turn;
      if (at === before && turn !== -1) continue;
      this.#current = at;
      if (!this.#parsers[at]?.parser.take(line)) continue;
      if (at !== before) this.#parsers[before]?.parser.end?.();
      this.#section = null;
      this.#hasHeader = true;
      return true;
    }
    this.#current = before;
    return false;
  }

  /** No row: a title, a time, words; or something like a row that no format knows. */
  #around(line: Line): void {
    const { text, number } = line;
    this.#interrupt();
    if (isTime(text)) {
      if (this.#table) this.#apart = 'a time stands between them';
      this.#reading.otherLines.push(number);
      return;
    }
    const section = sectionIn(text);
    if (section !== undefined) this.#section = section;
    else if (this.#section && !isSectionHeader(text)) {
      this.leftOut(this.#section);
      return;
    } else if (/\d->\d+\/(?:tcp|udp)\b/.test(text)) {
      this.notUnderstood(line, 'it names the ports that a container publishes, and no sockets');
      return;
    } else if (isLikeRow(text)) {
      this.notUnderstood(line, unknownLayout);
      return;
    } else if (oneEnd.test(text)) {
      this.notUnderstood(line, 'it has one end alone; print the other and the state, too');
      return;
    } else if (isCount(text)) {
      this.notUnderstood(
        line,
        'it counts sockets and lists none; ss -tnap, or netstat -ano, lists them',
      );
      return;
    }
    this.#reading.otherLines.push(number);
  }

  #begin(command: string, line: Line): void {
    this.#reading.otherLines.push(line.number);
    this.#parsers[this.#current]?.parser.end?.();
    this.#section = null;
    if (command === '') return;
    const isOther = !isSameLook(this.command, command);
    if (this.#table && isOther) this.#apart = 'another command printed it';
    this.#command = command;
  }

  #interrupt(): void {
    if (this.#interrupted === -1 && this.#table) this.#interrupted = this.#table.rows.length;
  }

  #open(format: string): void {
    const apart = this.#reading.tables.length > 0 ? this.#apart : null;
    this.#table = { format, command: this.#command, apart, rows: [], lacks: [] };
    this.#reading.tables.push(this.#table);
    this.#apart = null;
    this.#command = null;
    this.#interrupted = -1;
    this.#seen = new Set();
    this.#devices = new Map();
  }

  /** The row that stands for the same socket, which another process holds, too. */
  #holder(row: PastedRow, key: string, device: string, isConnected: boolean, format: string) {
    if (!/lsof|lsfd|sockstat|fstat|Solaris/.test(format)) return undefined;
    const held = device ? this.#devices.get(`${device} ${key}`) : this.#devices.get(key);
    // Without a device two listening sockets may be two: SO_REUSEPORT.
    return held && (device !== '' || isConnected) && row.owner ? held : undefined;
  }

  /** A row that was there already: what has been read since the last interruption is another moment. */
  #comeAgain(isConnected: boolean): void {
    const from = this.#interrupted;
    if (from === -1 && !isConnected) return; // two listening sockets of one address
    const moved = from === -1 ? [] : (this.#table?.rows.splice(from) ?? []);
    const format = this.#table?.format ?? '';
    this.#apart = 'a row comes again';
    this.#open(format);
    for (const row of moved) {
      this.#seen.add(`${row.protocol} ${place(row)}`);
      this.#table?.rows.push(row);
    }
  }
}

/** The kernel has two files for one table: of IPv4, and of IPv6. */
const isSameLook = (before: string, command: string): boolean =>
  before !== command &&
  /net\/tcp6?$/.test(before) &&
  before.replace(/6$/, '') === command.replace(/6$/, '');

/** Of another state it is another moment: a poll without a header, a time before each line. */
const isSame = (one: PastedRow, other: PastedRow): boolean =>
  place(one) === place(other) && one.state === other.state;

const place = ({ local, remote }: PastedRow): string => [local, remote].map(samePlace).join(' ');

function share(holder: PastedRow, { owner, lines }: PastedRow): void {
  holder.lines.push(...lines);
  const owners = holder.owners ?? (holder.owner ? [holder.owner] : []);
  if (!owner || owners.some(({ pid }) => pid === owner.pid)) return;
  holder.owners = [...owners, owner];
  if (!holder.owner || owner.pid < holder.owner.pid) holder.owner = owner;
}
