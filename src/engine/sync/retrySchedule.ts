const minuteMs = 60_000;

/** What the first wait is, in milliseconds; it doubles with each further failure. The request itself was repeated before. */
const firstWaitMs = 5 * minuteMs;
/** No wait is longer: a blob that failed for days is asked for 4 times a day. */
const longestWaitMs = 6 * 60 * minuteMs;
/** Before a blob expires it is tried for a last time: so long before, in milliseconds. */
const lastCallMs = 10 * minuteMs;

/**
 * When a blob that failed is tried again by itself.
 *
 * @param attempts how often it failed so far, 1 or more
 * @param now the service's time, in milliseconds since the epoch; as is `expires`, when the blob expires
 */
export function nextRetry(attempts: number, now: number, expires: number): number {
  const next = now + Math.min(firstWaitMs * 2 ** (attempts - 1), longestWaitMs);
  const lastCall = expires - lastCallMs;
  return lastCall <= now ? next : Math.min(next, lastCall);
}
