import { describe, expect, test } from 'vitest';
import { benchSockets } from '../../code/benchmarks/sockets.ts';
import { benchStart } from '../../code/benchmarks/start.ts';

const never = new AbortController().signal;

describe.runIf(process.platform === 'linux')('benchSockets()', () => {
  test('measures ours beside the programs of this machine', async () => {
    let printed = '';
    const out = (text: string) => {
      printed += text;
    };
    expect(await benchSockets({ out, signal: never, sizes: [10], rounds: 1 })).toBe(0);

    expect(printed).toMatch(/^10 connections held, \d+ rows in the table$/m);
    expect(printed).toMatch(/^ {2}listSockets\(\) +[\d.]+ +[\d.]+-[\d.]+/m);
    expect(printed).toMatch(/^ {2}still-answering sockets --owners +[\d.]+/m);
  });
});

test('benchStart() holds the first line of each command against a Node that does nothing', async () => {
  let printed = '';
  const out = (text: string) => {
    printed += text;
  };
  const status = await benchStart({ out, signal: never }, 3);
  for (const name of ['node -e 0', 'doctor --help', 'sockets 7888', 'lesson']) {
    expect(printed).toMatch(
      new RegExp(`^  ${name} +[\\d.]+ +[\\d.]+-[\\d.]+ +\\d+\\.\\d\\d +3$`, 'm'),
    );
  }
  const [, missed] = /^Goals: .*\. (All met|Missed: .*)\.$/m.exec(printed) ?? [];
  expect(status).toBe(missed === 'All met' ? 0 : 1);
});
