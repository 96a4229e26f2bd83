import { inspect } from 'node:util';
import { fromSystem, OperationalError } from '../base/errors.ts';
import { safe } from '../base/text/safe.ts';
import { Interrupted, type Io, OutputLost } from './io.ts';

/**
 * Tells why a command ended: one clear sentence and the remedy; a stack only for a fault of ours.
 * @returns the exit status
 */
export function report(error: unknown, { err, signal }: Pick<Io, 'err' | 'signal'>): number {
  const cause = signal.aborted ? signal.reason : error;
  if (cause instanceof Interrupted) return cause.status;
  if (cause instanceof OutputLost) return 2; // told once, when all is over
  const told = cause instanceof OperationalError ? cause : fromSystem(cause);
  err(told ? inWords(told) : fault(cause));
  return 2;
}

/** The sentence, and the remedy below it. */
export function inWords({ message, remedy }: OperationalError): string {
  return `still-answering: ${safe(message)}\n  ${safe(remedy)}\n`;
}

function fault(error: unknown): string {
  const { versions, platform, arch } = process;
  return [
    'still-answering: this is a fault of the program, not of what you did',
    safe(inspect(error)),
    `  report it with this stack and what you typed (Node ${versions.node}, ${platform} ${arch})\n`,
  ].join('\n');
}
