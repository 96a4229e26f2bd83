import { measured, report, rfc } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: 'post-ran-twice',
  title: 'A POST ran twice',
  told: ['One click, two orders.', 'The user swears that they clicked once.'],
  apart: 'the server did the work twice',
  where: 'On the server’s machine, in the access log, with your own path',
  first: {
    linux: "grep 'POST /orders' access.log | tail -20",
    macos: "grep 'POST /orders' access.log | tail -20",
    windows: "Select-String 'POST /orders' access.log | Select-Object -Last 20",
  },
  read: [
    {
      id: 'two-lines',
      see: 'Two lines with the same content, moments apart',
      means:
        'If nobody clicked twice: the first connection broke before its answer was read, and somebody sent the request again.',
      source: report('nahi/httpclient', 142),
    },
    {
      id: 'from-a-browser',
      see: 'The second one comes from a browser, curl, wget or Java’s HttpURLConnection',
      means: 'These repeat a POST when a kept connection breaks; Node, Go, nginx and Caddy do not.',
      source: measured('Chromium 156, Firefox 153, curl 7.88, wget 1.21, Java 17'),
    },
    {
      id: 'one-line',
      see: 'One line, and two orders',
      means: 'Nobody sent it twice. Look for the second in your own code or queue.',
      source: rfc(9110, '9.2.2'),
    },
  ],
  none: 'No line at all: another server did it, or the log is another one.',
  now: [
    {
      text: 'Give each order a key made by the client, and let the server refuse the second.',
      source: {
        name: 'IETF draft: Idempotency-Key',
        href: 'https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/',
      },
    },
    {
      text: 'Switch off blind retries. ECONNRESET says that the answer was lost, not that nothing ran.',
      source: rfc(9110, '9.2.2'),
    },
    {
      text: 'Let the server announce its going: `Connection: close` on the last answer.',
      source: rfc(9112, '9.6'),
    },
  ],
  fixes: ['retry-safely'],
  lessons: ['12-who-hangs-up-first'],
};
