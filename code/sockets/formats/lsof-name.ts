import type { Endpoint } from '../socket-row.ts';
import { endOf, nobody } from './ends.ts';

/** `*:5252` or `10.0.0.1:63194->[::1]:5252`, as lsof prints it in both of its forms; null: no ends. */
export function endsIn(name: string, family: 4 | 6): [Endpoint, Endpoint] | null {
  const arrow = name.indexOf('->');
  const local = endOf(arrow === -1 ? name : name.slice(0, arrow), family);
  const remote = arrow === -1 ? nobody(family) : endOf(name.slice(arrow + 2), family);
  return local && remote ? [local, remote] : null;
}

/**
 * A name as it was before lsof made it printable: safepup() in its lib/misc.c writes a byte that is not
 * as `\xe5`, and a backslash as two. In the C locale those are all bytes of a name in UTF-8.
 */
export function unescaped(name: string): string {
  if (!name.includes('\\')) return name;
  const bytes: number[] = [];
  const text = new TextEncoder();
  for (const [piece, hex] of name.matchAll(/\\x([0-9a-f]{2})|\\\\|[^\\]+|\\/g)) {
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else for (const byte of text.encode(piece === '\\\\' ? '\\' : piece)) bytes.push(byte);
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}
