/** The text broken at spaces, so that a terminal does not break it inside a word; 20 to 100 columns. */
export function wrap(text: string, width: number): string {
  const columns = Math.max(20, Math.min(width, 100));
  return text.replace(new RegExp(`(.{1,${columns - 1}})(?: +|$)`, 'g'), '$1\n').trimEnd();
}
