import type { IncomingHttpHeaders } from 'node:http';
import type { Page } from './site.ts';

/**
 * Has the client this very page already? If-None-Match decides; If-Modified-Since only where there
 * is none, RFC 9110 sections 13.1.3 and 13.2.2. A date that is none counts as not sent.
 */
export function isCurrent(page: Page, headers: IncomingHttpHeaders): boolean {
  const known = headers['if-none-match'];
  if (known !== undefined) return isAmong(page.etag, known);
  return httpDate(headers['if-modified-since']) >= Date.parse(page.modified);
}

/** If-None-Match compares weakly, RFC 9110 section 13.1.2. */
function isAmong(etag: string, known: string): boolean {
  const tags = known.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

/**
 * May a part be added to what the client has? If-Range compares strongly, and a date to the letter,
 * RFC 9110 section 13.1.5: a part of another page would make a mixture of both.
 */
export function mayContinue({ etag, modified }: Page, headers: IncomingHttpHeaders): boolean {
  const had = headers['if-range'];
  return had === undefined || had === etag || had === modified;
}

/** The three forms of a date in HTTP, RFC 9110 section 5.6.7. */
const forms = [
  /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/,
  /^\w{6,9}, \d\d-\w{3}-\d\d \d\d:\d\d:\d\d GMT$/,
  /^\w{3} \w{3} [\d ]\d \d\d:\d\d:\d\d \d{4}$/,
];

/** @returns milliseconds since 1970; NaN for what is no date */
function httpDate(text = ''): number {
  if (!forms.some((form) => form.test(text))) return Number.NaN;
  return Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
}
