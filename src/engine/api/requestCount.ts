const secondMs = 1_000;
const keptSeconds = 60;

/** Counts requests of the last minute, to the second. */
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

  private forget(now: number): void {
    for (const second of this.seconds.keys()) {
      if (second > now - keptSeconds) {
        return;
      }
      this.seconds.delete(second);
    }
  }
}
