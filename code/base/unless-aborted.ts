/**
 * The work, given up as soon as the signal says so; what it still waits for must end with its owner.
 * @throws the signal's reason
 */
export async function unlessAborted<T>(
  signal: AbortSignal | undefined,
  work: Promise<T>,
): Promise<T> {
  if (!signal) return await work;
  work.catch(() => {}); // after an abort nobody listens to it any more
  signal.throwIfAborted();
  // Not Promise.withResolvers: the package runs on Node 20, too.
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
  });
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
