import { expect, test } from 'vitest';
import { secondHalf } from '../../lessons/test-items.later.ts';
import { firstHalf } from '../../lessons/test-items.ts';

const forms = ['a', 'b'] as const;
const rightOf = (half: typeof firstHalf, form: 'a' | 'b') => half.map((pair) => pair[form].right);

test('In each form the right answer stands in every place', () => {
  for (const form of forms) {
    const letters = [...rightOf(firstHalf, form), ...rightOf(secondHalf, form)];
    expect([...new Set(letters)].sort()).toEqual(['A', 'B', 'C', 'D']);
  }
});

test('Whoever always takes the longest answer is not better than chance by much', () => {
  for (const half of [firstHalf, secondHalf]) {
    const items = half.flatMap(({ a, b }) => [a, b]);
    const longest = items.filter(({ options, right }) => {
      const [most = 0, next = 0] = options.map(({ length }) => length).sort((a, b) => b - a);
      return most > next && options['ABCD'.indexOf(right)]?.length === most;
    });
    expect(longest.length / items.length).toBeLessThanOrEqual(0.375);
  }
});

test('The parallel item has its right answer elsewhere, so that the letter is nothing to remember', () => {
  for (const { ability, a, b } of secondHalf) expect(a.right, ability).not.toBe(b.right);
});
