// Objection: lessons/objections.mdx#http2
import { execFile } from 'node:child_process';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MissingProgram } from '../base/errors.ts';
import { guard } from '../base/guard.ts';
import type { Cases } from './case.ts';

const run = promisify(execFile);
const fileOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const swap = fileOf('./http2.process.mjs');
const fetches = fileOf('./fetch-over-tls.process.mjs');

/**
 * “Everything is HTTP/2 over TLS.” Then a server has GOAWAY (RFC 9113, section 6.8); does its stop send it?
 * @param node the Node that runs it
 */
export function http2(node: string): Cases {
  const inTls =
    (program: string, state?: 'stop' | 'idle' | 'busy') => async (signal: AbortSignal) => {
      await using folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-'));
      using _ = guard({ folder: folder.path });
      const file = join(folder.path, 'certificate.pem');
      await writeFile(file, await selfSigned(), { mode: 0o600 });
      const env = { ...process.env, NODE_EXTRA_CA_CERTS: file };
      return (
        await run(node, [program, file, ...(state ? [state] : [])], { signal, env })
      ).stdout.trim();
    };
  return {
    'the listening socket is closed, and nothing else': inTls(swap, 'stop'),
    'close(), its session is idle': inTls(swap, 'idle'),
    'close(), a stream is open': inTls(swap, 'busy'),
    'fetch, and a server that offers HTTP/1.1 as well': inTls(fetches),
  };
}

/**
 * Key and certificate of 127.0.0.1, valid for a day. By openssl: Node reads certificates and makes none.
 * @throws MissingProgram
 */
async function selfSigned(): Promise<string> {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const args = ['req', '-x509', ...key, '-keyout', '-', '-days', '1', ...names];
  try {
    return (await run('openssl', args)).stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new MissingProgram('there is no openssl', 'apt-get install openssl');
  }
}
