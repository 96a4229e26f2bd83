import type { Examination } from '../../code/doctor/examination.ts';
import { examine } from '../../code/doctor/examine.ts';
import { carefulWith, libraries, nodeServers } from '../specimens/servers/node-servers.ts';
import { type Specimen, stage } from '../specimens/servers/specimen.ts';

/** By specimen: the diagnoses, then each fault with the rule behind it. Order and wholeness, no times. */
export const verdicts: Record<string, [diagnoses: string[], faults: string[]]> = {
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
    [
      ...['port kept', 'P3 work cut', 'P4 work cut', 'P6 upload cut'],
      ...['P7 work cut', 'P11 newcomer lost'],
    ],
  ],
  'http-graceful-shutdown': [
    ['abrupt', 'stubborn'],
    ['held by endless ones', 'P14 work cut'],
  ],
  terminus: [['abrupt'], ['P3 work cut', 'P4 work cut', 'P7 work cut', 'P14 work cut']],
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

/** The servers that have a verdict here. */
export const judged = [...nodeServers(), ...libraries, ...carefulWith].filter(
  ({ id }) => id in verdicts,
);

/** What the doctor finds of a specimen, in the form of `verdicts`. */
export async function verdictOn(specimen: Specimen): Promise<[string[], string[]]> {
  await using staged = await stage(specimen);
  // Whether a POST that crosses the signal is carried out is a matter of a millisecond: not counted.
  const { count: _, ...paths } = staged.options.paths ?? {};
  const { options } = staged;
  // With half a second to spare, a busy machine lets work finish that the limit should have cut.
  const env = oneSecond.has(specimen.id) ? { ...options.env, WORK_MS: '4000' } : options.env;
  const found = await examine({ ...options, env, paths, solo: 'never' });
  // Its second is over before a busy machine reads what waits for P14, or not.
  const byChance = specimen.id === 'http-terminator' ? 'P14 work cut' : undefined;
  return [found.diagnoses, faultsOf(found).filter((fault) => fault !== byChance)];
}

/** Each fault by its probe and its rule. */
export function faultsOf({ findings, probes }: Examination): string[] {
  const of = (list: Examination['findings'], id = '') =>
    list.filter(({ level }) => level === 'fault').map(({ rule }) => `${id}${rule}`);
  return [...of(findings), ...probes.flatMap(({ id, findings }) => of(findings, `${id} `))];
}
