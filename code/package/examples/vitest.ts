import { examine } from 'still-answering';
import { expect, test } from 'vitest';

test('stops without cutting anybody off', { timeout: 120_000 }, async () => {
  const { diagnoses, findings, probes } = await examine({
    command: ['node', 'server.mjs'],
    paths: { slow: '/report', upload: '/upload' },
  });
  const faults = [...probes.flatMap((probe) => probe.findings), ...findings]
    .filter(({ level }) => level === 'fault')
    .map(({ reason, cure, patch }) => ({ reason, cure, file: patch?.file, line: patch?.line }));
  expect(faults).toEqual([]);
  expect(diagnoses).toEqual(['graceful']);
});
