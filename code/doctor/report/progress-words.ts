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
    case 'ended':
      return `seen what there was to see after ${duration(progress.ms)}`;
    case 'alone':
      return `${progress.id} alone (${progress.nth} of ${progress.of})`;
    case 'again':
      return `once more: ${progress.what} (${progress.nth} of ${progress.of})`;
  }
}
