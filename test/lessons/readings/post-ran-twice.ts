import { commandOf, inFolder, type Readings } from '../readings.ts';
import { count } from './scenes.ts';

const accessLog = (...lines: string[]) =>
  inFolder({ 'access.log': lines.join('\n') }, commandOf('post-ran-twice'));

const order = (agent: string) =>
  `127.0.0.1 - - [28/Nov/2026:04:07:56 +0000] "POST /orders HTTP/1.1" 201 17 "-" "${agent}"`;

export const cases: Readings = {
  'two-lines': {
    print: () => accessLog(order('Go-http-client/1.1'), order('Go-http-client/1.1')),
    sees: (output) => count(output, /POST/) === 2 && !/Mozilla|curl|Wget/.test(output),
  },
  'from-a-browser': {
    print: () => accessLog(order('Mozilla/5.0'), order('Mozilla/5.0')),
    sees: (output) => count(output, /POST/) === 2 && /Mozilla|curl|Wget/.test(output),
  },
  'one-line': {
    print: () => accessLog(order('Go-http-client/1.1')),
    sees: (output) => count(output, /POST/) === 1,
  },
};
