import { expect, test } from 'vitest';
import { safe } from '../../code/base/text/safe.ts';

test('safe() leaves plain text, line feed, tab and foreign letters alone', () => {
  const text = 'Hello, world!\n\t404 Größe 你好 👋 مرحبا';
  expect(safe(text)).toBe(text);
});

test.each([
  ['an escape sequence', 'O\x1b[2J K', 'O\\x1b[2J K'],
  ['a clipboard write', '\x1b]52;c;aGk=\x07', '\\x1b]52;c;aGk=\\x07'],
  ['an 8-bit control sequence', '\x9b2J', '\\x9b2J'],
  ['a carriage return and a backspace', 'good\rbad\b', 'good\\x0dbad\\x08'],
  ['NUL and DEL', '\0\x7f', '\\x00\\x7f'],
  ['a right-to-left override', 'txt\u202eexe', 'txt\\u202eexe'],
  ['marks, isolates and line breaks', '\u061c\u200f\u2066\u2028', '\\u061c\\u200f\\u2066\\u2028'],
])('safe() shows %s instead of letting it act', (_, text, shown) => {
  expect(safe(text)).toBe(shown);
});

test('safe() escapes every C0, C1 and bidi control, and nothing else below U+2100', () => {
  const escaped = Array.from({ length: 0x2100 }, (_, code) => code).filter(
    (code) => safe(String.fromCharCode(code)) !== String.fromCharCode(code),
  );
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => from + at);
  expect(escaped).toEqual([
    ...range(0x00, 0x08),
    ...range(0x0b, 0x1f),
    ...range(0x7f, 0x9f),
    0x061c,
    ...range(0x200e, 0x200f),
    ...range(0x2028, 0x202e),
    ...range(0x2066, 0x2069),
  ]);
});
