import { readFile } from 'node:fs/promises';
import { UsageError } from '../../base/errors.ts';
import { safe, safeJson } from '../../base/text/safe.ts';
import { wrapLines } from '../../base/text/wrap.ts';
import { isListening } from '../../sockets/connections.ts';
import { type PastedTable, type Reading, readTable } from '../../sockets/formats/read-table.ts';
import { headInWords, readingInWords } from '../../sockets/formats/reading-in-words.ts';
import { type Said, tableInWords } from '../../sockets/formats/table-in-words.ts';
import { rowsOf } from '../../sockets/formats/table-parts.ts';
import { textOf } from '../../sockets/formats/text-of.ts';
import { socketTable } from '../../sockets/table.ts';
import type { SocketsFlags } from './command.ts';
import type { SocketsIo } from './text.ts';

/**
 * `npm run sockets -- --from FILE`: the table of another machine, as somebody pasted it.
 * @param from a file, or `-` for standard input
 * @returns 0 when it holds rows, 1 when it holds sockets of other kinds only, 2 when it cannot be read.
 * @throws UsageError when there is no such file.
 */
export async function socketsFrom(
  from: string,
  port: number | undefined,
  flags: SocketsFlags,
  io: SocketsIo,
): Promise<number> {
  const { json } = flags;
  const { out } = io;
  const reading = readTable(textOf(await bytesOf(from)));
  if (json) out(`${safeJson(inJson(reading, port, flags))}\n`);
  else out(inText(reading, port, flags, io));
  return { rows: 0, 'no-tcp-rows': 1, 'not-read': 2 }[reading.verdict];
}

async function bytesOf(from: string): Promise<Uint8Array> {
  try {
    if (from !== '-') return await readFile(from);
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a folder',
      EACCES: 'you may not read it',
    };
    throw new UsageError(
      `${from} cannot be read: ${why[code as keyof typeof why] ?? code}`,
      'name a file that holds what netstat, ss, lsof or Get-NetTCPConnection printed, or - for standard input',
    );
  }
}

interface JsonTable extends PastedTable {
  said: Said[];
}

const inJson = (
  reading: Reading,
  port: number | undefined,
  flags: SocketsFlags,
): Omit<Reading, 'tables'> & { tables: JsonTable[] } => ({
  ...reading,
  tables: reading.tables.map((table) => ({
    ...table,
    rows: wanted(table, port, flags),
    said: tableInWords(table, port),
  })),
});

const wanted = (table: PastedTable, port: number | undefined, { listening }: SocketsFlags) =>
  rowsOf(table, port).filter((row) => !listening || isListening(row));

function inText(
  reading: Reading,
  port: number | undefined,
  flags: SocketsFlags,
  { isTTY, columns, color }: SocketsIo,
): string {
  const width = isTTY && columns > 0 ? columns : Number.POSITIVE_INFINITY;
  const lines = (text: string) => `${wrapLines(text, width).join('\n')}\n`;
  const unread = reading.notUnderstood
    .slice(0, 20)
    .map(({ line, text, reason }) =>
      lines(`  line ${line}: ${reason}: ${safe(text.trim().slice(0, 160))}`),
    );
  const several = reading.tables.length > 1;
  const tables = reading.tables.map((table, at) => {
    const rows = wanted(table, port, flags);
    const title = `${several ? `Table ${at + 1}, ` : ''}${headInWords(table, port)}`;
    const view = socketTable(rows, {
      port,
      listeners: table.rows,
      isPart: true,
      title,
      width,
      color,
    });
    const said = tableInWords(table, port).map(({ text, lines: numbers }) =>
      lines(numbers.length ? `- ${text} [line ${numbers.slice(0, 12).join(', ')}]` : `- ${text}`),
    );
    return `${view}\n${said.join('')}`;
  });
  return [lines(readingInWords(reading)) + unread.join(''), ...tables].join('\n');
}
