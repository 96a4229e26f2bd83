import { expect, test } from 'vitest';
import { commandLines } from '../../site/lib/systems.ts';

const shown = (linux: string, macos: string, windows: string) =>
  commandLines({ linux, macos, windows }).map(
    ({ label, command, lang }) => `${label}: ${command} (${lang})`,
  );

test('Each system has its own line', () => {
  expect(shown('ss', 'lsof', 'netstat')).toEqual([
    'Linux: ss (sh)',
    'macOS: lsof (sh)',
    'Windows PowerShell: netstat (powershell)',
  ]);
});

test('Systems that agree share a line, neighbours or not', () => {
  expect(shown('lsof', 'lsof', 'netstat')).toEqual([
    'Linux and macOS: lsof (sh)',
    'Windows PowerShell: netstat (powershell)',
  ]);
  expect(shown('netstat', 'lsof', 'netstat')).toEqual([
    'Linux and Windows PowerShell: netstat (sh)',
    'macOS: lsof (sh)',
  ]);
  expect(shown('npm start', 'npm start', 'npm start')).toEqual([
    'Linux, macOS and Windows PowerShell: npm start (sh)',
  ]);
});
