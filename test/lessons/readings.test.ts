import { describe, expect, test } from 'vitest';
import { findProgram } from '../../code/lab/find-program.ts';
import { findDaemon } from '../../code/lab/middlemen/daemon.ts';
import { symptoms } from '../../lessons/symptoms.ts';
import { isRoot, mayUnshare, needs, needsGrant } from '../helpers/needs.ts';
import { readings } from './readings.cases.ts';

// Each outcome that a symptom's page names, seen: the first command runs on real sockets, processes and
// files in which it is so, and of all outcomes of the page only this one fits what it prints.

describe.runIf(process.platform === 'linux').each(symptoms)('$id', ({ id, read }) => {
  const cases = readings[id];

  test('has a case, or a reason for none, for each reading and for no other', () => {
    expect(Object.keys(cases).sort()).toEqual(read.map((reading) => reading.id).sort());
  });

  const perReading = read.map((reading) => [reading.see, reading.id] as const);
  test.for(perReading)('%s', async ([, reading], ctx) => {
    const prepared = cases[reading];
    if (!prepared) throw new Error('no case');
    if ('skipped' in prepared) return ctx.skip(true, prepared.skipped);
    needs(ctx, 'ss', findProgram(['ss'], process.env));
    needs(ctx, 'curl', findProgram(['curl'], process.env));
    const text = `${prepared.print}`;
    if (/\b(?:waits|inOwnNetwork)\)?\(/.test(text)) needsGrant(ctx, 'namespaces', mayUnshare());
    if (/\bthroughNginx\(/.test(text)) needs(ctx, 'nginx', findDaemon('nginx'));
    if (reading === 'owner-hidden') needsGrant(ctx, 'root', isRoot());

    const output = await prepared.print();
    const fitting = Object.entries(cases).flatMap(([name, each]) =>
      'sees' in each && each.sees(output) ? [name] : [],
    );
    expect(fitting, output).toEqual([reading]);
  });
});
