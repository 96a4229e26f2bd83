import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commands } from '../../lessons/commands.ts';
import { symptoms } from '../../lessons/symptoms.ts';

// What a reader types has to mean the same in each shell: zsh is that of macOS, PowerShell 5 that of Windows.

const pages = globSync(['README.md', 'CONTRIBUTING.md', 'lessons/*.mdx']);
/** The lines of a page's blocks of shell; a block that says so by what it uses is bash's alone. */
const typed = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^```sh\n(.*?)^```/gms)]
    .map(([, block = '']) => block)
    .filter((block) => !block.includes('/dev/tcp/'))
    .flatMap((block) => block.trimEnd().split('\n'))
    .map((line) => `${page}: ${line}`),
);
const onCards = [...symptoms.map(({ first }) => first), ...Object.values(commands)]
  .flatMap(({ linux, macos }) => [linux, macos])
  .filter((command) => !command.startsWith('#'));

test('no comment behind a command: at its prompt zsh takes the words for arguments', () => {
  expect(typed.length).toBeGreaterThan(30);
  expect([...typed, ...onCards].filter((line) => /\s#/.test(line))).toEqual([]);
});

test('no && on a page: PowerShell knows it from version 7 on', () => {
  expect(typed.filter((line) => line.includes('&&'))).toEqual([]);
});

test('no variable that zsh has taken: path is where it looks for programs, status cannot be set', () => {
  const taken = /\b(?:for|read)\s+(?:path|cdpath|fpath|manpath|argv|status|pipestatus)\b/;
  expect(onCards.filter((command) => taken.test(command))).toEqual([]);
});

test('what a program reads has no line of npm before it', () => {
  const lines = pages.flatMap((page) => readFileSync(page, 'utf8').split('\n'));
  expect(lines.filter((line) => /\bcalled\(.*--json/.test(line))).toEqual([]);
});
