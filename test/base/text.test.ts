import { describe, expect, test } from 'vitest';
import { columnsOf, cut } from '../../code/base/text/width.ts';
import { breakLines, wrap, wrapLines } from '../../code/base/text/wrap.ts';

const chinese =
  '服务器停止以后，浏览器仍然从同一个连接得到旧的回答；而一个新的客户端（例如 curl）却得到新服务器的回答。这是为什么？';

describe('the columns of a text, as a terminal shows it', () => {
  test.each([
    ['plain', 'LISTEN', 6],
    ['Chinese', '你好', 4],
    ['a tick', '✅', 2],
    ['a family of four, joined', '👨‍👩‍👧‍👦', 2],
    ['half-width katakana', 'ｱｲｳ', 3],
    ['full-width letters', 'ＡＢ', 4],
    ['an accent of its own', 'e\u0301', 1],
    ['signs and frames of ours', '● ■ → ─ ✓', 9],
    ['colours', '\x1b[1m\x1b[33mApp 1\x1b[39m\x1b[22m', 5],
    ['nothing', '', 0],
  ])('%s', (_, text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });
});

describe('a text that is cut', () => {
  test.each([
    ['that fits', 'LISTEN', 6, 'LISTEN'],
    ['that does not', 'ESTABLISHED', 6, 'ESTAB…'],
    ['never through a wide letter', '你好世界', 4, '你…'],
    ['nor through a family', 'a👨‍👩‍👧‍👦b!', 3, 'a…'],
    ['to no room at all', 'LISTEN', 0, ''],
    ['to one column', 'LISTEN', 1, '…'],
  ])('%s', (_, text, columns, shown) => {
    expect(cut(text, columns)).toBe(shown);
    expect(columnsOf(shown)).toBeLessThanOrEqual(Math.max(columns, 0));
  });
});

describe('a text that is broken', () => {
  test('breaks at a space, which then belongs to neither line', () => {
    expect(wrapLines('a stopped server still answers', 14)).toEqual([
      'a stopped',
      'server still',
      'answers',
    ]);
  });

  test('keeps what fits exactly, and blanks inside a line', () => {
    expect(wrapLines('tcp   0  LISTEN', 15)).toEqual(['tcp   0  LISTEN']);
    expect(wrapLines('tcp   0  LISTEN', 14)).toEqual(['tcp   0 ', 'LISTEN']);
  });

  test('breaks Chinese between words, at 40 columns as everywhere', () => {
    for (const columns of [20, 40, 79]) {
      const lines = wrapLines(chinese, columns);
      expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(columns);
      expect(Math.max(...lines.map(columnsOf))).toBeGreaterThan(columns - 10);
      expect(lines.join('').replaceAll(' ', '')).toBe(chinese.replaceAll(' ', ''));
    }
    expect(wrapLines(chinese, 40)).toHaveLength(3);
  });

  test('a Chinese line neither begins with a closing sign nor ends with an opening one', () => {
    for (let columns = 8; columns < 60; columns++) {
      for (const line of wrapLines(chinese, columns)) {
        expect(line).not.toMatch(/^[，。；？）]|（$/);
      }
    }
  });

  test('a word wider than a line is broken between characters, and no family is parted', () => {
    expect(wrapLines('see 127.0.0.1:7888 now', 10)).toEqual(['see 127.0.', '0.1:7888', 'now']);
    expect(wrapLines('👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 5)).toEqual(['👨‍👩‍👧‍👦👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦']);
  });

  test('ends even where nothing fits', () => {
    expect(wrapLines('你好', 0)).toEqual(['你', '好']);
    expect(wrapLines('', 10)).toEqual(['']);
  });

  test('as positions says the same, for a text in colours', () => {
    const text = 'a stopped server';
    expect(breakLines(text, 9)).toEqual([
      { from: 0, to: 9 },
      { from: 10, to: 16 },
    ]);
  });

  test('into a paragraph: one column is left free, 100 are enough, Infinity leaves it whole', () => {
    const long = 'word '.repeat(60).trim();
    const widest = (width: number) => Math.max(...wrap(long, width).split('\n').map(columnsOf));
    expect(widest(20)).toBe(19);
    expect(widest(400)).toBe(99);
    expect(wrap(long, Number.POSITIVE_INFINITY)).toBe(long);
  });
});
