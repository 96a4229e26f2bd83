import type { Line } from './format.ts';

/** A name of an end: of PowerShell, or of a tool that writes small letters. */
const connection =
  /"(?:(?:local|remote|foreign)_?(?:address|addr|ip|port)"\s*:|(?:local|laddr)"\s*:\s*"[^"]{2,60}:\d)/i;

/**
 * The lines of a text that lies in JSON as a string, or as an array of strings: what Ansible, an API or
 * a log prints. null: it is no JSON, or its objects are connections themselves, or it has no such string.
 */
export function linesInJson(text: string): Line[] | null {
  if (!/^\s*[{["]/.test(text) || connection.test(text)) return null;
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

/**
 * The lines of a log that has an object in JSON on each, as a container's: of each the longest string,
 * which is the message. null: most lines are none, or are connections themselves.
 */
export function linesOfLog(text: string): Line[] | null {
  if (!/^\s*\{\s*"/.test(text) || connection.test(text)) return null;
  const lines = text.split(/\r\n|\n|\r/);
  const found = lines.map((line, at) => ({ number: at + 1, text: messageIn(line) ?? line, line }));
  const objects = found.filter(({ text, line }) => text !== line).length;
  const full = lines.filter((line) => line.trim() !== '').length;
  return objects > 1 && objects > full / 2
    ? found.flatMap(({ number, text }) =>
        text
          .trimEnd()
          .split('\n')
          .map((each) => ({ number, text: each })),
      )
    : null;
}

function messageIn(line: string): string | null {
  if (!line.trimStart().startsWith('{')) return null;
  try {
    const strings = stringsIn(JSON.parse(line)).sort((one, other) => other.length - one.length);
    return strings[0] ?? null;
  } catch {
    return null;
  }
}

function stringsIn(json: unknown): string[] {
  if (typeof json === 'string') return [json];
  if (typeof json !== 'object' || json === null) return [];
  return Object.values(json).flatMap(stringsIn);
}
