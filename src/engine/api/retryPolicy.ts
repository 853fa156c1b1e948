import { EngineError } from '../../core/protocol/engineError';
import { ApiError } from './apiError';
import type { Timing } from './timing';

/** How often, and how long apart, a request is tried again. */
export interface RetryPolicy {
  /** Tries, the first one included. */
  readonly attempts: number;
  /** What the first wait is drawn from, in milliseconds; it doubles with each. */
  readonly baseMs: number;
  /** The same for AF429: its quota is counted by the minute, so short waits are wasted. */
  readonly throttledBaseMs: number;
  /** No wait is longer, in milliseconds. Where the service asks for a longer one, the request fails at once and says so. */
  readonly maximumMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 6,
  baseMs: 500,
  throttledBaseMs: 10_000,
  maximumMs: 120_000,
};

export interface RetryOptions {
  readonly policy: RetryPolicy;
  readonly timing: Timing;
  readonly signal: AbortSignal | undefined;
  /** Told before each wait. */
  readonly onRetry?: ((error: EngineError, waitMs: number) => void) | undefined;
}

/**
 * Does something again while it fails in a way that may pass: exponential back-off with full jitter, or what `Retry-After` says.
 *
 * undici's retry handler is not used, because it decides by status and headers: here the error code in the body decides (AF429
 * comes as 403, a lost blob must not be asked for again), and a body that is cut off or no JSON is a failure as well.
 */
export async function withRetries<T>(operation: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { policy, timing, signal, onRetry } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await operation();
    } catch (error) {
      if (!isTransient(error) || attempt >= policy.attempts) {
        throw error;
      }
      const waitMs = waitAfter(error, attempt, options);
      if (waitMs > policy.maximumMs) {
        throw error;
      }
      onRetry?.(error, waitMs);
      await timing.delay(waitMs, signal);
    }
  }
}

function isTransient(error: unknown): error is EngineError {
  return error instanceof ApiError
    ? error.reaction === 'retry'
    : error instanceof EngineError && error.data.kind === 'network';
}

function waitAfter(error: EngineError, attempt: number, { policy, timing }: RetryOptions): number {
  if (error instanceof ApiError && error.retryAfterMs !== undefined) {
    return error.retryAfterMs;
  }
  const isThrottled = error instanceof ApiError && error.isThrottled;
  const ceiling = (isThrottled ? policy.throttledBaseMs : policy.baseMs) * 2 ** (attempt - 1);
  return timing.random() * Math.min(ceiling, policy.maximumMs);
}
