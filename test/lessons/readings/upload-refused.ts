import { node, type Readings } from '../readings.ts';
import { server, upload } from './scenes.ts';

export const cases: Readings = {
  answered: {
    print: async () =>
      await upload(
        (
          await node(
            server(
              "http.createServer((q, r) => { r.writeHead(413, { Connection: 'close' }).end(); q.resume(); })",
            ),
          )
        ).port,
      ),
    sees: (output) => /^4\d\d$/m.test(output) && !/curl: \(5/.test(output),
  },
  'answer-lost': {
    print: async () =>
      await upload(
        (
          await node(
            server(
              'net.createServer((c) => c.on("error", () => {}).once("data", () => c.resetAndDestroy()))',
            ),
          )
        ).port,
      ),
    sees: (output) => /^000$/m.test(output) && /curl: \(5[56]\)/.test(output),
  },
  'closed-in-silence': {
    print: async () =>
      await upload(
        (
          await node(
            server(
              'net.createServer((c) => { c.on("error", () => {}).resume().once("data", () => c.end()); })',
            ),
          )
        ).port,
      ),
    sees: (output) => /^000$/m.test(output) && /curl: \(52\)/.test(output),
  },
  accepted: {
    print: async () =>
      await upload(
        (await node(server("http.createServer((q, r) => q.resume().on('end', () => r.end('ok')))")))
          .port,
      ),
    sees: (output) => /^[23]\d\d$/m.test(output),
  },
};
