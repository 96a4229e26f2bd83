import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UsageError } from '../../code/base/errors.ts';
import { start } from '../../code/cli/start/act.ts';
import { ask } from '../helpers/raw-client.ts';
import { recordedIo, smallProject } from '../helpers/small-project.ts';

let project: Awaited<ReturnType<typeof smallProject>>;
beforeAll(async () => {
  project = await smallProject();
});
afterAll(() => project[Symbol.asyncDispose]());

test('it builds, serves, says where, and ends when told to', async () => {
  await using course = starting({ port: 0 });
  const port = await course.port(30_000);

  const answer = await ask(port, 'GET / HTTP/1.1', 'Host: 127.0.0.1:C');
  expect(answer.body).toContain('<h1>First</h1>');
  expect(course.io.said).toContain('Built 2 pages');
  expect(course.io.said).toContain('npm run lesson 1');
  expect(course.io.complained).toBe('');

  course.io.interrupt();
  await expect(course.running).rejects.toThrow('interrupted');
  await expect(ask(port, 'GET / HTTP/1.1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('with port 4321 taken it says by whom and takes the next free one', async () => {
  await using _first = await taken(4321);
  await using course = starting({});

  expect(await course.port()).toBeGreaterThan(4321);
  expect(course.io.said).toMatch(/port 4321 is taken by .+ \(pid \d+\); the course takes \d+\n/);
});

test('an asked-for port that is taken is an error that names who has it', async () => {
  await using held = await taken(0);
  await using course = starting({ port: held.port });

  const error = await course.running.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UsageError);
  expect(error).toMatchObject({
    message: expect.stringContaining(`port ${held.port} is taken by `),
    remedy: expect.stringContaining('--port'),
  });
});

test('a port that is forbidden is an error that says so', async (ctx) => {
  const firstAllowed = '/proc/sys/net/ipv4/ip_unprivileged_port_start';
  const forbids = process.platform === 'linux' && Number(readFileSync(firstAllowed, 'utf8')) > 1;
  ctx.skip(!forbids, 'this system forbids no port');
  await using _nobody = withoutPrivilege();
  await using course = starting({ port: 1 });

  await expect(course.running).rejects.toThrow('port 1 is forbidden to you');
});

test.each([70_000, -1, 1.5, Number.NaN])('%s is no port', async (port) => {
  await using course = starting({ port });

  await expect(course.running).rejects.toThrow(`${port} is no port`);
  expect(course.io.said).toBe('');
});

test('what cannot be built is not served, not even the last good site', async () => {
  await project.write('site/pages/index.astro', '<h1>{unclosed</h1>');
  await using course = starting({ port: 0 });

  expect(await course.running).toBe(1);
  expect(course.io.complained).toContain('site/pages/index.astro:1');
  expect(course.io.said).not.toContain('http://');
});

/** The course, with the port that it says it has. */
function starting(options: { port?: number }) {
  const io = recordedIo();
  const running = start(options, io, project.root);
  running.catch(() => {});
  return {
    io,
    running,
    async port(timeout = 5_000) {
      const address = /http:\/\/127\.0\.0\.1:(\d+)\//;
      await expect.poll(() => io.said, { timeout }).toMatch(address);
      return Number(address.exec(io.said)?.[1]);
    },
    async [Symbol.asyncDispose]() {
      io.interrupt();
      await running.catch(() => {});
    },
  };
}

/** A program on the port: ours, or the one that has it already. */
async function taken(port: number) {
  const server = createServer();
  await once(server.listen(port, '127.0.0.1'), 'listening').catch(() => {});
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    [Symbol.asyncDispose]: () => new Promise<void>((done) => void server.close(() => done())),
  };
}

/** Root may listen on any port; an effective user without privileges may not. */
function withoutPrivilege() {
  const root = process.getuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  return {
    async [Symbol.asyncDispose]() {
      if (root) process.seteuid?.(0);
    },
  };
}
