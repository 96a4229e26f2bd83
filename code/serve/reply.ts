import type { ServerResponse } from 'node:http';

/** An answer as a value: the gate and the site make it, `send` alone writes it. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: Buffer | string;
}

/** Writes a reply with the headers that every answer of ours carries. To HEAD Node sends no body. */
export function send(response: ServerResponse, { status, headers, body }: Reply): void {
  const length = status === 304 ? {} : { 'Content-Length': Buffer.byteLength(body) };
  response.writeHead(status, { ...security, ...length, ...headers });
  response.end(body);
}

/** A sentence, and the end of the connection: nobody read what else the client may have sent. */
export function refuse(status: number, text: string, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      Connection: 'close',
      ...headers,
    },
    body: `${text}\n`,
  };
}

/** Temporary: a browser would keep a permanent one for the next project on this port. */
export function redirect(location: string): Reply {
  return { status: 307, headers: { Location: location, 'Cache-Control': 'no-store' }, body: '' };
}

const security = {
  // The pages load nothing from elsewhere. Inline: the theme's scripts, and the colours of code.
  // WebAssembly: the search. frame-ancestors has no effect in a <meta>, hence a header.
  'Content-Security-Policy': [
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // Not `same-origin`: a page may open App 1 in a tab and keep hold of it.
  'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
  'Referrer-Policy': 'no-referrer',
};
