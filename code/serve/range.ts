/** First and last byte, both included. */
export interface Range {
  first: number;
  last: number;
}

/**
 * Reads a Range header, RFC 9110 section 14.1.2, for a body of so many bytes. Of one range only: a
 * server may ignore any Range (section 14.2), and no browser asks a page for several.
 * @returns undefined: to be ignored, so the whole is the answer; 'none': no such byte, so 416
 */
export function rangeOf(header: string | undefined, size: number): Range | 'none' | undefined {
  const [, from, to] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '') ?? [];
  if (!from && !to) return undefined;
  if (from && to && Number(to) < Number(from)) return undefined;
  const first = from ? Number(from) : Math.max(0, size - Number(to));
  const last = from && to ? Math.min(Number(to), size - 1) : size - 1;
  return first <= last ? { first, last } : 'none';
}
