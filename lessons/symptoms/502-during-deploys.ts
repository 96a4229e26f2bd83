import { kubernetes, lesson, measured, report, rfc } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: '502-during-deploys',
  title: '502, and only during deploys',
  told: ['Thirty seconds of errors at each rollout.'],
  apart: 'it happens while a new version goes out, and never between',
  where:
    'From a client, before, during and after a deploy. In place of /slow put a path of yours that takes a second or more: quick requests alone slip through',
  first: {
    linux:
      'while sleep 0.2; do (for p in / /slow; do curl -s -o /dev/null -w "$p %{http_code} %{errormsg}\\n" http://SERVER:7888$p & done); done',
    macos:
      'while sleep 0.2; do (for p in / /slow; do curl -s -o /dev/null -w "$p %{http_code} %{errormsg}\\n" http://SERVER:7888$p & done); done',
    windows:
      'while (1) { foreach ($path in \'/\', \'/slow\') { Start-Process -NoNewWindow curl.exe "-s -o NUL -w `"$path %{http_code} %{errormsg}\\n`" http://SERVER:7888$path" }; Start-Sleep -Milliseconds 200 }',
  },
  read: [
    {
      id: 'refused',
      see: '`000` and “Failed to connect” for both, or “refused” in the proxy’s log',
      means: 'The app stopped listening while others still sent to it. Too early.',
      source: report('kubernetes/ingress-nginx', 3639),
    },
    {
      id: 'cut',
      see: '`000` and “Empty reply” or “reset” for both',
      means: 'The app ended with a request in flight. Without a handler SIGTERM does that.',
      source: measured('Node 20 and 26'),
    },
    {
      id: 'slow-ones-cut',
      see: '`/slow` gets `000` and “Empty reply” or “reset”, and `/` only 200',
      means:
        'The app ends with a request in flight: whoever is quick gets through between two processes, and who needs a second is cut.',
      source: lesson('/08-close-the-connections/#what-the-cure-breaks', 'lesson 8'),
    },
    {
      id: 'kept-ones',
      see: 'No `000` here, and 502 for clients that keep connections',
      means: 'The app went without a word on connections that its clients still trusted.',
      source: rfc(9112, '9.6'),
    },
  ],
  none: 'Another status than 502 or 000: the app answers it, so it is in the app.',
  now: [
    {
      text: 'Let the app serve on for some seconds after it was taken off the list. On Kubernetes: a `preStop` sleep, since a pod is told to stop at the time it is taken off, not after.',
      source: kubernetes,
    },
    {
      text: 'From then on say `Connection: close` on each answer, so that clients leave by themselves.',
      source: rfc(9112, '9.6'),
    },
    {
      text: 'Only then stop listening, finish what is in flight, and close the rest at a deadline below the platform’s grace period.',
      source: report('data-fair/data-fair', 473),
    },
    {
      text: 'When nobody leads clients to the app any more, stop at once. When a successor waits for its port, a wait keeps the old version, and spares a few requests.',
      source: lesson('/servers/#when-to-stop-listening', 'measured'),
    },
  ],
  fixes: ['stop-server', 'take-the-signal'],
  probe: { id: 'P3', needs: '--slow /slow' },
  lessons: ['11-leave-politely'],
};
