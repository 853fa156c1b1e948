/** Lets an action happen at once, and then no more until a while has passed. What comes meanwhile is left out. */
export class Throttle {
  private ranAt = -Infinity;

  constructor(private readonly intervalMs: number) {}

  run(action: () => void): void {
    const now = performance.now();
    if (now - this.ranAt >= this.intervalMs) {
      this.ranAt = now;
      action();
    }
  }
}
