/**
 * A file as text: UTF-8, or the UTF-16 that `>` of Windows PowerShell writes. Bytes that are neither
 * become U+FFFD; a word of another code page is then one that no list has.
 */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}
