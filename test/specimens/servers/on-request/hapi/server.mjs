// hapi, whose stop() waits five seconds at most unless it is told otherwise.
import Hapi from '@hapi/hapi';
import { port, routes, settings, webSockets } from './routes.mjs';

const server = Hapi.server({ port, host: '127.0.0.1' });
const handler = async ({ raw }, h) => {
  await routes(raw.req, raw.res);
  return h.abandon;
};
const payload = { parse: false, output: 'stream', maxBytes: 100_000_000 };
server.route({ method: 'GET', path: '/{any*}', handler });
server.route({ method: 'POST', path: '/{any*}', handler, options: { payload } });
webSockets(server.listener);
await server.start();
process.once('SIGTERM', () => server.stop(settings));
