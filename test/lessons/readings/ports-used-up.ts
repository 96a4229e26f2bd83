import type { Readings } from '../readings.ts';
import { waits } from './scenes.ts';

/** As many connections, each opened and closed by the client, which then has the TIME_WAIT. */
const oneARequest = (address: string, closesFirst: 'c' | 'a', times: number) => `
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(('${address}', 7888)); s.listen(200)
for _ in range(${times}):
    c = socket.create_connection(('${address}', 7888)); a, _ = s.accept()
    first, second = (c, a) if '${closesFirst}' == 'c' else (a, c)
    first.close(); second.recv(1); second.close()
`;

const most = (output: string) => Number(/^ *(\d+)/.exec(output)?.[1] ?? 0);

const near = (output: string) => /^ *(\d+) (\S+):\d+/m.exec(output)?.[2] ?? '';

export const cases: Readings = {
  'to-one': {
    print: () => waits('ports-used-up', oneARequest('10.0.0.5', 'c', 150)),
    sees: (output) => most(output) === 150 && !/^127|^\[?::1/.test(near(output)),
  },
  loopback: {
    print: () => waits('ports-used-up', oneARequest('127.0.0.1', 'c', 150)),
    sees: (output) => most(output) === 150 && /^127/.test(near(output)),
  },
  'near-the-limit': {
    print: () =>
      waits(
        'ports-used-up',
        `open('/proc/sys/net/ipv4/ip_local_port_range', 'w').write('40000 40059')\n${oneARequest('10.0.0.5', 'c', 55)}`,
      ),
    sees: (output) => most(output) === 55,
  },
  'from-your-port': {
    print: () => waits('ports-used-up', oneARequest('10.0.0.5', 'a', 150)),
    sees: (output) => most(output) === 1,
  },
};
