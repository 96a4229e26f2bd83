import { here, keepAliveHint, measured, node, rfc } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: 'reset-on-reuse',
  title: 'ECONNRESET, socket hang up, “other side closed”',
  told: ['A few a day, never when I look.', 'A retry always works.'],
  apart:
    'the connection had carried a request before: `reusedSocket` is true, or a retry at once works',
  where: 'On the client’s machine',
  first: keepAliveHint,
  read: [
    {
      id: 'hint',
      see: '`Keep-Alive: timeout=5`, and a status',
      means:
        'The server hangs up after 5 s of quiet; Node a second later, from 20.18 and 22.9 on. A client that waits longer meets the hang-up.',
      source: {
        name: 'nodejs/node#54863',
        href: 'https://github.com/nodejs/node/pull/54863',
      },
    },
    {
      id: 'no-hint',
      see: 'A status, and no `Keep-Alive`',
      means: 'The server hangs up when it likes, and does not say when. The client cannot know it.',
      source: rfc(9112, '9.5'),
    },
    {
      id: 'no-status',
      see: '`status 000`',
      means: 'Nobody answers, not even the first request of a new connection: it is not this race.',
      source: here('502-during-deploys', '502 during deploys'),
    },
    {
      id: 'reused',
      see: 'In the client’s error handler `request.reusedSocket` is true',
      means:
        'It fits this race. A server that dies while it works on the request looks the same: look whether it ended.',
      source: node('http.html#requestreusedsocket', 'request.reusedSocket'),
    },
    {
      id: 'early-answer',
      see: '`reusedSocket` is false, and the request is an upload',
      means:
        'The server answered before it had read the upload, and closed. It refused you; it did not crash.',
      source: here('upload-refused', 'the upload is refused'),
    },
    {
      id: 'first-use',
      see: '`reusedSocket` is false, and the request is small',
      means: 'The server ended, crashed, or cuts new connections, as under load.',
      source: here('502-during-deploys', '502 during deploys'),
    },
  ],
  none: 'Another status, as 502: a proxy answers, and the reset lies behind it.',
  now: [
    {
      text: 'Client: hang up first. `new http.Agent({ keepAlive: true, timeout: 4000 })` against a server with 5 s. Without `timeout` such an agent also ignores the server’s hint.',
      source: measured('Node 20 and 26: 8 of 28 requests failed without, 0 of 28 with 5 s'),
    },
    {
      text: 'That does not help a client that was frozen, by a debugger or as a laptop sleeps: when it wakes, its request may come before its timer. Only asking again helps.',
      source: measured('Node 26: 10 of 10 reset, with and without such a timeout'),
    },
    {
      text: 'Server: be the more patient one. Raise `server.keepAliveTimeout` above the client’s idle time. Node’s is 5 s up to version 26, and 65 s in the next.',
      source: {
        name: 'nodejs/node#62782',
        href: 'https://github.com/nodejs/node/pull/62782',
      },
    },
    {
      text: 'The price comes due at the stop: a connection that was busy at `close()` holds the process for as long, 6.3 s with 5 s and 66.3 s with 65 s. An answer with `Connection: close` spares you that.',
      source: measured('Node 26.10'),
    },
    {
      text: 'Ask again, once, on a new connection, if the method may be repeated: GET may, POST may not.',
      source: rfc(9110, '9.2.2'),
    },
  ],
  fixes: ['hang-up-first', 'outlive'],
  probe: { id: 'P12' },
  lessons: ['12-who-hangs-up-first'],
};
