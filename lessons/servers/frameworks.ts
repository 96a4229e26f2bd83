import { at, type ServerWords } from './words.ts';

/** Frameworks and runtimes that are brought on request. */
export const frameworkWords: readonly ServerWords[] = [
  {
    id: 'hapi',
    name: 'hapi',
    kind: 'framework',
    change:
      '`stop()` waits five seconds at most unless it is told otherwise. WebSockets are not told: close them with 1001 in an `onPreStop` extension.',
    source: at('hapi: server.stop', 'https://hapi.dev/api/#-await-serverstopoptions'),
    lesson: '11-leave-politely',
  },
  {
    id: 'nest',
    name: 'Nest',
    kind: 'framework',
    change:
      'The hooks call `close()` and no more. Hand the server to `careful.ts`, and leave the signal to it.',
    cure: 'careful nest',
    source: at('Nest: lifecycle events', 'https://docs.nestjs.com/fundamentals/lifecycle-events'),
    lesson: '11-leave-politely',
  },
  {
    id: 'bun',
    name: 'Bun',
    kind: 'framework',
    change:
      'Handle SIGTERM with `server.stop()`, and wait for it. Without a handler the signal ends the process in the middle of every answer.',
    cure: 'bun',
    source: at('Bun: server.stop', 'https://bun.com/docs/api/http'),
    lesson: '11-leave-politely',
  },
  {
    id: 'deno',
    name: 'Deno',
    kind: 'framework',
    change:
      'Handle SIGTERM with `server.shutdown()`, and wait for it. Without a handler the signal ends the process in the middle of every answer.',
    cure: 'deno',
    source: at(
      'Deno: HttpServer.shutdown',
      'https://docs.deno.com/api/deno/~/Deno.HttpServer.prototype.shutdown',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'deno-shutdown',
    name: 'Deno',
    kind: 'framework',
    change:
      'Set a limit of your own: `server.shutdown()` waits for whatever is open. Close WebSockets with 1001.',
    source: at(
      'Deno: HttpServer.shutdown',
      'https://docs.deno.com/api/deno/~/Deno.HttpServer.prototype.shutdown',
    ),
    lesson: '11-leave-politely',
  },
  {
    id: 'workerd',
    name: 'workerd',
    kind: 'framework',
    change: 'Take it out of its balancer first, and wait for as long as your slowest answer.',
    source: at('workerd: README', 'https://github.com/cloudflare/workerd#readme'),
    lesson: '11-leave-politely',
  },
];
