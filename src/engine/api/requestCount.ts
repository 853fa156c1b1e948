const secondMs = 1_000;
/** One more than a minute has: what went at the end of a second has its minute not over when that of the second is. */
const keptSeconds = 61;

/** Counts requests of the last minute, to the second and rather one too many than one too few. */
export class RequestCount {
  /** Requests by the second in which they went. */
  private readonly seconds = new Map<number, number>();

  add(elapsed: number): void {
    const second = Math.floor(elapsed / secondMs);
    this.seconds.set(second, (this.seconds.get(second) ?? 0) + 1);
    this.forget(second);
  }

  /** @param elapsed now, by the clock that `add` was given */
  total(elapsed: number): number {
    this.forget(Math.floor(elapsed / secondMs));
    return [...this.seconds.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Milliseconds until fewer than `limit` requests lie in the last minute. */
  waitUntilBelow(limit: number, elapsed: number): number {
    let total = this.total(elapsed);
    for (const [second, count] of this.seconds) {
      if (total < limit) {
        return 0;
      }
      total -= count;
      if (total < limit) {
        return (second + keptSeconds) * secondMs - elapsed;
      }
    }
    return 0;
  }

  private forget(now: number): void {
    for (const second of this.seconds.keys()) {
      if (second > now - keptSeconds) {
        return;
      }
      this.seconds.delete(second);
    }
  }
}
