import { Agent, get, request } from 'node:http';
import { onTestFinished } from 'vitest';
import { commandOf, node, type Readings, shell } from '../readings.ts';
import { answers, server } from './scenes.ts';

/** Asks, and says how it failed: whether the connection had been used before. */
function failing(port: number, agent?: Agent, bytes = 0): Promise<string> {
  return new Promise((done) => {
    const asked = bytes
      ? request({ port, host: '127.0.0.1', method: 'POST', agent: false })
      : get({ port, host: '127.0.0.1', ...(agent && { agent }) });
    asked.on('response', (response) => {
      response.on('error', () => {});
      if (!bytes) response.resume().on('end', () => done('answered'));
    });
    asked.on('error', () =>
      done(`reusedSocket ${asked.reusedSocket}, ${bytes ? 'upload' : 'small'}`),
    );
    if (bytes) asked.end(Buffer.alloc(bytes));
  });
}

export const cases: Readings = {
  hint: {
    print: async () =>
      await shell(
        commandOf('reset-on-reuse', { 7888: (await node(answers)).port, SERVER: '127.0.0.1' }),
      ),
    sees: (output) => /Keep-Alive: timeout=5/.test(output) && /status 200/.test(output),
  },
  'no-hint': {
    print: async () => {
      const app = await node(
        server(
          "net.createServer((c) => c.on('error', () => {}).on('data', () => c.write('HTTP/1.1 200 OK\\\\r\\\\nContent-Length: 0\\\\r\\\\n\\\\r\\\\n')))".replaceAll(
            '\\\\',
            '\\',
          ),
        ),
      );
      return await shell(commandOf('reset-on-reuse', { 7888: app.port, SERVER: '127.0.0.1' }));
    },
    sees: (output) => /status 200/.test(output) && !/keep-alive: /i.test(output),
  },
  'no-status': {
    print: async () => await shell(commandOf('reset-on-reuse', { 7888: 1, SERVER: '127.0.0.1' })),
    sees: (output) => /status 000/.test(output),
  },
  reused: {
    print: async () => {
      const app = await node(
        server(
          "http.createServer((q, r) => (q.socket.asked ? q.socket.destroy() : ((q.socket.asked = true), r.end('ok'))))",
        ),
      );
      const agent = new Agent({ keepAlive: true });
      onTestFinished(() => agent.destroy());
      await failing(app.port, agent);
      return await failing(app.port, agent);
    },
    sees: (output) => output.startsWith('reusedSocket true'),
  },
  'early-answer': {
    print: async () => {
      const app = await node(
        server(
          "http.createServer((q, r) => { r.writeHead(413, { Connection: 'close' }).end(() => q.socket.destroy()); })",
        ),
      );
      return await failing(app.port, undefined, 50_000_000);
    },
    sees: (output) => /^reusedSocket false, upload/.test(output),
  },
  'first-use': {
    print: async () =>
      await failing(
        (await node(server("net.createServer((c) => c.on('data', () => c.destroy()))"))).port,
      ),
    sees: (output) => /^reusedSocket false, small/.test(output),
  },
};
