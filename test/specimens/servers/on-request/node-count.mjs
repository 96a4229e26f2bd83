// Counts where Node's file system is.
import { appendFileSync, statSync } from 'node:fs';

export function count(one) {
  const file = process.env.COUNT ?? '/dev/null';
  if (one) appendFileSync(file, '.');
  return statSync(file).size;
}
