import { once } from 'node:events';
import { join } from 'node:path';
import { UsageError } from '../../base/errors.ts';
import { safe } from '../../base/text/safe.ts';
import type { Serving } from '../../serve/serve.ts';
import type { Site } from '../../serve/site.ts';
import { type BuildIo, build, projectRoot } from '../build/act.ts';
import { changedIo } from '../io.ts';
import { withNpm } from '../with-npm.ts';
import type { StartFlags } from './command.ts';

const usualPort = 4321;

/**
 * `npm start`, the course in the browser: builds the site when something has changed, serves it on
 * 127.0.0.1 and stays until `signal` aborts; then it ends gracefully.
 * @param port the only one to try, 0: any free one; without it 4321, or the next free one above it
 * @returns the status of a build that failed
 * @throws the signal's reason; UsageError when the port cannot be had
 */
export async function start(
  { port }: StartFlags,
  io: BuildIo,
  root: string = projectRoot,
): Promise<number> {
  const { out, err } = io;
  if (port !== undefined && !isPort(port)) {
    throw new UsageError(`${port} is no port`, 'a whole number from 1 to 65535; 0: any free one');
  }
  const signal = withNpm(io);
  const status = await build(changedIo(io, { signal }), root, {}); // it is read here, whatever SITE says
  if (status !== 0) return status;

  const { readSite } = await import('../../serve/site.ts');
  const site = await readSite(join(root, 'dist'));
  for (const path of site.leftOut) err(`Left out, being no regular file: ${safe(path)}\n`);

  await using server = await listen(site, port, (note) => out(`${note}\n`));
  out(welcome(server));
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= 65_535;
}

/** Takes the wished-for port, or the usual one, or one of the next. */
async function listen(
  site: Site,
  wish: number | undefined,
  note: (text: string) => void,
): Promise<Serving> {
  const { serve } = await import('../../serve/serve.ts');
  const ports = wish === undefined ? Array.from({ length: 100 }, (_, i) => usualPort + i) : [wish];
  let refusal: string | undefined;
  for (const port of ports) {
    try {
      const server = await serve(site, { port });
      if (refusal) note(`${refusal}; the course takes ${port}`);
      return server;
    } catch (error) {
      refusal ??= await whyNotOn(port, error as Error);
    }
  }
  throw new UsageError(`${refusal}`, 'choose another: npm start -- --port 4400');
}

async function whyNotOn(port: number, error: Error): Promise<string> {
  const { whyNot } = await import('../../lab/port.ts');
  return `port ${port} ${safe(await whyNot(error, port))}`;
}

function welcome({ origin }: Serving): string {
  return `
  Still Answering is at ${origin}/

  Open it in a browser. In a second terminal: npm run lesson 1
  Ctrl-C ends it.
`;
}
