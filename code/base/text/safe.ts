/**
 * Makes a text from outside fit for a terminal: a body, a header, a process name. A control character
 * or a bidirectional override is written as what it is, `\x1b` or `\u202e`, instead of acting on the
 * screen; line feed and tab stay. Our own colours are added afterwards.
 */
export function safe(text: string): string {
  return text.replace(acting, (character) => {
    const code = character.charCodeAt(0);
    return code < 256 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
  });
}

/** A value as JSON that does not act on a terminal either: JSON.stringify lets C1 and bidi through. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(
    acting,
    (character) => `\\u${hex(character.charCodeAt(0), 4)}`,
  );
}

/** C0 and C1 with DEL, the twelve bidi controls of UAX #9, and the two Unicode line breaks. */
const acting = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
