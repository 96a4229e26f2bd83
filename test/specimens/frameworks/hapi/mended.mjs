import { setTimeout as pause } from 'node:timers/promises';
import { server as create } from '@hapi/hapi';

const server = create({ port: process.env.PORT, host: '127.0.0.1' });
server.route({ method: 'GET', path: '/', handler: () => 'hello\n' });
server.route({ method: 'GET', path: '/slow', handler: () => pause(1_500, 'slow\n') });
await server.start();
process.once('SIGTERM', () => server.stop({ timeout: 8_000 }));
