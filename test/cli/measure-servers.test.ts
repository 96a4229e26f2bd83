import { describe, expect, test } from 'vitest';
import { again, measured, usualFirst, verdictOf } from '../../code/course/measure/servers.ts';
import type { Diagnosis, Examination } from '../../code/doctor/examination.ts';
import { examine } from '../../code/doctor/examine.ts';
import { callCli } from '../helpers/run-cli.ts';
import { nodeServers } from '../specimens/servers/node-servers.ts';
import { stage } from '../specimens/servers/specimen.ts';

const [node] = nodeServers();
if (!node) throw new Error('no Node to examine');

async function examined(): Promise<Examination> {
  await using staged = await stage(node as NonNullable<typeof node>);
  const { slow } = staged.options.paths ?? {};
  return await examine({ ...staged.options, paths: { slow }, only: ['P1', 'P3'], solo: true });
}

const as = (examination: Examination, ...diagnoses: Diagnosis[]) => ({ ...examination, diagnoses });

describe('A server of the table', () => {
  test('is counted run by run, and says when one came to another verdict', async () => {
    const found = await examined();
    const entry = measured(node, [found], found);
    expect([entry.runs, entry.verdict, entry.otherwise]).toEqual([1, 'abrupt', {}]);

    const twice = again(entry, found);
    const thrice = again(twice, as(found, 'still answering', 'abrupt'));
    expect([twice.runs, twice.otherwise]).toEqual([2, {}]);
    expect([thrice.runs, thrice.otherwise]).toEqual([3, { 'still answering, abrupt': 1 }]);
    expect(thrice.diagnoses).toEqual(['abrupt']);
  });

  test('is “executed unanswered” only when it was so each time', async () => {
    const found = as(await examined(), 'abrupt', 'executed unanswered');
    const entry = measured(node, [found], found);
    expect(entry.diagnoses).toContain('executed unanswered');
    const once = again(again(entry, found), as(found, 'abrupt'));
    expect([once.runs, once.unanswered, once.diagnoses]).toEqual([3, 2, ['abrupt']]);
  });

  test('shows the run that most were like', async () => {
    const found = await examined();
    const other: Examination = { ...found, findings: [], probes: [], diagnoses: ['graceful'] };
    const three = usualFirst([other, found, { ...found }]);
    expect(verdictOf(three[0]).diagnoses).toEqual(['abrupt']);
    const entry = measured(node, three, found);
    expect([entry.runs, entry.otherwise]).toEqual([3, { graceful: 1 }]);
  });
});

test.each([
  [['measure', 'servers', '--times', 'often'], '--times often is no count'],
  [['measure', 'servers', 'nosuch'], 'no server “nosuch” to be measured here'],
  [['bring-server', 'nosuch'], 'no server “nosuch” to bring'],
])('%j: one sentence, the remedy, exit 2', async (words, said) => {
  const { status, stderr } = await callCli(words);
  expect(status).toBe(2);
  expect(stderr).toContain(said);
});
