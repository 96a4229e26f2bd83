import { BlockList, isIPv4 } from 'node:net';
import type { Check, Machine } from '../check.ts';

/**
 * Would the reader's own curl ask a proxy for http://127.0.0.1? The lessons' curl would not: they
 * take these variables away. Chromium and Firefox spare 127.0.0.1 by themselves.
 */
export const proxy: Check = {
  what: 'proxy',
  use: 'the curl that you type yourself',
  look({ env, platform }) {
    const name = proxyOf(env);
    if (!name) return { verdict: 'ok', found: 'none between curl and 127.0.0.1' };
    if (isSpared(env)) return { verdict: 'ok', found: `${name} is set, and spares 127.0.0.1` };
    return {
      verdict: 'note',
      found: `${name} sends curl to a proxy, also for 127.0.0.1`,
      remedy: `type: ${spare(env, platform)}`,
    };
  },
};

/** curl reads http_proxy in small letters only, since a CGI request could set the other (curl's manual). */
function proxyOf(env: NodeJS.ProcessEnv): string | undefined {
  return ['http_proxy', 'all_proxy', 'ALL_PROXY'].find((name) => env[name]);
}

/** A star alone, the address itself, or (since curl 7.86) a network; `localhost` is another host. */
function isSpared(env: NodeJS.ProcessEnv): boolean {
  const list = (env.no_proxy || env.NO_PROXY || '').trim();
  return list === '*' || list.split(/[\s,]+/).some(covers);
}

function covers(pattern: string): boolean {
  const [address = '', bits = '32'] = pattern.split('/');
  const prefix = Number(bits);
  if (!isIPv4(address) || !(prefix >= 1 && prefix <= 32)) return false;
  const network = new BlockList();
  network.addSubnet(address, prefix);
  return network.check('127.0.0.1');
}

function spare(env: NodeJS.ProcessEnv, platform: Machine['platform']): string {
  const name = !env.no_proxy && env.NO_PROXY ? 'NO_PROXY' : 'no_proxy';
  if (platform === 'win32') return `$env:${name} = "$env:${name},127.0.0.1"`;
  return `export ${name}="$${name},127.0.0.1"`;
}
