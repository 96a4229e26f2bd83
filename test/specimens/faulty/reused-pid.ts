// Alone in a pid namespace: a server ends, a stranger gets its pid, and the examination is put away.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { launch } from '../../../code/doctor/target/launch.ts';

const target = await launch(['sleep', '0.3'], 7888, {});
await target.whenGone;

/** A group of its own, as a shell or a service gives to what it starts. */
async function stranger(): Promise<ChildProcess> {
  for (;;) {
    writeFileSync('/proc/sys/kernel/ns_last_pid', `${target.pid - 1}`);
    const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    if (child.pid === target.pid) return child;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

const one = await stranger();
const family = target.family().map(({ pid }) => pid);
await target[Symbol.asyncDispose]();
const lives = one.exitCode === null && one.signalCode === null && one.kill(0);
one.kill('SIGKILL');
console.log(JSON.stringify({ sameNumber: one.pid === target.pid, family, lives }));
