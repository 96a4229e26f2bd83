import { here, lesson, manual, measured } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: 'curl-too',
  title: 'Even a fresh curl gets the old version',
  told: ['Every client gets it, in every browser and profile.', 'It alternates: old, new, old.'],
  apart: 'even a client that was never here gets the old version',
  where: 'On the server’s machine, past every proxy',
  first: {
    linux: 'curl -sSi http://127.0.0.1:7888/',
    macos: 'curl -sSi http://127.0.0.1:7888/',
    windows: 'curl.exe -sSi http://127.0.0.1:7888/',
  },
  read: [
    {
      id: 'new-here',
      see: 'The new version here, the old one through the proxy',
      means: 'The proxy keeps a connection to the old app, and uses it for everybody.',
      source: lesson('/09-what-i-did-not-know/#a-proxy-in-front', 'lesson 9'),
    },
    {
      id: 'by-turns',
      see: 'By turns old and new through the proxy',
      means: 'It keeps several connections, some to each app.',
      source: measured('Apache 2.4: 11 of 20 old'),
    },
    {
      id: 'old-here',
      see: 'The old version here as well',
      means: 'The old app still accepts new connections: look for its LISTEN row.',
      source: here('port-in-use', 'SIGTERM is ignored'),
    },
    {
      id: 'nobody',
      see: '`curl: (7)`: nobody here',
      means: 'The app listens on another address, or in another container. Ask it there.',
      source: manual('ss', 8),
    },
  ],
  none: 'Neither version answers, or another one: you ask another machine than your clients do. Compare the addresses.',
  now: [
    {
      text: 'Reload the proxy, `nginx -s reload` for example. New workers start without connections; old ones finish the requests they have, and end.',
      source: {
        name: 'nginx: controlling nginx',
        href: 'https://nginx.org/en/docs/control.html#reconfiguration',
      },
    },
    {
      text: 'Or end the old app’s process: its connections end with it.',
      source: manual('_exit', 2),
    },
    {
      text: 'Waiting helps only without traffic: a connection in use is never idle for long enough.',
      source: lesson('/05-it-heals/', 'lesson 5'),
    },
  ],
  fixes: ['limit-age'],
  lessons: ['12-who-hangs-up-first', '09-what-i-did-not-know'],
};
