/**
 * An async sequence of a value that grows: whoever is slower than the writer gets the newest and misses what lies between.
 *
 * @param write Calls `tell` with each state and resolves when it is done; its signal is aborted when nobody listens any more.
 * @throws what `write` throws
 */
export async function* newest<T>(
  write: (tell: (value: T) => void, signal: AbortSignal) => Promise<void>,
  outer?: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const abort = new AbortController();
  const signal = outer ? AbortSignal.any([outer, abort.signal]) : abort.signal;
  let waiting: { readonly value: T } | undefined;
  let wake = Promise.withResolvers<void>();
  let isDone = false;
  const work = write((value) => {
    waiting = { value };
    wake.resolve();
  }, signal).finally(() => {
    isDone = true;
    wake.resolve();
  });
  // Whoever leaves early is not told how the work ended.
  work.catch(() => undefined);
  try {
    for (;;) {
      await wake.promise;
      wake = Promise.withResolvers<void>();
      if (waiting) {
        const { value } = waiting;
        waiting = undefined;
        yield value;
      }
      if (isDone && !waiting) return await work;
      if (isDone || waiting) wake.resolve();
    }
  } finally {
    abort.abort();
  }
}
