import { here, report, rfc } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: 'goaway',
  title: 'GOAWAY, “stream closed”',
  told: ['It comes every half hour.', 'Calls fail in the moment of a deploy.'],
  apart: 'the client speaks HTTP/2 or gRPC',
  where: 'On the client’s machine, in its log',
  first: {
    linux:
      'grep -oE "NO_ERROR|ENHANCE_YOUR_CALM|REFUSED_STREAM|PROTOCOL_ERROR|INTERNAL_ERROR|FLOW_CONTROL_ERROR|CANCEL|GOAWAY" app.log | sort | uniq -c',
    macos:
      'grep -oE "NO_ERROR|ENHANCE_YOUR_CALM|REFUSED_STREAM|PROTOCOL_ERROR|INTERNAL_ERROR|FLOW_CONTROL_ERROR|CANCEL|GOAWAY" app.log | sort | uniq -c',
    windows:
      'Select-String -AllMatches "NO_ERROR|ENHANCE_YOUR_CALM|REFUSED_STREAM|PROTOCOL_ERROR|INTERNAL_ERROR|FLOW_CONTROL_ERROR|CANCEL|GOAWAY" app.log | ForEach-Object { $_.Matches.Value } | Group-Object -NoElement',
  },
  read: [
    {
      id: 'no-error',
      see: '`NO_ERROR`',
      means:
        'The server leaves in good order: a deploy, or the connection has reached its age. What it names as not processed may be sent again.',
      source: rfc(9113, '6.8'),
    },
    {
      id: 'enhance-your-calm',
      see: '`ENHANCE_YOUR_CALM`',
      means: 'Your client sends more pings than the server allows: `too_many_pings`.',
      source: report('grpc/grpc-node', 138),
    },
    {
      id: 'refused-stream',
      see: '`REFUSED_STREAM`',
      means: 'The server did not begin with this request. Any method may be sent again.',
      source: rfc(9113, '8.7'),
    },
    {
      id: 'protocol-error',
      see: '`PROTOCOL_ERROR`, `INTERNAL_ERROR` or `FLOW_CONTROL_ERROR`',
      means:
        'One side broke the rules, or failed. It is no ordinary end: report it to whose it is.',
      source: rfc(9113, '7'),
    },
    {
      id: 'cancel',
      see: '`CANCEL`',
      means: 'Somebody no longer wanted the answer: your client’s own timeout, or the server’s.',
      source: rfc(9113, '7'),
    },
    {
      id: 'goaway-alone',
      see: '`GOAWAY` and no code',
      means:
        'The client sent a new request on a session that was told to end. It must open another one.',
      source: report('nodejs/help', 2105),
    },
  ],
  none: 'None of these words: the connection broke without a goodbye, as over HTTP/1.1.',
  now: [
    {
      text: 'Client: on `goaway` open a new session, and let the old one finish what it has.',
      source: rfc(9113, '6.8'),
    },
    {
      text: 'Send again what was refused, or lies above the last stream that GOAWAY names; anything else only if the method may be repeated.',
      source: rfc(9113, '8.7'),
    },
    {
      text: 'Server: GOAWAY first, then finish the streams, then close. Node does so from version 24.',
      source: report('nodejs/node', 57611),
    },
    {
      text: 'Broken without GOAWAY: see the same for HTTP/1.1.',
      source: here('reset-on-reuse', 'ECONNRESET'),
    },
  ],
  fixes: ['new-session'],
  probe: { id: 'P10', needs: '--h2' },
  lessons: ['14-not-on-the-list'],
};
