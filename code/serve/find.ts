import type { IncomingMessage } from 'node:http';
import { type Reply, redirect, refuse } from './reply.ts';
import type { Page, Site } from './site.ts';

/** Answers a request that has passed the gate, from the map alone. */
export function find({ pages, folders }: Site, { url = '', headers }: IncomingMessage): Reply {
  const [path = '', ...query] = url.split('?');
  const address = decoded(path);
  const page = pages.get(address);
  if (page) return isCurrent(page, headers['if-none-match']) ? unchanged(page) : whole(page);
  if (folders.has(address)) return redirect([`${encoded(address)}/`, ...query].join('?'));
  const missing = pages.get('/404.html');
  return missing ? { ...whole(missing), status: 404 } : refuse(404, 'There is no such page.');
}

/** Decoded once. A text that is no percent-encoding is left as it is, and is in no map. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Of a known path, so that a redirect leads nowhere else. */
function encoded(address: string): string {
  return address.split('/').map(encodeURIComponent).join('/');
}

/** If-None-Match compares weakly, RFC 9110 section 13.1.2. */
function isCurrent({ etag }: Page, ifNoneMatch = ''): boolean {
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

// Bytes go out as they are: on the loopback interface compression costs more than it saves.
function whole({ body, type, etag }: Page): Reply {
  return { status: 200, headers: { 'Content-Type': type, ...validators(etag) }, body };
}

function unchanged({ etag }: Page): Reply {
  return { status: 304, headers: validators(etag), body: '' };
}

/** no-cache: ask each time. A reader who has pulled a new lesson must not see the old one. */
function validators(etag: string): Record<string, string> {
  return { ETag: etag, 'Cache-Control': 'no-cache' };
}
