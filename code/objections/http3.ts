// Objection: lessons/objections.mdx#http3
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { MissingProgram } from '../base/errors.ts';
import { portOf } from './apps.ts';
import type { Cases } from './case.ts';

/** “Browsers will be HTTP/3.” Its connections are QUIC’s, over UDP: what does the system know of them? */
export const http3: Cases = {
  async 'three clients, each with two datagrams, at one UDP port'() {
    const server = createSocket('udp4');
    const clients = [1, 2, 3].map(() => createSocket('udp4'));
    using _ = {
      [Symbol.dispose]() {
        for (const socket of [server, ...clients]) socket.close();
      },
    };
    server.on('message', (_text, from) => server.send('answer', from.port, from.address));
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    for (const client of clients) {
      for (let n = 0; n < 2; n++) {
        client.send('question', portOf(server), '127.0.0.1');
        await once(client, 'message');
      }
    }
    return await rowsOf(portOf(server));
  },
};

/** The rows of a UDP port, as Linux lists them for `ss -uan` and netstat (proc(5), /proc/net/udp). */
async function rowsOf(port: number): Promise<string> {
  if (process.platform !== 'linux') throw new MissingProgram('no /proc/net/udp', 'run it on Linux');
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = (await readFile('/proc/net/udp', 'utf8'))
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, address = '']) => address.endsWith(local));
  const peers = rows.filter(([, , remote]) => remote !== '00000000:0000');
  return `${rows.length} row, ${peers.length === 0 ? 'no client in it' : `${peers.length} with a client`}`;
}
