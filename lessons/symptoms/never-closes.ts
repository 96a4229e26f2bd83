import { commands } from '../commands.ts';
import { closeAll, here, node, report, rfc } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: 'never-closes',
  title: 'close() never calls back, the test run hangs',
  told: ['It hangs only when a browser was there before.', 'All tests pass, then nothing.'],
  apart: 'the server was told to close, and the process or the test run stays',
  where: 'Where it hangs, while it hangs, with its process id',
  first: commands.ofProcess,
  read: [
    {
      id: 'of-the-server',
      see: 'ESTABLISHED rows with the server’s port on the left, and no LISTEN row',
      means: 'The server was closed, and waits for these connections.',
      source: node('http.html#serverclosecallback', 'server.close()'),
    },
    {
      id: 'both-ends',
      see: 'Each connection twice, both ends of this process',
      means: 'The client is your own: the test’s pool keeps its connection.',
      source: report('nodejs/undici', 1481),
    },
    {
      id: 'a-pool',
      see: 'ESTABLISHED rows with another server’s port on the right, as `:5432`',
      means:
        'Your program is the client there: a pool to a database or another service holds the process. The HTTP server may have closed long ago.',
      source: report('redis/ioredis', 335),
    },
    {
      id: 'silent',
      see: 'A connection that never carried a byte (Linux: `ss -tni` shows no `bytes_received`)',
      means:
        'A spare that a client opened ahead of time, as browsers do. Node before 26.4 waits for it.',
      source: report('nodejs/node', 63452),
    },
    {
      id: 'listens',
      see: 'A LISTEN row',
      means: 'Nobody has closed this server yet.',
      source: rfc(9293, '3.3.2'),
    },
    {
      id: 'no-row',
      see: 'Nothing, and the process lives',
      means:
        'No connection holds it: a timer, a child, a worker or an open pipe does. In Node `process.getActiveResourcesInfo()` names the kinds.',
      source: node(
        'process.html#processgetactiveresourcesinfo',
        'process.getActiveResourcesInfo()',
      ),
    },
  ],
  none: 'Rows in CLOSE_WAIT or FIN_WAIT2: a peer, or this program, has not closed its end.',
  now: [
    {
      text: 'Call `server.closeAllConnections()` right after `server.close()`. It cuts requests in flight.',
      source: closeAll,
    },
    {
      text: 'In tests end the client’s pool first: `agent.destroy()`.',
      source: node('http.html#agentdestroy', 'agent.destroy()'),
    },
    {
      text: 'A pool to a database: end it in the stop, `await pool.end()`. A timer: `timer.unref()`, or clear it.',
      source: node('timers.html#timeoutunref', 'timeout.unref()'),
    },
    {
      text: 'If it still hangs, look for what is not on the server’s list.',
      source: here('held-by-a-stream', 'a WebSocket or a stream'),
    },
  ],
  fixes: ['stop-server'],
  probe: { id: 'P2' },
  lessons: ['13-the-process-that-will-not-exit'],
};
