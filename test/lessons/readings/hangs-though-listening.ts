import { commandOf, inOwnNetwork, node, type Readings, shell } from '../readings.ts';
import { beside, client, listeners, listens, queues, refusedSyn, silent } from './scenes.ts';

export const cases: Readings = {
  'queue-full': {
    print: () => inOwnNetwork(refusedSyn('127.0.0.1'), commandOf('hangs-though-listening')),
    sees: (output) => (queues(output)?.[0] ?? 0) > (queues(output)?.[1] ?? 0),
  },
  'queue-waits': {
    print: () =>
      inOwnNetwork(
        "s = socket.socket(); s.bind(('127.0.0.1', 7888)); s.listen(50)\nc = [socket.create_connection(('127.0.0.1', 7888)) for _ in range(3)]",
        commandOf('hangs-though-listening'),
      ),
    sees: (output) =>
      (queues(output)?.[0] ?? 0) > 0 && (queues(output)?.[0] ?? 0) <= (queues(output)?.[1] ?? 0),
  },
  'queue-empty': {
    print: async () => {
      const app = await node(silent);
      await node(client, app.port);
      return await shell(commandOf('hangs-though-listening', { 7888: app.port }));
    },
    sees: (output) => queues(output)?.[0] === 0 && listeners(output).size === 1,
  },
  'two-listen': {
    print: async () => {
      const old = await node(beside(0));
      await node(beside(old.port));
      return await shell(commandOf('hangs-though-listening', { 7888: old.port }));
    },
    sees: (output) => listeners(output).size > 1,
  },
  'no-row': {
    print: () => shell(commandOf('hangs-though-listening', { 7888: 1 })),
    sees: (output) => !listens.test(output),
  },
};
