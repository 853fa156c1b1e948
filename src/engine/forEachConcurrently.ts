import { setMaxListeners } from 'node:events';

/**
 * Runs an action for each item, so many at a time. After the first error no further item is begun, and the error is thrown when
 * those under way have ended; the signal that actions get is aborted then, so that they end early.
 */
export async function forEachConcurrently<T>(
  items: readonly T[],
  concurrency: number,
  signal: AbortSignal | undefined,
  action: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failure = new AbortController();
  const stop = AbortSignal.any(signal === undefined ? [failure.signal] : [failure.signal, signal]);
  // Each action listens to it, and lets it go a moment after it has ended: Node would take that for a leak.
  setMaxListeners(0, stop);
  // The workers share one iterator, so each item goes to one of them.
  const rest = items.values();
  const work = async (): Promise<void> => {
    for (const item of rest) {
      stop.throwIfAborted();
      await action(item, stop);
    }
  };
  const workers = Array.from({ length: Math.min(concurrency, items.length) }, async () => {
    try {
      await work();
    } catch (error) {
      failure.abort(error);
      throw error;
    }
  });
  await Promise.allSettled(workers);
  stop.throwIfAborted();
}
