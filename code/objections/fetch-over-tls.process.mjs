// Objection: lessons/objections.mdx#http2
// Which HTTP does fetch speak with a server that offers both? JavaScript, so that an older Node runs it.
// Argument: the file with key and certificate, which NODE_EXTRA_CA_CERTS names as well.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createSecureServer } from 'node:http2';

const pem = readFileSync(process.argv[2]);
const app = createSecureServer({ key: pem, cert: pem, allowHTTP1: true }, (request, response) => {
  response.end(`HTTP/${request.httpVersion}`);
});
await once(app.listen(0, '127.0.0.1'), 'listening');
console.log(await (await fetch(`https://127.0.0.1:${app.address().port}/`)).text());
process.exit();
