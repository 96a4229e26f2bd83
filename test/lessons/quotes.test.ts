import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const kept = execFileSync('git', ['ls-files', 'lessons', 'site', 'code', '*.md'], {
  cwd: root,
  encoding: 'utf8',
});
/** Recordings hold what other programs printed; a translation quotes as its language does. */
const ours = kept
  .split('\n')
  .filter((path) => /\.(ts|mjs|mdx?|astro|css|py)$/.test(path) && !/^lessons\/zh-cn\//.test(path));

test('English text quotes with “ ”, on the page and in the terminal', () => {
  expect(ours.length).toBeGreaterThan(300);
  const others = ours.flatMap((path) =>
    readFileSync(`${root}${path}`, 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        /[«»„]/.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
      ),
  );
  expect(others).toEqual([]);
});
