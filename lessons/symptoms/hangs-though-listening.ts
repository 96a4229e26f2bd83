import { commands } from '../commands.ts';
import { here, manual, report } from './sources.ts';
import type { Symptom } from './symptom.ts';

export const symptom: Symptom = {
  id: 'hangs-though-listening',
  title: 'It listens, and every request hangs',
  told: ['The port is open, the process idles.', 'The health check times out.'],
  apart: 'the connection comes about, and no answer ever does',
  where: 'On the server’s machine, while it hangs',
  first: commands.listening,
  read: [
    {
      id: 'queue-full',
      see: 'The first number (Recv-Q) above the second (Send-Q)',
      means:
        'The queue is full of clients that nobody accepts: the program is stuck, or stopped. Others are not even let into it.',
      source: manual('listen', 2),
    },
    {
      id: 'queue-waits',
      see: 'The first number above 0, not above the second, each time you look',
      means:
        'Clients wait to be accepted: the program is busy with one thing, accepts one at a time, or no longer accepts.',
      source: report('dotnet/aspnetcore', 55599),
    },
    {
      id: 'queue-empty',
      see: 'The first number 0',
      means:
        'All are accepted. The request is inside the program: look there, or at what it waits for.',
      source: manual('ss', 8),
    },
    {
      id: 'two-listen',
      see: 'Two rows of this port, of two processes',
      means:
        'Each has a queue of its own (SO_REUSEPORT), and the kernel chooses: who is given to the one that no longer accepts hangs. As a rule that is the old one, which was told to stop and has not closed its socket.',
      source: report('yahoo/proxy-verifier', 387),
    },
    {
      id: 'no-row',
      see: 'No row',
      means: 'Nobody listens: a request would be refused, not hang. You asked another machine.',
      source: here('syn-sent', 'no connection comes about'),
    },
  ],
  none: 'On macOS and Windows this command shows no queue. `netstat -Lan` does on macOS: it is full where the first number has reached the third, and who comes then is reset instead of left to hang.',
  now: [
    {
      text: 'See what the program does: a stack of it, `py-spy dump --pid PID`, `jstack PID`, the inspector for Node. `kill -QUIT PID` prints it for Go as well, and ends a Go program.',
      source: manual('kill', 1),
    },
    {
      text: 'Restart it: whoever waits is told at once.',
      source: manual('_exit', 2),
    },
    {
      text: 'If it accepts, and bursts are too many: a longer queue, in the program and in `net.core.somaxconn`.',
      source: manual('listen', 2),
    },
  ],
  fixes: ['longer-queue'],
  probe: { id: 'P2' },
  lessons: ['13-the-process-that-will-not-exit'],
};
