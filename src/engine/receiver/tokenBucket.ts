export interface TokenBucketOptions {
  /** Requests that may come at once. */
  readonly capacity: number;
  readonly perSecond: number;
  /** Milliseconds, of a clock that never goes back. */
  readonly now?: () => number;
}

/** Bounds the rate of requests: so many at once, and so many a second after that. */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;
  private readonly now: () => number;

  constructor(private readonly options: TokenBucketOptions) {
    this.now = options.now ?? (() => performance.now());
    this.tokens = options.capacity;
    this.filledAt = this.now();
  }

  /** @returns whether there was one. */
  take(): boolean {
    const { capacity, perSecond } = this.options;
    const now = this.now();
    this.tokens = Math.min(capacity, this.tokens + ((now - this.filledAt) * perSecond) / 1_000);
    this.filledAt = now;
    if (this.tokens < 1) {
      return false;
    }
    this.tokens -= 1;
    return true;
  }
}
