import { commandOf, node, type Readings, shell, shellUntil } from '../readings.ts';
import { answers, asked, server, stops } from './scenes.ts';

const last = (output: string, way: 'snd' | 'rcv') =>
  Number(new RegExp(`last${way}:(\\d+)`).exec(output)?.[1] ?? 0);

export const cases: Readings = {
  sends: {
    print: async () => {
      const { app } = await asked(
        server(
          "http.createServer((q, r) => { r.write('a'); setInterval(() => r.write('a'), 50); })",
        ),
      );
      return await shellUntil(
        commandOf('held-by-a-stream', { 7888: app.port }),
        (o) => last(o, 'rcv') > 1000,
      );
    },
    sees: (output) => last(output, 'snd') < 500 && last(output, 'rcv') > 1000,
  },
  receives: {
    print: async () => {
      const app = await node(server('net.createServer((c) => c.on("error", () => {}).resume())'));
      await node(
        `const s = require('node:net').connect(Number(process.argv[1]), '127.0.0.1', () => { console.log(1); setInterval(() => s.write('a'), 50); });`,
        app.port,
      );
      return await shellUntil(
        commandOf('held-by-a-stream', { 7888: app.port }),
        (o) => last(o, 'snd') > 1000,
      );
    },
    sees: (output) => last(output, 'rcv') < 500 && last(output, 'snd') > 1000,
  },
  'both-large': {
    print: async () => {
      const { app } = await asked(stops);
      return await shellUntil(
        commandOf('held-by-a-stream', { 7888: app.port }),
        (o) => last(o, 'rcv') > 1000 && last(o, 'snd') > 1000,
      );
    },
    sees: (output) => last(output, 'rcv') > 1000 && last(output, 'snd') > 1000,
  },
  'no-row': {
    print: async () =>
      await shell(commandOf('held-by-a-stream', { 7888: (await node(answers)).port })),
    // ss leaves out what is 0 ms: a stream that has just sent shows lastrcv alone.
    sees: (output) => !/last(snd|rcv)/.test(output),
  },
};
