import { Refusal } from './refusal';

/** Stands for the publisher in AF429 where a request named none. */
export const noPublisher = '00000000-0000-0000-0000-000000000000';

export const minuteMs = 60_000;

/** The quota of requests per minute, which each publisher has for itself; those without an identifier share one. */
export class Throttle {
  private minute = 0;
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly requestsPerMinute: number,
    private readonly now: () => number,
  ) {}

  /** @throws Refusal AF429 for a request above the quota. */
  count(method: string, publisher: string | undefined): void {
    const minute = Math.floor(this.now() / minuteMs);
    if (minute !== this.minute) {
      this.minute = minute;
      this.counts.clear();
    }
    const key = publisher ?? noPublisher;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    if (count > this.requestsPerMinute) {
      throw new Refusal('AF429', method, key);
    }
  }
}
