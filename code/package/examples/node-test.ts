import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examine } from 'still-answering';

test('stops without cutting anybody off', { timeout: 120_000 }, async ({ signal }) => {
  const { diagnoses, findings, probes } = await examine({
    command: ['node', 'server.mjs'],
    paths: { slow: '/report', upload: '/upload' },
    abort: signal, // a test that is called off leaves no server behind
  });
  const faults = [...probes.flatMap((probe) => probe.findings), ...findings]
    .filter(({ level }) => level === 'fault')
    .map(({ reason, cure, patch }) => ({ reason, cure, file: patch?.file, line: patch?.line }));
  assert.deepEqual(faults, []);
  assert.deepEqual(diagnoses, ['graceful']);
});
