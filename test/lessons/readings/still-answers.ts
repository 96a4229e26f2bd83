import { commandOf, node, type Readings, shell, shellUntil } from '../readings.ts';
import {
  answers,
  asked,
  beside,
  client,
  established,
  listeners,
  listens,
  stops,
} from './scenes.ts';

export const cases: Readings = {
  'old-process': {
    print: async () => {
      const { app } = await asked(stops);
      return await shellUntil(
        commandOf('still-answers', { 7888: app.port }),
        (o) => !listens.test(o),
      );
    },
    sees: (output) => established.test(output) && !listens.test(output),
  },
  'one-process': {
    print: async () => {
      const { app } = await asked(answers);
      return await shell(commandOf('still-answers', { 7888: app.port }));
    },
    sees: (output) => established.test(output) && listeners(output).size === 1,
  },
  'two-listen': {
    print: async () => {
      const old = await node(beside(0));
      await node(beside(old.port));
      await node(client, old.port, 'GET');
      return await shell(commandOf('still-answers', { 7888: old.port }));
    },
    sees: (output) => listeners(output).size > 1,
  },
  'no-row': {
    print: async () =>
      await shell(commandOf('still-answers', { 7888: (await node(answers)).port })),
    sees: (output) => !established.test(output),
  },
};
