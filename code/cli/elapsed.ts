import type { Io } from './io.ts';

type ElapsedIo = Pick<Io, 'out' | 'err' | 'isTTY' | 'columns' | 'signal'>;

export interface Elapsed extends Disposable {
  /** Says on a terminal at once what is new, not at the next second. */
  again(): void;
  /** Makes room for a line of another kind. */
  clear(): void;
}

/**
 * Says how long something has been going on: each second in place on a terminal, a line a minute in
 * a pipe.
 * @param what is asked each time
 */
export function showElapsed(what: () => string, io: ElapsedIo): Elapsed {
  const began = performance.now();
  let shown = '';
  let nextLine = 60;
  const clear = () => {
    if (shown) io.out(`\r${' '.repeat(shown.length)}\r`);
    shown = '';
  };
  const tick = () => {
    const seconds = Math.round((performance.now() - began) / 1000);
    const text = `${seconds} s, waiting for ${what()}`;
    if (io.isTTY) {
      clear();
      shown = text.slice(0, io.columns - 1); // a line that wraps cannot be written over
      io.out(shown);
    } else if (seconds >= nextLine) {
      nextLine += 60;
      io.out(`${text}\n`);
    }
  };
  tick();
  const timer = setInterval(tick, 1000);
  return {
    again: () => void (io.isTTY && tick()),
    clear,
    [Symbol.dispose]() {
      clearInterval(timer);
      if (io.signal.aborted && io.isTTY) io.err('\n'); // after “^C”; `out` is silent by now
      clear();
    },
  };
}
