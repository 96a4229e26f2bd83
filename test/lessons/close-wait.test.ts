import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { findProgram } from '../../code/lab/find-program.ts';
import { symptom } from '../../lessons/symptoms/close-wait.ts';
import { needs } from '../helpers/needs.ts';

// What CLOSE_WAIT says of the rows in that state, asked of this kernel.

const said = symptom.read.map(({ see, means }) => `${see}: ${means}`).join('\n');

/** Three clients whose server has closed: one with TCP keepalive, one without, one with ten bytes unread. */
const program = `
import json, socket, subprocess, time
server = socket.create_server(('127.0.0.1', 0))
def client(keepalive, bytes):
    near = socket.socket()
    near.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, keepalive)
    near.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 2)
    near.connect(server.getsockname())
    far = server.accept()[0]
    far.setsockopt(socket.IPPROTO_TCP, socket.TCP_LINGER2, 1)
    far.sendall(bytes)
    far.close()
    return near
clients = [client(1, b''), client(0, b''), client(0, b'ten bytes.')]
def unread():
    rows = subprocess.run(['ss', '-Htn', 'state', 'close-wait'], capture_output=True, text=True).stdout
    found = {row.split()[2]: int(row.split()[0]) for row in rows.splitlines()}
    return [found.get('127.0.0.1:%d' % each.getsockname()[1]) for each in clients]
before = unread()
until = time.monotonic() + 15
while unread()[0] is not None and time.monotonic() < until: time.sleep(0.1)
print(json.dumps([before, unread()]))
`;

test.runIf(process.platform === 'linux')(
  'an unread end counts 1 in the first column, and only TCP keepalive ends such a row',
  async (ctx) => {
    expect(said).toContain('The end alone counts 1.');
    expect(said).toContain('No timer of the kernel does it, unless TCP keepalive is on.');
    needs(ctx, 'ss', findProgram(['ss'], process.env));
    needs(ctx, 'python3', findProgram(['python3'], process.env));
    const { stdout } = await promisify(execFile)('python3', ['-c', program]);
    expect(JSON.parse(stdout)).toEqual([
      [1, 1, 11],
      [null, 1, 11],
    ]);
  },
);
