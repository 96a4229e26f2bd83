import { UsageError } from '../../base/errors.ts';

/** Where the built site will stand; nothing of it while it is read on the reader's own machine. */
export interface Place {
  /** Its origin, as `https://example.org`: what canonical addresses, sitemap and pictures need. */
  site?: string;
  /** The folder that it is served from, as `/still-answering/`. */
  base?: string;
}

/**
 * Reads `SITE` and `BASE`, the two variables by which a workflow says where it publishes.
 * @throws UsageError for a value that is no origin or no path
 */
export function placeFrom({ SITE, BASE }: NodeJS.ProcessEnv): Place {
  return { ...(SITE && { site: originOf(SITE) }), ...(BASE && { base: folderOf(BASE) }) };
}

function originOf(text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href) return url.origin;
  throw new UsageError(
    `SITE=${text} is no origin`,
    'scheme and host alone, as SITE=https://example.org; the path goes into BASE',
  );
}

function folderOf(text: string): string {
  if (/^\/?[\w.~-]+(?:\/[\w.~-]+)*\/?$/.test(text)) return `/${text.replace(/^\/|\/$/g, '')}/`;
  if (text === '/') return text;
  throw new UsageError(
    `BASE=${text} is no path of a folder`,
    'letters, digits, “.”, “_”, “~”, “-” between slashes, as BASE=/still-answering/',
  );
}
