import { commandOf, node, type Readings, shell } from '../readings.ts';
import { answers, asked, beside, client, count } from './scenes.ts';

export const cases: Readings = {
  'one-connection': {
    print: async () => {
      const { app } = await asked(answers);
      return await shell(commandOf('one-worker', { 7888: app.port }));
    },
    sees: (output) => /^ *1 pid=\d+\s*$/.test(output),
  },
  'one-process': {
    print: async () => {
      const { app } = await asked(answers);
      await node(client, app.port, 'GET');
      return await shell(commandOf('one-worker', { 7888: app.port }));
    },
    sees: (output) => /^ *([2-9]|\d{2,}) pid=\d+\s*$/.test(output),
  },
  spread: {
    print: async () => {
      const one = await node(beside(0));
      await node(beside(one.port));
      const command = commandOf('one-worker', { 7888: one.port });
      for (let peers = 0; peers < 40 && count(await shell(command), /pid=/) < 2; peers++) {
        await node(client, one.port, 'GET');
      }
      return await shell(command);
    },
    sees: (output) => count(output, /pid=/) >= 2,
  },
};
