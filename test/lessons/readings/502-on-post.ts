import { commandOf, inFolder, type Readings } from '../readings.ts';

const nginxLog = (...methods: string[]) =>
  inFolder(
    {
      'error.log': methods
        .map(
          (method) =>
            `2026/11/28 04:07:53 [error] 8609#8609: *1 upstream prematurely closed connection while reading response header from upstream, client: 127.0.0.1, server: , request: "${method} /fin HTTP/1.1", upstream: "http://127.0.0.1:35877/fin", host: "127.0.0.1:57687"`,
        )
        .join('\n'),
    },
    commandOf('502-on-post', { '/var/log/nginx/error.log': 'error.log' }),
  );

export const cases: Readings = {
  'only-post': {
    print: () => nginxLog('POST', 'POST', 'PATCH'),
    sees: (output) => /POST/.test(output) && !/GET/.test(output),
  },
  'get-behind-nginx': {
    print: () => nginxLog('GET', 'POST'),
    sees: (output) => /GET/.test(output),
  },
  'get-behind-haproxy': { skipped: 'HAProxy and Apache write logs of their own: measured' },
  'in-quiet-hours': { skipped: 'needs a day of traffic' },
  'no-line': { print: () => nginxLog(), sees: (output) => output.trim() === '' },
};
