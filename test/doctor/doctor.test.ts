import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { examine } from '../../code/doctor/examine.ts';

/** A server of three ways to stop, as a user of the doctor would name their own. */
const server = fileURLToPath(new URL('../specimens/faulty/node-http.ts', import.meta.url));
const paths = { slow: '/slow', stream: '/stream', upload: '/upload' };

/** Work that is in progress when the signal comes, on a busy machine, too. */
const env = { SLOW_MS: '4000' };
const stop = (way: string) => examine({ command: [process.execPath, server, way], paths, env });

/** The level of each probe that was examined, but for the two that tell of races. */
const levels = ({ probes }: Awaited<ReturnType<typeof examine>>) =>
  Object.fromEntries(
    probes
      .filter(({ id, level }) => level !== 'skipped' && id !== 'P11' && id !== 'P12')
      .map(({ id, level }) => [id, level]),
  );

describe.concurrent('examine(), on a server of node:http', () => {
  test('without a handler: the signal cuts what is in progress', async () => {
    const found = await stop('none');
    expect(found.diagnoses).toEqual(['abrupt']);
    expect(found.ending).toMatchObject({ how: 'exit', signal: 'SIGTERM' });
    expect(levels(found)).toEqual({
      ...{ P1: 'pass', P2: 'pass', P3: 'fault', P4: 'fault' },
      ...{ P5: 'note', P6: 'fault', P7: 'fault', P16: 'pass', P17: 'note' },
    });
  });

  test('with close(): answers come whole, and the old process answers on', async () => {
    const found = await stop('close');
    // Half a head that never ends holds it (Node 26.10: no headersTimeout after close()).
    expect(found.diagnoses).toEqual(['still answering', 'stubborn']);
    expect(found.solo.map(({ id, ending }) => [id, ending.how])).toEqual([['P5', 'after we left']]);
    expect(found.oldAnswers).toBeGreaterThanOrEqual(3);
    expect(levels(found)).toEqual({
      ...{ P1: 'pass', P2: 'pass', P3: 'fault', P4: 'warning' },
      ...{ P5: 'note', P6: 'fault', P7: 'fault', P13: 'fault', P16: 'pass', P17: 'fault' },
    });
  });

  test('with close() and closeAllConnections(): nobody answers on, and work is cut', async () => {
    const found = await stop('close-all');
    expect(found.diagnoses).toEqual(['abrupt']);
    expect(found.oldAnswers).toBe(0);
    expect(levels(found)).toMatchObject({ P3: 'fault', P4: 'fault', P6: 'fault', P7: 'fault' });
  });

  test('a promise of your own: no work is cut, and the successor has the port', async () => {
    const { probes, portFreeMs } = await stop('close-briefly');
    const cut = probes.flatMap(({ findings }) => findings).filter(({ rule }) => /cut/.test(rule));
    expect(cut).toEqual([]);
    expect(portFreeMs).not.toBeNull();
  });
});
