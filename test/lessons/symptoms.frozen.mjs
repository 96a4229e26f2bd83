// A client that is frozen between its two requests: the second is due by a timer of its own, before
// its agent's timeout is.
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, timeout: 1_500 });
const ask = () => {
  const asked = request({ host: '127.0.0.1', port: process.argv[2], agent, method: 'POST' });
  asked.on('response', (answer) => answer.resume().on('end', () => process.send('ok')));
  asked.on('error', ({ code }) => {
    process.send(`${code} on a ${asked.reusedSocket ? 'kept' : 'new'} connection`);
  });
  asked.end();
};
setTimeout(ask, 500);
ask();
