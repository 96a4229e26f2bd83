// Lesson 2: lessons/02-not-modified.mdx#do-it
import { get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { within } from '../base/until.ts';
import type { Exercise, Miss } from '../course/exercises/exercise.ts';

interface Practice {
  start(greeting: string, port: number): Promise<Server>;
}

export const exercise: Exercise<Practice> = {
  task: 'Fill the blank: an app that says 304 to its own ETag, and to no other.',
  exports: ['start'],
  hints: [
    'Compare before you answer. The client brings its ETag with quotes, and yours has quotes, too.',
    'A 304 has no body and carries the ETag: response.writeHead(304, { ETag: etag }).end(). Return, or use else: a request gets one answer.',
    'A client with several copies brings all their ETags in one header, with commas between. Split, trim, and look for yours. W/ before an ETag makes no difference here, and * stands for any.',
  ],
  check,
};

async function* check({ start }: Practice): AsyncGenerator<string, Miss | undefined> {
  yield 'start() begins to listen';
  const app1 = await within('start() to be done', start('Hello, world!', 0), 2000);
  const app2 = await within('start() to be done', start('Hello, world2!', 0), 2000);
  const given = watchBodies(app1);

  yield 'whoever has no copy gets the page, with its ETag';
  const first = await ask(app1);
  const etag = first.etag ?? '';
  if (first.status !== 200 || first.body !== 'Hello, world!\n' || !etag) {
    const why = 'Without a copy of the page, a client can do nothing with a 304.';
    return {
      expected: '200, the page, an ETag',
      seen: told(first),
      why: first.status === 304 ? why : undefined,
    };
  }

  yield 'whoever brings that ETag gets a 304';
  const again = await ask(app1, etag);
  if (again.status !== 304) {
    const bare = await ask(app1, etag.replaceAll('"', ''));
    const why =
      bare.status === 304
        ? 'It compares without the quotes. They are part of an ETag, on both sides: the client brings them along.'
        : 'Nothing compares the ETag that was brought with the one of this page.';
    return { expected: '304', seen: told(again), why };
  }

  yield 'the 304 says which page it stands for';
  if (again.etag !== etag) {
    const why =
      'A 304 carries the ETag that a 200 would have carried (RFC 9110, section 15.4.5). Without it nobody can tell who signed.';
    return { expected: `ETag: ${etag}`, seen: told(again), why };
  }

  yield 'the 304 has no body';
  if (given.with304 > 0) {
    const why =
      'A 304 ends after its headers. Node leaves such a body out without a word; elsewhere the client would read it as the beginning of the next answer.';
    return {
      expected: 'end() without a text',
      seen: `the 304 was given ${given.with304} bytes`,
      why,
    };
  }

  yield 'whoever brings App 1’s ETag to App 2 gets App 2’s page';
  const other = await ask(app2, etag);
  if (other.body !== 'Hello, world2!\n') {
    const why = 'This app says 304 to any ETag. Its client would show the old page for ever.';
    return { expected: '200, “Hello, world2!”', seen: told(other), why };
  }

  for (const [who, brought, why] of [
    [
      'several ETags, this one among them,',
      `"another", ${etag}`,
      'A client, or a cache on the way, may hold several copies of a page, and brings all their ETags in one header.',
    ],
    [
      'it with W/ before it',
      `W/${etag}`,
      'nginx, where it compresses, makes an ETag weak by a W/. If-None-Match compares without it (RFC 9110, section 13.1.2).',
    ],
    ['*', '*', 'A * means: any copy (RFC 9110, section 13.1.2).'],
  ] as const) {
    yield `whoever brings ${who} gets a 304`;
    const answer = await ask(app1, brought);
    if (answer.status !== 304) {
      return { expected: `304 to If-None-Match: ${brought}`, seen: told(answer), why };
    }
  }
  return undefined;
}

interface Answer {
  status: number;
  etag: string | undefined;
  body: string;
}

/** A fresh client: one request on a connection of its own. */
async function ask(app: Server, ifNoneMatch?: string): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const { port } = app.address() as AddressInfo;
  const headers = ifNoneMatch === undefined ? {} : { 'If-None-Match': ifNoneMatch };
  get({ host: '127.0.0.1', port, agent: false, headers }, resolve).on('error', reject);
  const response = await within('the app to answer', promise, 2000);
  const body = await within('the answer to end', response.toArray(), 2000);
  const {
    statusCode = 0,
    headers: { etag },
  } = response;
  return { status: statusCode, etag, body: Buffer.concat(body).toString() };
}

function told({ status, etag, body }: Answer): string {
  return [String(status), body && `“${body.trim()}”`, etag ? `ETag: ${etag}` : 'no ETag']
    .filter(Boolean)
    .join(', ');
}

/** Counts what an app gives to its 304s: none of it reaches the wire, so it has to be seen here. */
function watchBodies(app: Server): { with304: number } {
  const given = { with304: 0 };
  app.prependListener('request', (_request, response) => {
    const { end, write } = response;
    const count = (body: unknown) => {
      if (response.statusCode === 304 && typeof body !== 'function')
        given.with304 += Buffer.byteLength(String(body ?? ''));
    };
    response.end = (...args: unknown[]) => {
      count(args[0]);
      return Reflect.apply(end, response, args);
    };
    response.write = (...args: unknown[]) => {
      count(args[0]);
      return Reflect.apply(write, response, args);
    };
  });
  return given;
}
