import { docker, here, kubernetes, manual } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: 'killed-137',
  title: 'Killed with 137, ended with 143',
  told: ['Each stop takes ten seconds to the dot.', 'The platform says that it failed.'],
  apart: 'a process ended, and its status is 137 or 143',
  where:
    'On your own machine, in place of `node server.js` what starts yours; to macOS `brew install coreutils` brings `gtimeout`',
  first: {
    linux: 'timeout --foreground --preserve-status -k 30 5 node server.js; echo $?',
    macos: 'gtimeout --foreground --preserve-status -k 30 5 node server.js; echo $?',
    windows: '# none; Windows sends no SIGTERM',
  },
  read: [
    {
      id: 'ended-143',
      see: '`143`, after 5 s',
      means:
        'SIGTERM, sent after 5 s, ended it by itself, 128 and 15: nobody handles the signal. What was in flight is cut.',
      source: manual('signal', 7),
    },
    {
      id: 'killed-137',
      see: '`137`, after 35 s',
      means:
        'It outlived SIGTERM by 30 s and was killed, 128 and 9: it ignores the signal, or waits for a connection.',
      source: here('never-closes', 'close() never calls back'),
    },
    {
      id: 'ended-0',
      see: '`0`, and the platform says 137',
      means:
        'It ends well when the signal comes. There it does not come, or too late: a wrapper keeps it, or the time to stop is shorter than yours.',
      source: here('port-in-use', 'SIGTERM is ignored'),
    },
    {
      id: 'another-status',
      see: 'Another number',
      means: 'Its own: the stop has a fault, or the program ended before the signal came.',
      source: manual('timeout', 1),
    },
  ],
  none: 'On the platform 137 without a stop: the kernel took the memory back. `docker inspect` says `OOMKilled`.',
  now: [
    {
      text: 'Handle SIGTERM: stop listening, finish what is in flight, end the rest at a limit below the platform’s.',
      source: kubernetes,
    },
    {
      text: 'Start the program without a wrapper, so that it gets the signal.',
      source: docker,
    },
    {
      text: 'If it needs longer, give it longer: `docker stop -t 60`, `terminationGracePeriodSeconds: 60`, `TimeoutStopSec=60`.',
      source: kubernetes,
    },
  ],
  fixes: ['take-the-signal', 'stop-server'],
  probe: { id: 'P3', needs: '--slow /slow' },
  lessons: ['13-the-process-that-will-not-exit', '11-leave-politely'],
};
