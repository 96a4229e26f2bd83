import { node, report, rfc } from './sources.ts';
import type { Symptom } from './symptom.ts';

const upload = (sink: string) =>
  `head -c 50000000 /dev/zero | curl -sS -o ${sink} -w "%{http_code}\\n" -X POST -H "Expect:" -T - http://SERVER:7888/`;

export const symptom: Symptom = {
  id: 'upload-refused',
  title: 'An upload is refused, and the answer is lost: EPIPE',
  told: ['Small files work.', 'Sometimes I get the 413, sometimes an error.'],
  apart: 'the request has a body, and `reusedSocket` is false',
  where: 'On the client’s machine, with the path, the method and the size that fail',
  first: {
    linux: upload('/dev/null'),
    macos: upload('/dev/null'),
    windows:
      'fsutil file createnew big.bin 50000000; curl.exe -sS -o NUL -w "%{http_code}\\n" -X POST -H "Expect:" -T big.bin http://SERVER:7888/',
  },
  read: [
    {
      id: 'answered',
      see: 'A status from 400 up, and no error',
      means:
        'The server refuses you, and its answer arrives. Your client writes on, meets the closed connection, and tells of that instead.',
      source: report('nodejs/node', 54366),
    },
    {
      id: 'answer-lost',
      see: '`000`, and `curl: (55)` or `curl: (56)`',
      means:
        'The server answered or gave up, and closed with your bytes unread. The reset that follows wipes out the answer.',
      source: rfc(9112, '9.6'),
    },
    {
      id: 'closed-in-silence',
      see: '`000`, and `curl: (52)`',
      means: 'It closed without an answer: it crashed, or a limit cut you off.',
      source: {
        name: 'libcurl: error codes',
        href: 'https://curl.se/libcurl/c/libcurl-errors.html',
      },
    },
    {
      id: 'accepted',
      see: 'A status below 400',
      means: 'The upload is taken. What fails is another request, or another size.',
      source: rfc(9110, '9.3.3'),
    },
  ],
  none: 'Another error of curl: no connection came about, and it is not the upload.',
  now: [
    {
      text: 'Client: read the answer in spite of the error. In Node listen for `response` as well as for `error`.',
      source: node('http.html#event-response', 'the event “response”'),
    },
    {
      text: 'Client: ask first, with `Expect: 100-continue`, and send the body when the server says go on.',
      source: rfc(9110, '10.1.1'),
    },
    {
      text: 'Server: answer, close for writing, and read on for some seconds before you close: a lingering close.',
      source: rfc(9112, '9.6'),
    },
  ],
  fixes: ['read-the-upload'],
  lessons: ['12-who-hangs-up-first'],
};
