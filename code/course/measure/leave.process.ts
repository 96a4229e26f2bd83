// One server that is told to leave by SIGTERM, in the order that its argument names; says its name
// in every answer. `--port N`: it waits until the port is free, as a successor does.
// Runs on plain node: erasable TypeScript and node: imports only, for a start without a loader.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { careful } from '../../doctor/careful.ts';

/** Milliseconds that one answer takes; the slow one is for the doctor. */
const [work, slow] = [30, 1_500];
/** Milliseconds that it serves on where it does; must outlast the checks that put it out. */
const wait = 2_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { name: { type: 'string', default: 'A' }, port: { type: 'string', default: '0' } },
});
let ready = true;

const server = createServer((request, answer) => {
  if (request.url === '/ready') return void answer.writeHead(ready ? 200 : 503).end();
  request.resume();
  setTimeout(() => answer.end(values.name), request.url === '/slow' ? slow : work);
});
const leave = () => process.exit();

const orders: Record<string, () => void> = {
  'no handler': () => {},
  'close()': () => process.on('SIGTERM', () => server.close(leave)),
  'close(), close all': () =>
    process.on('SIGTERM', () => {
      server.close(leave);
      server.closeAllConnections();
    }),
  'stop listening first (careful.ts)': () => careful(server),
  'not ready, exit after 2 s': () =>
    process.on('SIGTERM', () => {
      ready = false;
      setTimeout(leave, wait);
    }),
  'not ready, say close, 2 s later drain (careful.ts, serveOn)': () =>
    careful(server, {
      serveOn: wait,
      leaving: () => {
        ready = false;
      },
    }),
};

const [order = 'no handler'] = positionals;
const prepare = orders[order];
if (!prepare) throw new RangeError(`no order “${order}”; there are: ${Object.keys(orders)}`);
prepare();
process.on('message', () => {
  ready = false; // taken out of the balancer before the signal
});
process.once('disconnect', leave); // whoever started it has gone
if (!process.connected) leave(); // or had gone before this line

const listen = () => server.listen(Number(values.port), '127.0.0.1');
server.on('listening', () => process.send?.((server.address() as AddressInfo).port));
server.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE') throw error;
  setTimeout(listen, 5);
});
if (values.port !== '0') process.send?.('waiting');
listen();
