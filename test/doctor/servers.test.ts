import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Examination } from '../../code/doctor/examination.ts';
import { examine } from '../../code/doctor/examine.ts';
import { freePort } from '../../code/doctor/target/listeners.ts';
import { courseProject } from '../specimens/servers/course-project.ts';
import { carefulWith, libraries, nodeServers } from '../specimens/servers/node-servers.ts';
import { stage } from '../specimens/servers/specimen.ts';

/** By specimen: the diagnoses, then each fault with the rule behind it. Order and wholeness, no times. */
const verdicts: Record<string, [diagnoses: string[], faults: string[]]> = {
  node: [
    ['abrupt'],
    ['no handler', 'P3 work cut', 'P4 work cut', 'P6 upload cut', 'P7 work cut', 'P14 work cut'],
  ],
  'node-close': [
    ['still answering', 'abrupt', 'stubborn'],
    [
      'held',
      ...['P3 stays open', 'P6 stays open', 'P7 stays open'],
      ...['P13 still answers', 'P14 work cut', 'P17 stays open'],
    ],
  ],
  'node-close-all': [
    ['abrupt', 'stubborn'],
    [
      'held by endless ones',
      ...['P3 work cut', 'P4 work cut', 'P6 upload cut', 'P7 work cut', 'P14 work cut'],
    ],
  ],
  careful: [['graceful'], []],
  stoppable: [
    ['abrupt', 'stubborn'],
    ['held by endless ones', 'P14 work cut'],
  ],
  'http-terminator': [
    ['abrupt', 'stubborn'],
    ['port kept', 'P3 work cut', 'P4 work cut', 'P7 work cut', 'P11 newcomer lost'],
  ],
  'http-graceful-shutdown': [
    ['abrupt', 'stubborn'],
    ['held by endless ones', 'P14 work cut'],
  ],
  terminus: [
    ['abrupt'],
    ['no handler', 'P3 work cut', 'P4 work cut', 'P7 work cut', 'P14 work cut'],
  ],
  fastify: [
    ['still answering', 'abrupt', 'stubborn'],
    ['held', 'P3 stays open', 'P6 stays open', 'P7 stays open', 'P14 work cut'],
  ],
  express: [
    ['still answering', 'abrupt'],
    [
      ...['P3 stays open', 'P6 stays open', 'P7 stays open'],
      ...['P13 still answers', 'P14 work cut', 'P17 stays open'],
    ],
  ],
};
const asClose = verdicts['node-close'];
if (asClose) Object.assign(verdicts, { hono: asClose, koa: asClose });
for (const { id } of carefulWith) verdicts[id] = [['graceful'], []];

/** Libraries whose own limit is one second. */
const oneSecond = new Set(['http-terminator', 'terminus']);

const specimens = [...nodeServers(), ...libraries, ...carefulWith].filter(
  ({ id }) => id in verdicts,
);

describe.concurrent('Told to stop', () => {
  test.for(specimens)('$id: $stop', async (specimen, { expect }) => {
    await using staged = await stage(specimen);
    // Whether a POST that crosses the signal is carried out is a matter of a millisecond: not counted.
    const { count: _, ...paths } = staged.options.paths ?? {};
    const { options } = staged;
    // With half a second to spare, a busy machine lets work finish that the limit should have cut.
    const env = oneSecond.has(specimen.id) ? { ...options.env, WORK_MS: '4000' } : options.env;
    const found = await examine({ ...options, env, paths, solo: 'never' });

    expect([found.diagnoses, faultsOf(found)]).toEqual(verdicts[specimen.id]);
  });
});

describe('The course’s own server', () => {
  let project: Awaited<ReturnType<typeof courseProject>>;
  beforeAll(async () => {
    project = await courseProject();
  });
  afterAll(() => project?.[Symbol.asyncDispose]());

  const paths = { fast: '/', big: '/big.txt' };

  test('has no fault: still-answering start', async () => {
    const port = await freePort('127.0.0.1');
    const door = 'code/cli/still-answering.cjs';
    const command = [process.execPath, door, 'start', '--port', `${port}`];
    const found = await examine({ command, port, paths, cwd: project.root });

    expect(found.diagnoses).toEqual(['graceful']);
    expect(faultsOf(found)).toEqual([]);
    const asked = found.probes.filter(({ level }) => level !== 'skipped');
    expect(asked.map(({ id }) => id)).toEqual([
      'P1',
      'P2',
      'P5',
      'P11',
      'P12',
      'P14',
      'P16',
      'P17',
    ]);
  });

  test('has none under npm start either: npm keeps the signal to itself, and the server sees npm end', async () => {
    const port = await freePort('127.0.0.1');
    const command = ['npm', 'start', '--', '--port', `${port}`];
    const found = await examine({ command, port, paths, cwd: project.root });

    expect([found.diagnoses, faultsOf(found)]).toEqual([['graceful'], []]);
    const programs = found.target.chain.map(({ program }) => program.split(' ')[0]);
    expect(programs).toEqual(['npm', 'sh', expect.stringMatching(/node$/)]);
  });
});

function faultsOf({ findings, probes }: Examination): string[] {
  const of = (list: Examination['findings'], id = '') =>
    list.filter(({ level }) => level === 'fault').map(({ rule }) => `${id}${rule}`);
  return [...of(findings), ...probes.flatMap(({ id, findings }) => of(findings, `${id} `))];
}
