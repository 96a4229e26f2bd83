import type { Readings } from '../readings.ts';
import { refusedSyn, waits } from './scenes.ts';

/** Asks machines that do not exist, over a cable whose other end drops all. */
const dropped = (...addresses: string[]) => `
subprocess.run('ip link add v0 type veth peer name v1 && ip addr add 10.9.9.1/24 dev v0 && ip link set v0 up && ip link set v1 up' + ''.join(' && ip neigh add ' + a + ' lladdr 02:00:00:00:00:01 dev v0' for a in dict.fromkeys(${JSON.stringify(addresses)})) + '', shell=True, check=True)
kept = []
for address in ${JSON.stringify(addresses)}:
    c = socket.socket(); c.setblocking(False)
    try: c.connect((address, 80))
    except BlockingIOError: pass
    kept.append(c)
`;

const peersOf = (output: string) =>
  new Set([...output.matchAll(/ (\S+):\d+ +users/g)].map(([, peer]) => peer));

export const cases: Readings = {
  'one-address': {
    print: () => waits('syn-sent', dropped('10.9.9.9', '10.9.9.9')),
    sees: (output) => peersOf(output).size === 1 && !/127\.0\.0\.1:7888/.test(output),
  },
  'this-machine': {
    print: () => waits('syn-sent', refusedSyn('127.0.0.1')),
    sees: (output) => /127\.0\.0\.1:7888/.test(output),
  },
  'many-addresses': {
    print: () => waits('syn-sent', dropped('10.9.9.7', '10.9.9.8', '10.9.9.9')),
    sees: (output) => peersOf(output).size > 2,
  },
};
