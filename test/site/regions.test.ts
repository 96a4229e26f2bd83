import { describe, expect, test } from 'vitest';
import { cutRegion } from '../../site/lib/regions.ts';

const source = `import a from 'a';

// #region outer
export function run() {
  // #region inner
  step();

  step();
  // #endregion inner
}
// #endregion outer
`;

describe('A region', () => {
  test('is cut out with the lines it stands on, and without the indent its lines share', () => {
    expect(cutRegion(source, 'inner', 'a.ts')).toEqual({
      code: 'step();\n\nstep();',
      start: 6,
      end: 8,
    });
  });

  test('loses the markers of regions inside it', () => {
    const { code, start, end } = cutRegion(source, 'outer', 'a.ts');
    expect(code).toBe('export function run() {\n  step();\n\n  step();\n}');
    expect([start, end]).toEqual([4, 10]);
  });

  test('is the whole file when none is named', () => {
    expect(cutRegion('a\nb\n', undefined, 'a.ts')).toEqual({ code: 'a\nb', start: 1, end: 2 });
  });

  test('may be marked as Python marks comments', () => {
    const python = '# #region stop\nserver.stop()\n# #endregion stop\n';
    expect(cutRegion(python, 'stop', 'a.py').code).toBe('server.stop()');
  });
});

describe('A mistake with regions names the file, and what there is or should be', () => {
  test.each([
    ['a name that is not there', source, 'stop', 'a.ts has no region "stop"; it has: inner, outer'],
    ['a file without any', 'x', 'stop', 'a.ts has no region "stop"; it has: none'],
    ['one never closed', '// #region a\nx', 'a', 'a.ts: region "a" is never closed'],
    [
      'one closed by another name',
      '// #region a\nx\n// #endregion b',
      'a',
      'a.ts:3: #endregion b, but "a" is the one that is open',
    ],
    ['one never opened', 'x\n// #endregion a', 'a', 'a.ts:2: #endregion a, but none is open'],
    ['one without a name', '// #region\nx', 'a', 'a.ts:1: a region needs a name'],
    ['one inside itself', '// #region a\n// #region a', 'a', 'a.ts:2: region "a" is opened twice'],
    ['one without lines', '// #region a\n\n// #endregion a', 'a', 'a.ts: region "a" is empty'],
  ])('%s', (_title, text, name, message) => {
    expect(() => cutRegion(text, name, 'a.ts')).toThrow(message);
  });
});
