/** A check asks what a program does: programs that read otherwise and do the same solve it, too. */
export const alsoRight: Record<string, Record<string, string>> = {
  '02-not-modified': {
    'a pattern, a second function, the body written in two pieces': `
      import { once } from 'node:events';
      import { createServer } from 'node:http';
      const isKnown = (brought, name) => brought === '*' || new RegExp('(^|[ ,/])"' + name + '"').test(brought);
      export async function start(greeting, port) {
        const name = String(greeting.length);
        const app = createServer((request, response) => {
          response.setHeader('etag', '"' + name + '"');
          if (isKnown(request.headers['if-none-match'] ?? '', name)) {
            response.statusCode = 304;
            return response.end();
          }
          response.write(greeting);
          response.end('\\n');
        });
        await once(app.listen(port, '127.0.0.1'), 'listening');
        return app;
      }`,
  },
  '04-curl-disagrees': {
    'the control opened early and asked first, a tab of the witness asked last': `
      export async function compare({ browser, swap }) {
        const [control, witness] = [await browser(), await browser()];
        await witness.visit();
        await swap();
        const answer = await control.visit();
        return { control: answer, witness: await (await witness.newTab()).visit() };
      }`,
    'the control asked twice: its past is what came before the swap': `
      export async function compare({ browser, swap }) {
        const witness = await browser();
        await witness.visit();
        await swap();
        const control = await browser();
        await control.visit();
        return { control: await control.visit(), witness: await witness.visit() };
      }`,
  },
  '06-a-guess': {
    'the same connection, without what the browser brings along': `
      export const comesTrue = async ({ reload }) => (await reload({ cache: false })) === 'App 1';`,
  },
  '07-the-rows-i-filtered-out': {
    'a pattern for the whole row, its spaces tidied': `
      export function rowsOf(port, table) {
        const row = new RegExp('[:.]' + port + '(\\\\s|$)');
        return table.split(/\\r?\\n/).map((line) => line.trim()).filter((line) => row.test(line));
      }`,
  },
  '08-close-the-connections': {
    'the other order, in one turn': `
      export async function stop(app, log) {
        app.closeAllConnections();
        app.close();
        await log('over');
      }`,
    'stop first, and the log line between the two': `
      export async function stop(app, log) {
        app.close();
        await log('App 1 listens no more');
        app.closeAllConnections();
      }`,
    'the log line first': `
      export async function stop(app, log) {
        await log('App 1 stops');
        app.close();
        app.closeAllConnections();
      }`,
  },
  '10-half-fixed': {
    'told to its app by a flag, and said with the head of the answer': `
      import { createServer } from 'node:http';
      let stopping = false;
      export const create = (greeting, work) =>
        createServer((request, response) => {
          work().then(() => response.writeHead(200, stopping ? { Connection: 'close' } : {}).end(greeting));
        });
      export function stop(app) {
        stopping = true;
        app.close();
      }`,
    'shouldKeepAlive, which Node’s own header follows': `
      import { createServer } from 'node:http';
      export const create = (greeting, work) =>
        createServer(async (request, response) => {
          await work();
          response.shouldKeepAlive = response.shouldKeepAlive && request.socket.server.listening;
          response.end(greeting);
        });
      export const stop = (app) => app.close();`,
  },
  '11-leave-politely': {
    'close said first, a shorter limit, the sweep handed back': `
      export async function leave({ notReady, sayClose, wait, stopListening, sweep }) {
        sayClose();
        notReady();
        await wait();
        stopListening();
        return sweep(1_000);
      }`,
    'without async, in a chain': `
      export const leave = (can) => {
        for (const step of ['notReady', 'sayClose']) can[step]();
        return can.wait().then(() => can.stopListening()).then(() => can.sweep(5_000));
      };`,
  },
  '12-who-hangs-up-first': {
    'Node’s default of 5 s, the header set by the stop itself, an agent that gives up sooner': `
      import { Agent, createServer } from 'node:http';
      import { text } from 'node:stream/consumers';
      const open = new Set();
      export function createApp(work) {
        return createServer(async (request, response) => {
          open.add(response);
          response.on('close', () => open.delete(response));
          response.end(await work(await text(request)));
        });
      }
      export async function stop(app) {
        const over = new Promise((closed) => app.on('close', closed));
        app.close();
        for (const response of open) response.setHeader('connection', 'close');
        await over;
      }
      export const createAgent = () => new Agent({ keepAlive: true, timeout: 800 });
      export async function send(url, order, agent) {
        const { request } = await import('node:http');
        const { once } = await import('node:events');
        const sent = request(url, { method: 'POST', agent });
        sent.end(order);
        const [answer] = await once(sent, 'response');
        return await text(answer);
      }
      export const nginx = () => ({ upstream: 'keepalive_timeout 1s;', location: '' });`,
  },
  '13-the-process-that-will-not-exit': {
    'the process ends itself, with status 0': `
      import { setTimeout as passed } from 'node:timers/promises';
      export async function stop(app) {
        app.close();
        await passed(2_000, undefined, { ref: false });
        process.exit(0);
      }`,
    'a timer that is cleared, where nobody is left for it': `
      export function stop(app) {
        const limit = setTimeout(() => app.closeAllConnections(), 1_500);
        app.close(() => clearTimeout(limit));
      }`,
  },
  '14-not-on-the-list': {
    'each stream ended by itself, its connection told to close, half an event before its end': `
      import { createServer } from 'node:http';
      const ends = new WeakMap();
      export function create(log) {
        const streams = new Set();
        const app = createServer((request, response) => {
          response.writeHead(200, { 'Content-Type': 'text/event-stream', Connection: 'close' });
          let next = Number(request.headers['last-event-id'] ?? log.events.length - 1) + 1;
          const send = () => {
            for (; next < log.events.length; next++) response.write('id: ' + next + '\\ndata: ' + log.events[next] + '\\n\\n');
          };
          response.write('retry: 20\\n\\n');
          send();
          log.on('added', send);
          streams.add(() => {
            log.off('added', send);
            response.end('id: 99\\nda');
          });
        });
        ends.set(app, streams);
        return app;
      }
      export function stop(app) {
        app.close();
        for (const end of ends.get(app)) end();
      }`,
  },
};
