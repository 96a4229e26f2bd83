import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { examine } from '../../code/doctor/examine.ts';

const server = (way: string) => [
  process.execPath,
  fileURLToPath(new URL('../specimens/faulty/node-http.ts', import.meta.url)),
  way,
];

// What is over 600 ms after the signal has met nothing of a stop that comes 3 s after it.
describe.concurrent('Who serves on first, and then cuts', () => {
  test.for([
    ['drain-cut', 'P6', 'upload cut', { upload: '/upload' }],
    ['drain', 'P14', 'work cut', { big: '/big' }],
  ] as const)('%s: %s finds “%s”', async ([way, id, rule, paths]) => {
    const env = { DRAIN_MS: '3000' };
    const { probes, diagnoses } = await examine({ command: server(way), only: [id], paths, env });
    const found = probes.find((probe) => probe.id === id);
    expect(found?.findings.map((each) => each.rule)).toEqual([rule]);
    expect(diagnoses).toEqual(['abrupt']);
  });

  test('is not waited for by an upload for ever, where the port never becomes free', async () => {
    const { probes } = await examine({
      ...{ command: server('ignore'), only: ['P6'], paths: { upload: '/upload' }, capMs: 6_000 },
    });
    const [met] = probes.flatMap(({ id, met }) => (id === 'P6' ? [met] : []));
    const sent = met?.kind === 'connection' ? met.connection.exchanges[0]?.sentMs : null;
    expect(sent).toBeGreaterThan(4_900);
    expect(sent).toBeLessThan(6_000);
  });
});
