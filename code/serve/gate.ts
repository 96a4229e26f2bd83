import type { IncomingMessage } from 'node:http';
import { type Reply, redirect, refuse } from './reply.ts';

/**
 * Decides before any routing whether a request is for us at all, and refuses by default. A page
 * elsewhere may have its own name point at 127.0.0.1 (DNS rebinding), so the Host header must be
 * ours to the letter: no suffix, no list, no IP rule. Every known bypass was such a tolerance.
 * @param origin `http://127.0.0.1:4321`
 * @returns the refusal, or undefined for a request that may go on
 */
export function gate(origin: string): (request: IncomingMessage) => Reply | undefined {
  // From a URL: on port 80 a browser sends the host without a port.
  const { host } = new URL(origin);
  const localhost = host.replace('127.0.0.1', 'localhost');

  return (request) => {
    const { method, url = '', headers } = request;
    if (!url.startsWith('/')) return refuse(400, 'The request target must begin with a slash.');
    // Of two Host lines Node takes the first, another parser may take the last.
    if (hostLines(request) !== 1) return refuse(400, 'A request has exactly one Host header.');

    const reads = method === 'GET' || method === 'HEAD';
    if (headers.host === localhost && reads) return redirect(origin + url.replace(/^[/\\]+/, '/'));
    if (headers.host !== host) return refuse(403, `This server answers only at ${origin}/`);

    if (!reads) return refuse(405, 'This server knows GET and HEAD.', { Allow: 'GET, HEAD' });
    if (hasBody(request)) return refuse(413, 'A request to this server has no body.');
    if (!mayLoad(request)) return refuse(403, `Only pages of ${origin}/ may load this.`);
    return undefined;
  };
}

function hostLines({ rawHeaders }: IncomingMessage): number {
  return rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Who may load a file, by the Fetch Metadata headers of the browser: our own pages, the address bar,
 * and a link anywhere to a page of ours. Other clients send none of these headers.
 */
function mayLoad({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return true;
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}
