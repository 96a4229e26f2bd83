// A sender: node sender.mjs WARM ORDER METHOD COUNT KIND. COUNT requests to WARM at once; says “ready”; on a
// line of its input COUNT to ORDER, each with a number of its own; says what each came to, as JSON.
import http from 'node:http';

const [warm, order, method, count, kind] = process.argv.slice(2);
const kinds = {
  Agent: new http.Agent({ keepAlive: true }),
  'Agent with a timeout': new http.Agent({ keepAlive: true, timeout: 600_000 }),
  'global agent': http.globalAgent,
};

async function ask(url, method) {
  const body = method === 'POST' ? 'hello' : undefined;
  if (kind === 'fetch') {
    const got = await fetch(url, { method, body }).catch(
      ({ cause, message }) => cause?.code ?? message,
    );
    return typeof got === 'string' ? got : await got.text();
  }
  return await new Promise((done) => {
    const sent = http.request(url, { method, agent: kinds[kind] }, (answer) => {
      let text = '';
      answer.on('data', (bytes) => {
        text += bytes;
      });
      answer.on('end', () => done(text));
      answer.on('error', ({ code }) => done(code));
    });
    sent.on('error', ({ code, message }) => done(code ?? message));
    sent.end(body);
  });
}

const all = (url, method) =>
  Promise.all(Array.from({ length: Number(count) }, (_, n) => ask(url.replace('#', n), method)));
await all(warm, 'GET');
console.log('ready');
process.stdin.once('data', async () => {
  console.log(JSON.stringify(await all(order, method)));
  process.exit();
});
process.stdin.once('end', () => process.exit()); // whoever started it is gone
