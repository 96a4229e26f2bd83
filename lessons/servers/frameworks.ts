import { at, type ServerWords } from './words.ts';

/** Frameworks and runtimes that are brought on request. */
export const frameworkWords: readonly ServerWords[] = [
  {
    id: 'hapi',
    name: 'hapi',
    kind: 'framework',
    change:
      'Answers in flight do not say close, and a big answer that is still being read is cut as idle. `careful.ts` knows both: hand it `server.listener`.',
    source: at('hapi: server.stop', 'https://hapi.dev/api/#-await-serverstopoptions'),
    lesson: '11-leave-politely',
  },
  {
    id: 'hapi-limit',
    name: 'hapi',
    kind: 'framework',
    change:
      'A longer timeout does not help what is cut as idle, a big answer that is still being read. `careful.ts` spares it: hand it `server.listener`.',
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
    id: 'nest-force',
    name: 'Nest',
    kind: 'framework',
    change:
      '`forceCloseConnections` cuts every answer in flight, and Nest then ends by the signal itself. Leave it off, and hand the server to `careful.ts`.',
    cure: 'careful nest',
    source: at(
      'Nest: keep-alive connections',
      'https://docs.nestjs.com/faq/keep-alive-connections',
    ),
    lesson: '08-close-the-connections',
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
    id: 'bun-stop',
    name: 'Bun',
    kind: 'framework',
    change:
      'Set a limit of your own: `server.stop()` waits for whatever is open. Close WebSockets with 1001.',
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
      'Set a limit of your own: `server.shutdown()` waits for a stream as long as it lives. An upload in progress was answered 500. Close WebSockets with 1001.',
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
    change:
      'It drains, and keeps the port while it does: newcomers are let in and get nothing, and an open stream holds it. Take it out of its balancer first, and set a limit from outside.',
    source: at('workerd: README', 'https://github.com/cloudflare/workerd#readme'),
    lesson: '11-leave-politely',
  },
];
