import { commands } from '../commands.ts';
import { closeAll, here, lesson, manual, rfc } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: 'held-by-a-stream',
  title: 'A WebSocket or an event stream keeps the server alive',
  told: ['It stops as soon as I close the tab.', 'A reload of the code never comes.'],
  apart: 'a tab with a WebSocket or an event stream was open',
  where: 'On the server’s machine, after the stop',
  first: commands.established,
  read: [
    {
      id: 'sends',
      see: '`lastsnd` small, `lastrcv` large (Linux, in ms)',
      means: 'The server sends, the client listens: an event stream, or a long download.',
      source: manual('ss', 8),
    },
    {
      id: 'both-large',
      see: 'Both large',
      means:
        'Idle, or a quiet WebSocket. The socket cannot tell which: ask the app how many it has.',
      source: lesson('/09-what-i-did-not-know/#an-upgraded-connection', 'lesson 9'),
    },
    {
      id: 'receives',
      see: '`lastrcv` small, `lastsnd` large',
      means:
        'The client sends, the server listens: an upload, or a WebSocket that only the client uses.',
      source: manual('ss', 8),
    },
    {
      id: 'no-row',
      see: 'No row',
      means: 'No client is connected. Something else holds the process.',
      source: here('never-closes', 'close() never calls back'),
    },
  ],
  none: 'Rows in another state hold nobody: the process is held by something else.',
  now: [
    {
      text: 'Event streams: end each open response at the stop. The browser connects again by itself, to whoever listens.',
      source: {
        name: 'HTML: server-sent events',
        href: 'https://html.spec.whatwg.org/multipage/server-sent-events.html#server-sent-events-intro',
      },
    },
    {
      text: 'Answer none of them with a 503 meanwhile, nor with your proxy’s 502: that ends an EventSource for good.',
      source: lesson('/14-not-on-the-list/#why-the-rude-one-is-survived', 'lesson 14'),
    },
    {
      text: 'WebSockets: keep a list, and close each with code 1001, “going away”.',
      source: rfc(6455, '7.4.1'),
    },
    {
      text: '`closeAllConnections()` ends streams, and leaves WebSockets.',
      source: closeAll,
    },
    {
      text: '`close()` of the library `ws` leaves its clients connected.',
      source: {
        name: 'ws: server.close()',
        href: 'https://github.com/websockets/ws/blob/master/doc/ws.md#serverclosecallback',
      },
    },
  ],
  fixes: ['end-streams'],
  probe: { id: 'P8', needs: '--ws /ws' },
  lessons: ['14-not-on-the-list', '09-what-i-did-not-know'],
};
