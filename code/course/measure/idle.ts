import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, get, globalAgent } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { openBrowser } from '../../lab/clients/open-browser.ts';
import { requireTornado } from '../../lab/find-tornado.ts';
import type { BrowserName } from '../../run/events.ts';
import { type IdleTime, stampOf, stampOfBrowser } from './measurements.ts';
import { patienceOfClient, patienceOfServer } from './patience.ts';

/** Every program whose idle time can be measured, and how; the longest takes six minutes. */
export const idlePrograms = {
  node: async (signal) =>
    await Promise.all([nodeServer(signal), nodeFetch(signal), nodeAgent(signal)]),
  tornado: async (signal) => [await tornado(signal)],
  firefox: async (signal) => [await browser('firefox', signal)],
  chromium: async (signal) => [await browser('chromium', signal)],
} as const satisfies Record<string, (signal: AbortSignal) => Promise<IdleTime[]>>;

const silence = 'asked once of a server that never closes; silence until the client closed';

async function browser(
  name: Exclude<BrowserName, 'stand-in'>,
  signal: AbortSignal,
): Promise<IdleTime> {
  await using opened = await openBrowser(name, { signal });
  const done = await patienceOfClient((url) => opened.visit(url), signal);
  return { ...stampOfBrowser(opened), side: 'client', said: null, done, how: silence };
}

async function nodeServer(signal: AbortSignal): Promise<IdleTime> {
  const server = createServer((_request, response) => response.end('ok'));
  await using _ = server;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    ...stampOf('Node', process.versions.node),
    side: 'server',
    ...(await patienceOfServer(port, signal)),
    how: 'said in its header Keep-Alive; asked once by a client that never closes, until it closed',
  };
}

async function nodeFetch(signal: AbortSignal): Promise<IdleTime> {
  const done = await patienceOfClient(async (url) => await (await fetch(url)).text(), signal);
  return {
    ...stampOf('fetch of Node', process.versions.node),
    side: 'client',
    said: 4, // undici's documentation: Client, keepAliveTimeout, default 4e3
    done,
    how: `said in the documentation of undici; ${silence}`,
  };
}

async function nodeAgent(signal: AbortSignal): Promise<IdleTime> {
  const ask = async (url: string) => {
    const [response] = await once(get(url, { agent: globalAgent }), 'response');
    await once(response.resume(), 'end');
  };
  return {
    ...stampOf('http.globalAgent of Node', process.versions.node),
    side: 'client',
    said: 5, // Node's documentation: http.globalAgent
    done: await patienceOfClient(ask, signal),
    how: `said in the documentation of Node; ${silence}`,
  };
}

/** @throws MissingProgram, or the signal's reason */
async function tornado(signal: AbortSignal): Promise<IdleTime> {
  const python = await requireTornado(process.env, signal);
  const program = [
    'import json, tornado, tornado.httpserver',
    'server = tornado.httpserver.HTTPServer(lambda request: None)',
    'print(json.dumps([tornado.version, server.conn_params.header_timeout]))',
  ].join('\n');
  const { stdout } = await promisify(execFile)(python, ['-B', '-c', program], { signal });
  const [version, said] = JSON.parse(stdout) as [string, number];
  return {
    ...stampOf('Tornado', version),
    side: 'server',
    said,
    done: null,
    how: 'said by a server with default settings, its idle_connection_timeout; not waited out',
  };
}
