import { readFile, watch } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The text of a file, now and after each save. An editor saves in several moves, by writing or by
 * renaming: so the folder is watched, and an empty or missing file is one between two moves.
 * @throws the signal's reason, once it is aborted
 */
export async function* watchText(file: string, signal: AbortSignal): AsyncGenerator<string, never> {
  const moves = watch(dirname(file), { signal })[Symbol.asyncIterator]();
  let before = '';
  for (;;) {
    // Asked for before the file is read: what is saved meanwhile is a move, too.
    const moved = moves.next();
    moved.catch(() => {});
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text !== '' && text !== before) {
      before = text;
      yield text;
    }
    await moved.catch(() => signal.throwIfAborted());
  }
}
