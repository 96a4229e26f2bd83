import type { Endpoint } from '../socket-row.ts';

/**
 * An end as a program printed it, in our form: `*` is the wildcard of its family and port 0, an
 * IPv4-mapped address is IPv4. null when the port is no number.
 */
export function endpoint(address: string, port: string, family: 4 | 6): Endpoint | null {
  const number = port === '*' ? 0 : Number(port);
  if (!Number.isInteger(number) || port === '') return null;
  if (address === '*') return { address: family === 6 ? '::' : '0.0.0.0', port: number };
  return { address: address.replace(/^::ffff:(?=\d+\.)/i, ''), port: number };
}
