import { commandOf, node, type Readings, shell, shellUntil } from '../readings.ts';
import {
  answers,
  asked,
  client,
  count,
  established,
  listens,
  server,
  silent,
  stops,
} from './scenes.ts';

const uninvited = 'setInterval(() => {}, 1000); console.log(0);';

export const cases: Readings = {
  'of-the-server': {
    print: async () => {
      const { app } = await asked(stops);
      return await shellUntil(
        `${commandOf('never-closes', { PID: app.pid })}; echo port ${app.port}`,
        (output) => !listens.test(output),
      );
    },
    sees: (output) => {
      const port = /port (\d+)/.exec(output)?.[1];
      return (
        !listens.test(output) &&
        new RegExp(`:${port} +\\S+ +users`).test(output) &&
        count(output, established) === 1
      );
    },
  },
  'both-ends': {
    print: async () => {
      const both = await node(
        server(
          "http.createServer((q, r) => r.end('ok'))",
          "app.keepAliveTimeout = 0; const agent = new http.Agent({ keepAlive: true }); app.on('listening', () => http.get({ port: app.address().port, agent }, (r) => r.resume().on('end', () => net.Server.prototype.close.call(app))));",
        ),
      );
      return await shellUntil(
        `${commandOf('never-closes', { PID: both.pid })}; echo port ${both.port}`,
        (output) => !listens.test(output) && count(output, established) === 2,
      );
    },
    sees: (output) => !listens.test(output) && count(output, established) === 2,
  },
  'a-pool': {
    print: async () => {
      const database = await node(silent);
      const app = await node(client, database.port);
      return `${await shell(commandOf('never-closes', { PID: app.pid }))}\nport 0 to ${database.port}`;
    },
    sees: (output) =>
      new RegExp(`:\\d+ +\\S+:${/to (\d+)/.exec(output)?.[1]} +users`).test(output) &&
      !listens.test(output) &&
      count(output, established) === 1,
  },
  silent: {
    print: async () => {
      const app = await node(
        server(
          'http.createServer(() => {})',
          "app.on('connection', () => setImmediate(() => net.Server.prototype.close.call(app)));",
        ),
      );
      await node(client, app.port);
      const bytes = `ss -tni '( sport = :${app.port} )'`;
      return await shellUntil(`echo silent; ${bytes}`, (output) => established.test(output));
    },
    sees: (output) =>
      output.startsWith('silent') && established.test(output) && !output.includes('bytes_received'),
  },
  listens: {
    print: async () => await shell(commandOf('never-closes', { PID: (await node(answers)).pid })),
    sees: (output) => listens.test(output),
  },
  'no-row': {
    print: async () => await shell(commandOf('never-closes', { PID: (await node(uninvited)).pid })),
    sees: (output) => output.trim() === '',
  },
};
