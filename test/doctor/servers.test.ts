import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examine } from '../../code/doctor/examine.ts';
import { freePort } from '../../code/doctor/target/listeners.ts';
import { courseProject } from '../specimens/servers/course-project.ts';
import { faultsOf, judged, verdictOn, verdicts } from './verdicts-of-servers.ts';

/** The common fault and its cure; all others: `npm run prove servers`. */
const here = ['node-close', 'careful'];

describe.concurrent('Told to stop', () => {
  const specimens = judged.filter(({ id }) => here.includes(id));
  test.for(specimens)('$id: $stop', async (specimen, { expect }) => {
    expect(await verdictOn(specimen)).toEqual(verdicts[specimen.id]);
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
