import { commandOf, node, type Readings, shell } from '../readings.ts';
import { answers, server } from './scenes.ts';

const statuses = (output: string, path: string) =>
  [...output.matchAll(new RegExp(`^${path} (\\d{3}) ?(.*)$`, 'gm'))].map(([, status, why]) => ({
    status,
    why,
  }));

const deploy = (seconds: number, port: number) =>
  shell(
    `timeout ${seconds} sh -c '${commandOf('502-during-deploys', { 7888: port, SERVER: '127.0.0.1' }).replaceAll("'", `'\\''`)}'; sleep 0.3`,
  );

export const cases: Readings = {
  refused: {
    print: () => deploy(2, 1),
    sees: (output) =>
      statuses(output, '/').length > 0 &&
      [...statuses(output, '/'), ...statuses(output, '/slow')].every(
        ({ status, why }) => status === '000' && /connect/.test(why ?? ''),
      ),
  },
  cut: {
    print: async () =>
      await deploy(
        2,
        (await node(server('net.createServer((c) => c.on("data", () => c.destroy()))'))).port,
      ),
    sees: (output) =>
      statuses(output, '/').length > 0 &&
      [...statuses(output, '/'), ...statuses(output, '/slow')].every(
        ({ status, why }) => status === '000' && /Empty reply|reset/.test(why ?? ''),
      ),
  },
  'slow-ones-cut': {
    print: async () =>
      await deploy(
        3,
        (
          await node(
            server(
              "http.createServer((q, r) => (q.url === '/slow' ? setTimeout(() => q.socket.destroy(), 300) : r.end('ok')))",
            ),
          )
        ).port,
      ),
    sees: (output) =>
      statuses(output, '/').length > 0 &&
      statuses(output, '/').every(({ status }) => status === '200') &&
      statuses(output, '/slow').some(
        ({ status, why }) => status === '000' && /Empty reply|reset/.test(why ?? ''),
      ),
  },
  'kept-ones': {
    print: async () => await deploy(2, (await node(answers)).port),
    sees: (output) => statuses(output, '/').length > 0 && !/ 000/.test(output),
  },
};
