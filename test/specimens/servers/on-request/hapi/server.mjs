// hapi, whose stop() waits five seconds at most unless it is told otherwise.
import Hapi from '@hapi/hapi';
import { port, routes, settings, webSockets } from './routes.mjs';

const server = Hapi.server({ port, host: '127.0.0.1' });
server.route({
  method: ['GET', 'POST'],
  path: '/{any*}',
  options: { payload: { parse: false, output: 'stream', maxBytes: 100_000_000 } },
  async handler({ raw }, h) {
    await routes(raw.req, raw.res);
    return h.abandon;
  },
});
webSockets(server.listener);
await server.start();
process.once('SIGTERM', () => server.stop(settings));
