import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
// Content types come from a list that others keep up to date.
import { lookup } from 'mrmime';

/** The built site, in memory: a new build does not disturb a server that still shows the old one. */
export interface Site {
  /** By decoded path: `/01-the-swap/`, `/_astro/index.css`. */
  pages: Map<string, Page>;
  /** Paths of folders without their last slash. */
  folders: Set<string>;
  /** What the build folder holds besides regular files, and is therefore not served. */
  leftOut: string[];
}

export interface Page {
  body: Buffer;
  type: string;
  /** Strong: equal tags mean equal bytes. */
  etag: string;
  /** An HTTP date, to the second; never after now (RFC 9110 section 8.8.2.1). */
  modified: string;
}

/**
 * Reads the built site once. From here on no request's text reaches the file system, so that no
 * `..`, no link and no odd spelling can lead out of the folder: what is not in the map is not there.
 * @throws when the folder cannot be read
 */
export async function readSite(dist: string): Promise<Site> {
  const root = await realpath(dist);
  const site: Site = { pages: new Map(), folders: new Set(), leftOut: [] };
  const address = (file: string) => `/${relative(root, file).split(sep).join('/')}`;
  for await (const file of regularFiles(root, (other) => site.leftOut.push(address(other)))) {
    const path = address(file);
    const page = await readPage(file);
    site.pages.set(path, page);
    if (!path.endsWith('/index.html')) continue;
    const folder = path.slice(0, -'index.html'.length);
    site.pages.set(folder, page);
    if (folder !== '/') site.folders.add(folder.slice(0, -1));
  }
  return site;
}

async function* regularFiles(
  folder: string,
  leaveOut: (path: string) => void,
): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    // The build's own notes, such as the stamp.
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) yield* regularFiles(path, leaveOut);
    else if (entry.isFile() && (await realpath(path)) === path) yield path;
    else leaveOut(path);
  }
}

async function readPage(file: string): Promise<Page> {
  const body = await readFile(file);
  const { mtimeMs } = await stat(file);
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  const modified = new Date(Math.min(mtimeMs, Date.now())).toUTCString();
  return { body, etag, modified, type: contentType(file) };
}

function contentType(file: string): string {
  const type = lookup(file) ?? 'application/octet-stream';
  return /^text\/|json$|xml$/.test(type) ? `${type}; charset=utf-8` : type;
}
