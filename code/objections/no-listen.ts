// Objection: lessons/objections.mdx#no-listen
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MissingProgram } from '../base/errors.ts';
import type { Cases } from './case.ts';

const program = fileURLToPath(new URL('./no-listen.process.ts', import.meta.url));

/** “No LISTEN row, so a new client is refused.” Two machines, of namespaces of our own, where it is not. */
export const noListen: Cases = {
  /** The kernel rewrites the destination before it looks for a socket: nftables' DNAT, as Docker publishes a port. */
  'the port is another one’s by DNAT': inNamespace(`
    nft add table ip t
    nft 'add chain ip t o { type nat hook output priority -100; }'
    nft add rule ip t o ip daddr 127.0.0.1 tcp dport 7888 dnat to 127.0.0.1:9000
    "$NODE" "$PROGRAM" serve 127.0.0.1 9000 > "$FOLDER/said" &
    read said < "$FOLDER/said"
    "$NODE" "$PROGRAM" look 127.0.0.1 7888`),
  /** Each network namespace has a socket table of its own, as each container has. */
  'the server is in another network namespace': inNamespace(`
    ip link add here type veth peer name there
    ip addr add 10.0.0.1/24 dev here
    ip link set here up
    mkfifo "$FOLDER/go"
    unshare --net --kill-child sh -c 'read go < "$FOLDER/go"; ip addr add 10.0.0.2/24 dev there; ip link set there up
      exec "$NODE" "$PROGRAM" serve 10.0.0.2 7888 > "$FOLDER/said"' &
    until ip link set there netns $! 2>/dev/null && ! ip link show there >/dev/null 2>&1; do :; done
    echo go > "$FOLDER/go"
    read said < "$FOLDER/said"
    "$NODE" "$PROGRAM" look 10.0.0.2 7888`),
};

/**
 * In a network namespace of its own, with nothing but a loopback; whoever is left in it ends with it.
 * @returns what the script printed
 */
function inNamespace(script: string) {
  return async (signal: AbortSignal): Promise<string> => {
    const whole = `set -e
      FOLDER=$(mktemp -d); export FOLDER; trap 'rm -rf "$FOLDER"' EXIT
      mkfifo "$FOLDER/said"
      ip link set lo up
      ${script}`;
    // A pid namespace, too: when its first process ends, the kernel ends all others.
    const inside = ['--net', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', whole];
    const env = { ...process.env, NODE: process.execPath, PROGRAM: program };
    try {
      const { stdout } = await promisify(execFile)('unshare', inside, { signal, env });
      return stdout.trim();
    } catch (error) {
      signal.throwIfAborted();
      const { stderr = '' } = error as { stderr?: string };
      throw new MissingProgram(
        `no namespaces, ip or nft here: ${stderr.trim().split('\n')[0]}`,
        'run it on Linux as root, with iproute2 and nftables',
      );
    }
  };
}
