import { commandOf, inOwnNetwork, type Readings } from '../readings.ts';
import { closing, established } from './scenes.ts';

export const cases: Readings = {
  'close-wait': {
    print: () =>
      inOwnNetwork(
        `${closing}a.close(); time.sleep(0.1)\nport = s.getsockname()[1]`.replace(
          "('127.0.0.1', 0)",
          "('127.0.0.1', 443)",
        ),
        commandOf('first-after-quiet'),
      ),
    sees: (output) => /CLOSE-WAIT +1 /.test(output),
  },
  'fails-at-once': { skipped: 'the row is ESTABLISHED; only the call tells it from the next' },
  hangs: {
    print: () =>
      inOwnNetwork(
        closing.replace("('127.0.0.1', 0)", "('127.0.0.1', 443)"),
        commandOf('first-after-quiet'),
      ),
    sees: (output) => established.test(output),
  },
  'no-row': {
    print: () => inOwnNetwork('', commandOf('first-after-quiet')),
    sees: (output) => !/127\.0/.test(output),
  },
};
