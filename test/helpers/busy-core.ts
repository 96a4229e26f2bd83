import { spawn } from 'node:child_process';

/** Its main thread hears that we are gone, while the other one is busy. */
const program = `
  new (require('node:worker_threads').Worker)('for (;;);', { eval: true });
  process.stdin.resume().on('close', () => process.exit());`;

/** A core that is busy for as long as this process lives: what holds only on an idle machine does not hold. */
export function busyCore(): Disposable {
  const child = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'ignore', 'ignore'] });
  return { [Symbol.dispose]: () => void child.kill() };
}
