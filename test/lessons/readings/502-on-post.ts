import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNginx } from '../../../code/lab/middlemen/nginx.ts';
import { freePort } from '../../../code/lab/middlemen/open-middleman.ts';
import { commandOf, node, type Readings, shell, shellUntil } from '../readings.ts';
import { server } from './scenes.ts';

const answer = (status: string) => `'HTTP/1.1 ${status}\\r\\nContent-Length: 2\\r\\n\\r\\nok'`;

/** Keeps a connection after its answer, and hangs up on whoever asks on it again. */
const hangsUp = `net.createServer((c) => { let nth = 0; c.on('error', () => {}).on('data', () => (nth++ ? c.resetAndDestroy() : c.write(${answer('200 OK')}))); })`;
const crashes = "net.createServer((c) => c.on('data', () => c.destroy()))";
const says502 = `net.createServer((c) => c.on('data', () => c.write(${answer('502 Bad Gateway')})))`;

/** What the command prints of nginx's own logs, after two GETs and a POST through it. */
async function throughNginx(app: string, sees: (output: string) => boolean): Promise<string> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
  const logs = ['access', 'error'].map((name) => join(folder.path, `${name}.log`));
  const [access = '', error = ''] = logs;
  const { port } = await node(server(app));
  const front = await freePort();
  await using _ = await startNginx(front, [port], {
    location: `access_log ${access}; error_log ${error};`,
  });
  const url = `http://127.0.0.1:${front}/`;
  await shell(`curl -s ${url}; curl -s ${url}; curl -s -d x ${url}`);
  const paths = { '/var/log/nginx/access.log': access, '/var/log/nginx/error.log': error };
  return await shellUntil(commandOf('502-on-post', paths), sees);
}

const lost = (output: string) => Number(output.trim().split('\n').at(-1));
const onlyPost = (output: string) =>
  /"POST /.test(output) && !/"GET /.test(output) && lost(output) > 0;
const getToo = (output: string) => /"GET /.test(output) && lost(output) > 0;
const none = (output: string) => /"GET /.test(output) && /^0$/m.test(output);

export const cases: Readings = {
  'only-post': {
    print: () => throughNginx(hangsUp, onlyPost),
    // The POST's try, and the second GET's, which nginx has sent again.
    sees: (output) => onlyPost(output) && lost(output) === 2,
  },
  'get-behind-nginx': { print: () => throughNginx(crashes, getToo), sees: getToo },
  'get-behind-haproxy': { skipped: 'HAProxy and Apache write logs of their own: measured' },
  'in-quiet-hours': { skipped: 'needs a day of traffic' },
  'no-line': { print: () => throughNginx(says502, none), sees: none },
};
