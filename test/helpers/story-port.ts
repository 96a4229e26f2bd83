import { until } from '../../code/base/until.ts';
import { type HeldPort, holdPort, storyPort } from '../../code/lab/port.ts';

/**
 * For a test that means port 7888 and no other: one of them at a time, whichever worker it runs in. The
 * lock is that of the port below, which no run of the course takes.
 */
export async function storyPortAlone(): Promise<Disposable> {
  return await taken(storyPort - 1);
}

/** Takes a port for a test, as soon as no other run has it. */
export async function taken(port: number): Promise<HeldPort> {
  const hold = () => holdPort(port).catch(() => undefined);
  return await until(`port ${port}`, hold, { ms: 20_000 });
}
