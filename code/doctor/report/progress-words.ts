import { duration } from '../verdicts/words.ts';
import type { Progress } from './progress.ts';
import { oneLine } from './text.ts';

/** A step of an examination, in one line. */
export function progressWords(progress: Progress): string {
  switch (progress.at) {
    case 'starting':
      return `starting ${oneLine(progress.command.join(' '))}`;
    case 'ready':
      return `pid ${progress.pid} answers on port ${progress.port} after ${duration(progress.ms)}`;
    case 'holding':
      return `holding connections: ${progress.probes.join(' ')}`;
    case 'signalled':
      return `sent ${progress.signal} to ${progress.pid}; watching for at most ${duration(progress.capMs)}`;
    case 'blocked':
      return progress.by === 'one'
        ? 'it serves one connection at a time: each probe gets a run of its own'
        : 'our connections took all of its workers: each probe gets a run of its own';
    case 'bound':
      return `this takes at most ${duration(progress.ms)}; a server that stops well needs some seconds`;
    case 'waiting':
      return `${progress.for}: ${duration(progress.ms)} so far`;
    case 'by itself':
      return `${progress.id} by itself (${progress.nth} of ${progress.of})`;
    case 'ended':
      return `seen what there was to see after ${duration(progress.ms)}`;
    case 'alone':
      return `${progress.id} alone (${progress.nth} of ${progress.of})`;
    case 'late':
      return `this machine is so busy that the doctor was ${duration(progress.ms)} late: once more`;
    case 'again':
      return `once more: ${progress.what} (${progress.nth} of ${progress.of})`;
  }
}
