import { commandOf, node, type Readings, shell } from '../readings.ts';
import { answers, asked, client, count, server } from './scenes.ts';

export const cases: Readings = {
  six: {
    print: async () => {
      const app = await node(server("http.createServer((q, r) => r.write('a'))"));
      for (let tab = 0; tab < 6; tab++) await node(client, app.port, 'GET');
      return await shell(commandOf('seventh-tab', { 7888: app.port }));
    },
    sees: (output) => count(output, /127\.0\.0\.1:\d+ +127\.0\.0\.1:\d+/) === 6,
  },
  'no-line': { skipped: 'stands in the server’s log, not in the table' },
  'max-sockets': { skipped: 'the same rows; the client’s `maxSockets` says so' },
  fewer: {
    print: async () => {
      const { app } = await asked(answers);
      return await shell(commandOf('seventh-tab', { 7888: app.port }));
    },
    sees: (output) => count(output, /127\.0\.0\.1:\d+ +127\.0\.0\.1:\d+/) < 6,
  },
};
