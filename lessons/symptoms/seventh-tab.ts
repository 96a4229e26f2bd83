import { commands } from '../commands.ts';
import { here, node, report, serverSide, sixConnections } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: 'seventh-tab',
  title: 'The seventh tab hangs',
  told: ['No error anywhere, it loads for ever.', 'When I close another tab, it loads at once.'],
  apart: 'nothing fails, and a request waits for a connection of its own pool',
  where: serverSide,
  first: commands.established,
  read: [
    {
      id: 'six',
      see: 'Six rows of one client address',
      means:
        'A browser opens six connections to a host over HTTP/1.1. Event streams have taken all six.',
      source: sixConnections,
    },
    {
      id: 'no-line',
      see: 'No line of the seventh request in the server’s log',
      means: 'It was never sent. It waits in the browser.',
      source: report('freenet/freenet-core', 5213),
    },
    {
      id: 'max-sockets',
      see: 'The client is a Node program, with as many rows as its `maxSockets`',
      means: 'The same in a pool: answers whose bodies nobody reads hold its connections.',
      source: report('node-influx/node-influx', 475),
    },
    {
      id: 'fewer',
      see: 'Fewer than six rows, or none',
      means:
        'The browser has a connection to spare: the request was sent, and the server has not answered.',
      source: here('hangs-though-listening', 'it listens, and hangs'),
    },
  ],
  none: 'Fewer than six rows: the request was sent, and the server has not answered.',
  now: [
    { text: 'Close a tab.', source: sixConnections },
    {
      text: 'Serve the streams over HTTP/2, where a connection carries many.',
      source: sixConnections,
    },
    {
      text: 'In Node: read every body, or drop it with `response.resume()`.',
      source: node('http.html#class-httpclientrequest', 'http.ClientRequest'),
    },
  ],
  fixes: ['end-streams', 'keep-connections'],
  lessons: ['14-not-on-the-list'],
};
