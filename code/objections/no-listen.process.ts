// Objection: lessons/objections.mdx#no-listen
// `serve HOST PORT`: an app there, which says so. `look HOST PORT`: the LISTEN rows of the port, and what a client gets.
import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import { listSockets } from '../sockets/list-sockets.ts';

const [role, host = '', port = ''] = process.argv.slice(2);
if (role === 'serve') {
  const app = createServer((_request, response) => response.end('App 1'));
  await once(app.listen(Number(port), host), 'listening');
  console.log('listening');
} else {
  const rows = await listSockets({ port: Number(port), listening: true });
  const request = get({ host, port, agent: new Agent() });
  const [response] = await once(request, 'response');
  const body = (await response.setEncoding('utf8').toArray()).join('');
  console.log(`${rows.length === 0 ? 'no' : rows.length} LISTEN row, and ${body} answers`);
}
