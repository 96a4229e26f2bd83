import { get, type IncomingMessage } from 'node:http';
import type { Driver, Seen } from './driver.ts';

/** A client without a past: each visit opens a connection, and closes it after the answer. */
export function freshClient(): Driver {
  return { visit };
}

async function visit(url: string): Promise<Seen> {
  const { promise, resolve, reject } = Promise.withResolvers<Seen>();
  get(url, { agent: false }, async (response: IncomingMessage) => {
    const peer = response.socket.localPort;
    const shown = await read(response).catch(reject);
    // The connection is part of what this client is: it is done when the connection is.
    if (!response.socket.destroyed)
      await new Promise((done) => response.socket.once('close', done));
    if (shown !== undefined) resolve({ shown, peer });
  }).on('error', reject);
  return await promise;
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks = await response.toArray();
  return Buffer.concat(chunks).toString('utf8').trim();
}
