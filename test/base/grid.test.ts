import { expect, test } from 'vitest';
import { grid } from '../../code/base/grid.ts';

test('a grid aligns what a terminal shows: wide letters, colours, an empty column left out', () => {
  const rows = [
    [{ text: '你好' }, { text: '' }, { text: 'LISTEN', style: 'green' as const }],
    [{ text: 'App 1' }, { text: '' }, { text: '✅' }],
  ];
  expect(grid(['who', 'none', 'state'], rows, false)).toEqual({
    width: 13,
    lines: ['who    state', '你好   LISTEN', 'App 1  ✅'],
  });
  const [, coloured] = grid(['who', 'none', 'state'], rows, true).lines;
  expect(coloured).toBe('你好   \x1b[32mLISTEN\x1b[39m');
});
