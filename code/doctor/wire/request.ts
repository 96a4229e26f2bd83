import type { Address } from './connection.ts';

/** A request as bytes; `extra` are header lines, each ended by CR LF. */
export function get(address: Address, path: string, extra = ''): string {
  return head('GET', address, path, extra);
}

/** A POST without a body, or with the first part of one that `extra` announces. */
export function post(address: Address, path: string, extra = 'Content-Length: 0\r\n'): string {
  return head('POST', address, path, extra);
}

const head = (method: string, address: Address, path: string, extra: string): string =>
  `${method} ${path} HTTP/1.1\r\nHost: ${hostOf(address)}\r\n${extra}\r\n`;

function hostOf({ host, port, socket }: Address): string {
  if (socket !== undefined) return 'localhost';
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
