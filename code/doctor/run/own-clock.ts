/**
 * Of a run in which the doctor was so late, nothing is believed, in ms: clients came too seldom to meet what
 * a stop does to them, and ends were seen after what followed them.
 */
export const tooLate = 500;

/** Between two looks, in ms. */
const glance = 20;

/** How late the doctor itself is: on a machine with too much to do its timers wait, and it sees late. */
export interface OwnClock extends Disposable {
  /** The longest so far, in ms. */
  latestMs(): number;
}

/** `monitorEventLoopDelay` of Node begins to count with its second look: too late for a run that is short. */
export function watchOwnClock(): OwnClock {
  let [last, latest] = [performance.now(), 0];
  function look(): void {
    const now = performance.now();
    latest = Math.max(latest, now - last - glance);
    last = now;
  }
  const looking = setInterval(look, glance);
  return {
    latestMs() {
      look();
      return latest;
    },
    [Symbol.dispose]: () => clearInterval(looking),
  };
}
