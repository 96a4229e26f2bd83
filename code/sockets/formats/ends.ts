import type { Endpoint } from '../socket-row.ts';
import { portOfService } from './services.ts';

/**
 * An end as a program printed it: `127.0.0.1:80`, `[::1]:80`, `:::80`, `*.80`, `fe80::1%lo0.smtp`.
 * The port stands behind the last colon or dot, whichever comes later: `::1.80` of a BSD, `::1:80` of
 * Linux. null where there is no port to be found.
 */
export function endOf(text: string, family: 4 | 6 = 4): Endpoint | null {
  const at = Math.max(text.lastIndexOf(':'), text.lastIndexOf('.'));
  if (at === -1) return null;
  const address = unbracketed(text.slice(0, at));
  return endpoint(address, text.slice(at + 1), address.includes(':') ? 6 : family);
}

/**
 * An end from its two parts, in our form: `*` is the wildcard of its family and port 0, an IPv4-mapped
 * address is IPv4, a port that this course knows by name is its number. null when the port is none.
 */
export function endpoint(address: string, port: string, family: 4 | 6): Endpoint | null {
  const at = address === '*' ? wildcard(family) : withoutMapping(address);
  if (port === '*') return { address: at, port: 0 };
  if (digits.test(port)) {
    const number = Number(port);
    return number <= 65_535 ? { address: at, port: number } : null;
  }
  if (!name.test(port)) return null;
  const known = portOfService(port);
  return known === undefined
    ? { address: at, port: 0, service: port }
    : { address: at, port: known };
}

export const wildcard = (family: 4 | 6): string => (family === 6 ? '::' : '0.0.0.0');

/** No other end: of a listening socket, of one that is bound only. */
export const nobody = (family: 4 | 6): Endpoint => ({ address: wildcard(family), port: 0 });

/** Is it an address, and not the name of a host? */
export const isNumeric = (address: string): boolean =>
  address.includes(':') || /^\d+\.\d+\.\d+\.\d+(%|$)/.test(address);

const digits = /^\d{1,5}$/;
/** A name of RFC 6335 section 5.1, with the signs that older lists have too. */
const name = /^(?=.*[A-Za-z])[\w+.-]{1,40}$/;

const withoutMapping = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** `[fe80::1]%eth0` of ss and `[fe80::1%12]` of Windows: the zone stays with the address. */
const unbracketed = (address: string): string =>
  address.startsWith('[') ? address.slice(1).replace(']', '') : address;
