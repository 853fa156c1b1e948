/** Allows so many restarts within a span of time, so that an engine that dies at once is not started for ever. */
export class RestartLimit {
  private restarts: readonly number[] = [];

  constructor(
    private readonly maxRestarts: number,
    private readonly spanMs: number,
  ) {}

  /** Whether one more restart is allowed at `now`, in milliseconds; an allowed one counts. */
  take(now: number): boolean {
    const recent = this.restarts.filter((restart) => now - restart < this.spanMs);
    const isAllowed = recent.length < this.maxRestarts;
    this.restarts = isAllowed ? [...recent, now] : recent;
    return isAllowed;
  }

  /** Begins anew: the user asked for a restart. */
  reset(): void {
    this.restarts = [];
  }
}
