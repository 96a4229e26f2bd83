import { inOwnNetwork, type Readings } from '../readings.ts';
import { closing, waits } from './scenes.ts';

export const cases: Readings = {
  orphaned: {
    print: () => waits('fin-wait2', `${closing}a.close(); time.sleep(0.1)`),
    sees: (output) => /timer:\(/.test(output) && !/users:/.test(output),
  },
  held: {
    print: () => waits('fin-wait2', `${closing}a.shutdown(socket.SHUT_WR); time.sleep(0.1)`),
    sees: (output) => /users:/.test(output) && !/timer:\(/.test(output),
  },
  'both-ends': {
    print: () => inOwnNetwork(`${closing}a.close(); time.sleep(0.1)`, 'ss -tn state close-wait'),
    sees: (output) =>
      /127\.0\.0\.1:\d+ +127\.0\.0\.1:\d+/.test(output) && !/timer|users/.test(output),
  },
};
