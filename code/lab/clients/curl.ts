import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MissingProgram, OperationalError } from '../../base/errors.ts';

export interface CurlRun {
  /** The command as a person would type it. */
  line: string;
  tool: 'curl';
  /** stdout and stderr, in the order in which they came. */
  output: string;
}

/**
 * Runs the real curl through a shell, which joins its two streams in their order.
 * @param options ours, never from outside; the addresses are loopback addresses with a port
 * @throws MissingProgram when there is no curl
 */
export async function curl(options: string, addresses: readonly string[]): Promise<CurlRun> {
  const line = ['curl', options, ...addresses].join(' ');
  // Neither a proxy nor a .curlrc of the reader's may decide what a lesson shows.
  const { HOME, XDG_CONFIG_HOME, CURL_HOME, http_proxy, all_proxy, ALL_PROXY, ...env } =
    process.env;
  const shell = process.platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c'] : ['/bin/sh', '-c'];
  const [file = '', ...args] = shell;
  return await new Promise((resolve, reject) => {
    execFile(file, [...args, `${line} 2>&1`], { env, timeout: 20_000 }, (error, output) => {
      if (!error) resolve({ line, tool: 'curl', output });
      else if (error.code !== 127)
        reject(
          new OperationalError(
            `${line} failed: ${output.trim()}`,
            'try it by hand, while the app listens',
          ),
        );
      else reject(new MissingProgram('curl is not installed', 'Debian: apt-get install curl'));
    });
  });
}

/** The page in the output of `curl -v`: the lines that are not about the transfer. */
export function bodyOf(output: string): string {
  return output
    .split('\n')
    .filter((line) => !/^[*<>{}]/.test(line))
    .join('\n')
    .trim();
}

/** An address that answers when `meanwhile` is done. */
export async function openGate(
  meanwhile: () => Promise<unknown>,
): Promise<AsyncDisposable & { url: string }> {
  const gate = createServer(async (_request, response) => {
    await meanwhile();
    response.end('(the gate)\n');
  });
  await once(gate.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(gate.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      const closed = once(gate, 'close');
      gate.close();
      gate.closeAllConnections();
      await closed;
    },
  };
}
