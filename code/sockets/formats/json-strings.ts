import type { Line } from './format.ts';

/**
 * The lines of a text that lies in JSON as a string, or as an array of strings: what Ansible, an API or
 * a log prints. null: it is no JSON, or its objects are connections themselves, or it has no such string.
 */
export function linesInJson(text: string): Line[] | null {
  if (!/^\s*[{["]/.test(text) || /"(?:Local|Remote)(?:Address|Port)"\s*:/.test(text)) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null; // cut off, or several objects
  }
  const strings = stringsIn(json);
  // Ansible has both, `stdout` and `stdout_lines`.
  const long = strings.filter((each) => each.includes('\n'));
  const lines = long.length > 0 ? long : strings;
  return lines.length > 0 ? numbered(lines, text) : null;
}

/** Each with the number of the line where its string begins. */
function numbered(strings: readonly string[], text: string): Line[] {
  let at = 0;
  let number = 1;
  return strings.flatMap((each) => {
    const found = text.indexOf(JSON.stringify(each).slice(0, 40), at);
    for (; at < found; at++) if (text[at] === '\n') number++;
    return each.split(/\r\n|\n|\r/).map((line) => ({ number, text: line }));
  });
}

function stringsIn(json: unknown): string[] {
  if (typeof json === 'string') return [json];
  if (typeof json !== 'object' || json === null) return [];
  return Object.values(json).flatMap(stringsIn);
}
