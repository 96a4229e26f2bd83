import type { IncomingMessage } from 'node:http';
import { isCurrent, mayContinue } from './conditions.ts';
import { rangeOf } from './range.ts';
import { type Reply, redirect, refuse } from './reply.ts';
import type { Page, Site } from './site.ts';

/** Answers a request that has passed the gate, from the map alone. */
export function find({ pages, folders }: Site, request: IncomingMessage): Reply {
  const { url = '', headers } = request;
  const [path = '', ...query] = url.split('?');
  const address = decoded(path);
  const page = pages.get(address);
  if (page) return isCurrent(page, headers) ? unchanged(page) : wholeOrPart(page, request);
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

// Bytes go out as they are: on the loopback interface compression costs more than it saves.
function whole({ body, type, ...page }: Page): Reply {
  return { status: 200, headers: { 'Content-Type': type, ...validators(page) }, body };
}

function unchanged(page: Page): Reply {
  return { status: 304, headers: validators(page), body: '' };
}

/** The whole, or the part that was asked for. Only a GET has parts, RFC 9110 section 14.2. */
function wholeOrPart(page: Page, { method, headers }: IncomingMessage): Reply {
  const asked = method === 'GET' && mayContinue(page, headers) ? headers.range : undefined;
  const { length } = page.body;
  const range = rangeOf(asked, length);
  const reply = whole(page);
  if (range === undefined) {
    return { ...reply, headers: { ...reply.headers, 'Accept-Ranges': 'bytes' } };
  }
  if (range === 'none') {
    return { status: 416, headers: { 'Content-Range': `bytes */${length}` }, body: '' };
  }
  const { first, last } = range;
  return {
    status: 206,
    headers: { ...reply.headers, 'Content-Range': `bytes ${first}-${last}/${length}` },
    body: page.body.subarray(first, last + 1),
  };
}

/** no-cache: ask each time. A reader who has pulled a new lesson must not see the old one. */
function validators({ etag, modified }: Pick<Page, 'etag' | 'modified'>): Record<string, string> {
  return { ETag: etag, 'Last-Modified': modified, 'Cache-Control': 'no-cache' };
}
