import { expect, test } from 'vitest';
import type { LabEvent } from '../../code/run/events.ts';
import { ownRowsOnly, withoutColumns } from '../../code/run/own-rows.ts';

const netstat = [
  'tcp        0      0 127.0.0.1:17888         0.0.0.0:*               LISTEN      off (0.00/0/0)',
  'tcp        0      0 127.0.0.1:7888          127.0.0.1:50001         ESTABLISHED off (0.00/0/0)',
  'tcp        0    140 127.0.0.1:7888          127.0.0.1:60000         TIME_WAIT   timewait (46.55/0/0)',
  'tcp        0      0 127.0.0.1:7888          0.0.0.0:*               LISTEN      off (0.00/0/0)   ',
  'unix  3      [ ]         STREAM     CONNECTED     27888',
].join('\n');

const command = (tool: 'netstat' | 'program'): LabEvent => ({
  at: 2,
  kind: 'command',
  line: 'netstat -ano | grep 7888',
  tool,
  output: netstat,
  shown: false,
});

const run: LabEvent[] = [
  { at: 0, kind: 'server', app: 'App 1', did: 'listen', port: 7888 },
  { at: 1, kind: 'connection', did: 'open', app: 'App 1', who: 'browser', peer: 50001 },
];

test('of a tool’s output a run keeps its own rows, sorted, in the tool’s columns', () => {
  expect([...run, command('netstat')].map(ownRowsOnly()).at(-1)).toEqual({
    ...command('netstat'),
    output: [
      'tcp        0      0 127.0.0.1:7888          0.0.0.0:*               LISTEN      off (0.00/0/0)',
      'tcp        0      0 127.0.0.1:7888          127.0.0.1:50001         ESTABLISHED off (0.00/0/0)',
    ].join('\n'),
    others: 3,
  });
});

test('a second time it changes nothing: an old recording is read as it is', () => {
  const once = [...run, command('netstat')].map(ownRowsOnly());
  expect(once.map(ownRowsOnly())).toEqual(once);
});

test('what a program of the lesson prints is no table', () => {
  expect([...run, command('program')].map(ownRowsOnly()).at(-1)).toEqual(command('program'));
});

test('rows are sorted by what they say, however wide their columns are', () => {
  const wide = 'tcp   0 127.0.0.1:7888   0.0.0.0:*   LISTEN';
  const narrow = 'tcp 9 127.0.0.1:7888 0.0.0.0:* LISTEN';
  const output = `${narrow}\n${wide}`;
  const event = { ...command('netstat'), output } as LabEvent;
  expect([...run, event].map(ownRowsOnly()).at(-1)).toMatchObject({ output: `${wide}\n${narrow}` });
});

test('a row without its columns has single blanks', () => {
  expect(withoutColumns('  TCP    127.0.0.1:7888\t 0.0.0.0:0 ')).toBe(
    'TCP 127.0.0.1:7888 0.0.0.0:0',
  );
});
