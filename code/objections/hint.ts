// Objection: lessons/objections.mdx#hint
import { once } from 'node:events';
import { Agent, type AgentOptions } from 'node:http';
import { createServer } from 'node:net';
import { unlessAborted } from '../base/unless-aborted.ts';
import { openBrowser } from '../lab/clients/open-browser.ts';
import { ask, portOf } from './apps.ts';
import type { Cases } from './case.ts';

/** “What about the Keep-Alive hint?” A server that says timeout=4 and never closes: who hangs up, and when? */
export const hint: Cases = {
  'http.Agent of Node, without a timeout of its own': (signal) => ofAgent({}, signal),
  'http.Agent of Node, timeout: 60000': (signal) => ofAgent({ timeout: 60_000 }, signal),
  'fetch of Node': (signal) =>
    patience(signal, async (port) => (await fetch(`http://127.0.0.1:${port}/`)).text()),
  Firefox: (signal) => ofBrowser('firefox', signal),
  Chromium: (signal) => ofBrowser('chromium', signal),
};

async function ofAgent(options: AgentOptions, signal: AbortSignal) {
  const agent = new Agent({ keepAlive: true, ...options });
  using _ = { [Symbol.dispose]: () => agent.destroy() };
  return await patience(signal, (port) => ask(port, agent));
}

async function ofBrowser(name: 'firefox' | 'chromium', signal: AbortSignal) {
  await using browser = await openBrowser(name, { signal });
  const [[program, version] = ['a browser', '0']] = Object.entries(browser.versions);
  const seen = await patience(signal, (port) => browser.visit(`http://127.0.0.1:${port}/`));
  return { seen, program, version };
}

/** Seconds: long enough to tell obeying from not. */
const cap = 8;

/** How long a client keeps a connection that was promised four seconds. */
async function patience(
  signal: AbortSignal,
  asks: (port: number) => Promise<unknown>,
): Promise<string> {
  const left = Promise.withResolvers<number>();
  await using opened = new AsyncDisposableStack();
  // Of node:net: a server of node:http would close by itself.
  const server = createServer((socket) => {
    opened.defer(() => void socket.destroy());
    let answered: number | undefined;
    socket.on('error', () => {}); // a reset is an end like another
    socket.on('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nKeep-Alive: timeout=4\r\n\r\nok');
      answered = performance.now();
    });
    socket.on('close', () => answered && left.resolve((performance.now() - answered) / 1000));
  });
  opened.defer(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  await asks(portOf(server));
  const waited = AbortSignal.any([signal, AbortSignal.timeout(cap * 1000)]);
  const seconds = await unlessAborted(waited, left.promise).catch(() => undefined);
  signal.throwIfAborted();
  return seconds === undefined
    ? `had not hung up after ${cap} s`
    : `hung up after ${Math.round(seconds)} s`;
}
