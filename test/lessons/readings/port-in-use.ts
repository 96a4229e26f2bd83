import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { commandOf, inOwnNetwork, node, type Readings, shell, shellUntil } from '../readings.ts';
import {
  answers,
  asked,
  beside,
  listeners,
  listens,
  queues,
  refusedSyn,
  server,
  stops,
} from './scenes.ts';

export const cases: Readings = {
  'another-process': {
    print: async () => {
      const shellOfIt = spawn('sh', ['-c', `"$0" -e "$1"; true`, process.execPath, answers], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const port = await new Promise<number>((done) =>
        shellOfIt.stdout.once('data', (line) => done(Number(line))),
      );
      const command = commandOf('port-in-use', { 7888: port });
      const child = Number(/pid=(\d+)/.exec(await shell(command))?.[1]);
      onTestFinished(() => void process.kill(child, 'SIGKILL'));
      shellOfIt.kill('SIGTERM');
      await new Promise((done) => shellOfIt.once('exit', done));
      return `${await shell(command)}\nsignal to ${shellOfIt.pid}`;
    },
    sees: (output) =>
      /signal/.test(output) &&
      /pid=(\d+)/.exec(output)?.[1] !== /signal to (\d+)/.exec(output)?.[1],
  },
  'same-process': {
    print: async () => {
      const { pid, port } = await node(
        server('http.createServer(() => {})', "process.on('SIGTERM', () => {});"),
      );
      process.kill(pid, 'SIGTERM');
      return `${await shell(commandOf('port-in-use', { 7888: port }))}\nsignal to ${pid}`;
    },
    sees: (output) =>
      /signal/.test(output) &&
      /pid=(\d+)/.exec(output)?.[1] === /signal to (\d+)/.exec(output)?.[1],
  },
  'two-listen': {
    print: async () => {
      const old = await node(beside(0));
      await node(beside(old.port));
      return await shell(commandOf('port-in-use', { 7888: old.port }));
    },
    sees: (output) => listeners(output).size > 1,
  },
  'owner-hidden': {
    print: async () => {
      const { port } = await node(answers);
      const asNobody = 'setpriv --reuid=65534 --clear-groups --inh-caps=-all --bounding-set=-all';
      return await shell(`${asNobody} ${commandOf('port-in-use', { 7888: port })}`);
    },
    sees: (output) => listens.test(output) && !output.includes('pid=') && queues(output)?.[0] === 0,
  },
  'not-accepted': {
    print: async () => await inOwnNetwork(refusedSyn('127.0.0.1'), commandOf('port-in-use')),
    sees: (output) => (queues(output)?.[0] ?? 0) > 0,
  },
  'process-1': { skipped: 'the same row as “the very process”; lesson 13 runs it as process 1' },
  'no-row': {
    print: async () => {
      const { app } = await asked(stops);
      return await shellUntil(
        commandOf('port-in-use', { 7888: app.port }),
        (o) => !listens.test(o),
      );
    },
    sees: (output) => !listens.test(output),
  },
  'old-connections': { skipped: 'run in test/lessons/symptoms.test.ts' },
  outgoing: { skipped: 'run in test/lessons/symptoms.test.ts' },
};
