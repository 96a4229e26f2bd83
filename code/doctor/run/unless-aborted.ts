/** The promise, or the abort's reason as soon as there is one. */
export function unlessAborted<T>(promise: Promise<T>, abort: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = () => reject(abort.reason);
    if (abort.aborted) give();
    abort.addEventListener('abort', give, { once: true });
    promise.then(resolve, reject).finally(() => abort.removeEventListener('abort', give));
  });
}
