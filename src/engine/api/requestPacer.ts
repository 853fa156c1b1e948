import type { Timing } from './timing';

const minuteMs = 60_000;

/** Keeps requests below a number in any minute. */
export class RequestPacer {
  /** When the requests of the last minute were let go, oldest first. */
  private readonly sentAt: number[] = [];

  constructor(
    private readonly requestsPerMinute: number,
    private readonly timing: Timing,
  ) {}

  /** Resolves when a request may go. */
  async admit(signal: AbortSignal | undefined): Promise<void> {
    for (let wait = this.waitMs(); wait > 0; wait = this.waitMs()) {
      await this.timing.delay(wait, signal);
    }
    this.sentAt.push(this.timing.now());
  }

  private waitMs(): number {
    const now = this.timing.now();
    const firstOfLastMinute = this.sentAt.findIndex((time) => time > now - minuteMs);
    this.sentAt.splice(0, firstOfLastMinute === -1 ? this.sentAt.length : firstOfLastMinute);
    const oldest = this.sentAt[0];
    return oldest === undefined || this.sentAt.length < this.requestsPerMinute ? 0 : oldest + minuteMs - now;
  }
}
