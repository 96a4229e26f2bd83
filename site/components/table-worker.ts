import { portsIn } from '../../code/sockets/formats/drawing.ts';
import { type Reading, readTable } from '../../code/sockets/formats/read-table.ts';
import { readingInWords } from '../../code/sockets/formats/reading-in-words.ts';
import { textOf } from '../../code/sockets/formats/text-of.ts';
import { readingHtml } from '../lib/table-html.ts';

/** A text, the bytes of a file, or neither: then what was read last is drawn again. */
export interface Asked {
  /** Comes back with the answer, so that an old one can be told from the last. */
  id: number;
  text?: string;
  bytes?: ArrayBuffer;
  port: number | undefined;
}

export interface Drawn {
  id: number;
  /** `31 TCP rows; left out 8 UDP`. */
  said: string;
  markup: string;
  /** Ports to choose from, the busiest first. */
  ports: number[];
}

let reading: Reading = readTable('');

// A worker, since 10 MB take seconds, and the page must not stand still for it.
addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  const text = data.bytes ? textOf(new Uint8Array(data.bytes)) : data.text;
  if (text !== undefined) reading = readTable(text);
  const { id, port } = data;
  const ports = [...new Set(reading.tables.flatMap(portsIn))].slice(0, 200);
  const known = port !== undefined && ports.includes(port) ? port : undefined;
  const drawn: Drawn = {
    id,
    said: readingInWords(reading),
    markup: readingHtml(reading, known).text,
    ports,
  };
  postMessage(drawn);
});
