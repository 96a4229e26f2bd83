import type { ChildProcess } from 'node:child_process';
import { safe } from '../../base/text/safe.ts';

const kept = 2_000;

/** Reads all that a child prints, so that it never waits for a reader, and keeps the end of it. */
export function keepLastWords({ stdout, stderr }: ChildProcess): () => string {
  let words = '';
  for (const stream of [stdout, stderr]) {
    stream?.on('data', (bytes: Buffer) => {
      words = (words + bytes.toString('utf8')).slice(-kept);
    });
  }
  return () => words;
}

/** What a server printed last, for the remedy of an error; empty when it printed nothing. */
export function saidBy(lastWords: () => string): string {
  const words = safe(lastWords()).trimEnd();
  return words && `it printed:\n${words.replace(/^/gm, '    ')}`;
}
