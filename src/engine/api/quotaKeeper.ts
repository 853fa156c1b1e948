import type { QuotaShare } from './quotaShare';
import { RequestCount } from './requestCount';
import type { Timing } from './timing';

/** Someone waits for what is `interactive`; `bulk` is all the rest, and comes after it. */
export type RequestPriority = 'interactive' | 'bulk';
const priorities: readonly RequestPriority[] = ['interactive', 'bulk'];

/** How much of a quota is used, as far as this process knows. Requests in a minute where nothing else is said. */
export interface QuotaFacts {
  /** What the tenant is allowed, over all processes. */
  readonly requestsPerMinute: number;
  /** What this process holds itself to now. */
  readonly pacePerMinute: number;
  /** Requests of this process in the last minute. */
  readonly used: number;
  /** The same of the other processes on this computer. */
  readonly usedByOthers: number;
  /** Processes on this computer that sent requests in the last minute, this one included. */
  readonly processes: number;
  /** When the service last said that there were too many, in milliseconds since the epoch. */
  readonly lastThrottled?: number;
}

export interface QuotaKeeperOptions {
  /** What the service allows to the tenant in a minute. */
  readonly requestsPerMinute: number;
  readonly timing: Timing;
  /** How the quota is shared with other processes; not at all where it is absent. */
  readonly share?: QuotaShare | undefined;
}

interface Waiter {
  readonly go: () => void;
}

const minuteMs = 60_000;

/** The part of the quota that may go at once after a pause: what is fetched day by day then comes as fast as the network is. */
const burstPart = 0.5;
/** The part of the quota that bulk traffic uses in any minute. The rest is left to what someone waits for. */
const bulkPart = 0.95;

/** After an AF429 without Retry-After: the service counts by the minute, so it refuses for some seconds more. */
const throttledPauseMs = 10_000;
/** No pause is longer: somebody may wait, and is told then what the service says. */
const longestPauseMs = 120_000;
/** Requests that were under way together are refused together: within this time they count as one lesson. */
const lessonMs = 10_000;
/** What is left of the pace at least, however often the service refuses. */
const leastPace = 1 / 32;
/** What comes back of the pace in a minute without a refusal. */
const recoveryPerMinute = 0.1;

/**
 * Paces the requests that count for one quota, over all connections of this process. Two limits hold: no minute, wherever it begins,
 * has more requests than the quota; and a token bucket keeps a pause, or a computer that wakes up, from being followed by a flood.
 *
 * The pace halves when the service says that there were too many, and comes back slowly.
 */
export class QuotaKeeper {
  private readonly timing: Timing;
  private readonly share: QuotaShare | undefined;
  private readonly queues: Readonly<Record<RequestPriority, Set<Waiter>>> = { interactive: new Set(), bulk: new Set() };
  private readonly sent = new RequestCount();
  private quota: number;
  private tokens = Infinity;
  /** Until when tokens have come in; in the future during a pause. */
  private filledUntil: number;
  /** What the last refusal left of the pace, and when. */
  private lesson = { pace: 1, elapsed: -Infinity };
  private lastThrottled: number | undefined;
  private isLettingGo = false;
  private wait = new AbortController();

  constructor({ requestsPerMinute, timing, share }: QuotaKeeperOptions) {
    this.quota = requestsPerMinute;
    this.timing = timing;
    this.share = share;
    this.filledUntil = timing.elapsed();
  }

  get facts(): QuotaFacts {
    const elapsed = this.timing.elapsed();
    const others = this.share?.others;
    return {
      requestsPerMinute: this.quota,
      pacePerMinute: Math.round(bulkPart * this.allowance(elapsed)),
      used: this.sent.total(elapsed),
      usedByOthers: others?.used ?? 0,
      processes: 1 + (others?.processes ?? 0),
      ...(this.lastThrottled === undefined ? {} : { lastThrottled: this.lastThrottled }),
    };
  }

  /** Another setting of the user. */
  changeQuota(requestsPerMinute: number): void {
    this.quota = requestsPerMinute;
  }

  /** Resolves when a request may go: first come first served, within a priority. Rejects at once when the signal aborts. */
  async admit(priority: RequestPriority, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    const queue = this.queues[priority];
    await new Promise<void>((resolve) => {
      const leave = (): void => {
        queue.delete(waiter);
        this.stopWaitingForNobody();
        resolve();
      };
      const waiter = {
        go: (): void => {
          signal?.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      queue.add(waiter);
      if (!this.isLettingGo) {
        void this.letGo();
      } else if (priority === 'interactive') {
        // What is waited for now may be the turn of bulk traffic.
        this.wait.abort();
      }
    });
    signal?.throwIfAborted();
  }

  /** The service refused a request because there were too many. */
  throttled(retryAfterMs: number | undefined): void {
    const elapsed = this.timing.elapsed();
    if (elapsed - this.lesson.elapsed >= lessonMs) {
      this.lesson = { pace: Math.max(this.pace(elapsed) / 2, leastPace), elapsed };
    }
    const pauseMs = Math.min(retryAfterMs ?? throttledPauseMs, longestPauseMs);
    // One request after the pause shows whether the service takes more.
    this.tokens = Math.min(this.tokens, 1);
    this.filledUntil = Math.max(this.filledUntil, elapsed + pauseMs);
    this.lastThrottled = this.timing.now();
  }

  /** Takes this process out of those that share the quota. */
  async close(): Promise<void> {
    await this.share?.close();
  }

  private async letGo(): Promise<void> {
    this.isLettingGo = true;
    for (let priority = this.nextPriority(); priority !== undefined; priority = this.nextPriority()) {
      const elapsed = this.timing.elapsed();
      const waitMs = Math.max(this.waitForToken(elapsed), this.waitForMinute(priority, elapsed));
      if (waitMs > 0) {
        this.wait = new AbortController();
        // Its signal ends the wait early where the queue changed; that is no failure.
        await this.timing.delay(waitMs, this.wait.signal).catch(() => undefined);
      } else {
        this.takeFrom(this.queues[priority]);
      }
    }
    this.isLettingGo = false;
  }

  private nextPriority(): RequestPriority | undefined {
    return priorities.find((priority) => this.queues[priority].size > 0);
  }

  private takeFrom(queue: Set<Waiter>): void {
    const elapsed = this.timing.elapsed();
    const [first] = queue;
    if (first !== undefined) {
      queue.delete(first);
      this.tokens -= 1;
      this.sent.add(elapsed);
      this.share?.use(this.sent.total(elapsed));
      first.go();
    }
  }

  /** A timer that nobody waits for would keep the process from ending. */
  private stopWaitingForNobody(): void {
    if (this.nextPriority() === undefined) {
      this.wait.abort();
    }
  }

  /** Lets the tokens in that have come since the last time. @returns milliseconds until there is one */
  private waitForToken(elapsed: number): number {
    const allowance = this.allowance(elapsed);
    const perMs = allowance / minuteMs;
    const most = Math.max(1, burstPart * allowance);
    const came = Math.max(0, elapsed - this.filledUntil) * perMs;
    this.tokens = Math.min(most, this.tokens + came);
    this.filledUntil = Math.max(this.filledUntil, elapsed);
    return Math.ceil(this.filledUntil - elapsed + Math.max(0, 1 - this.tokens) / perMs);
  }

  /** @returns milliseconds until the last minute has room for one more */
  private waitForMinute(priority: RequestPriority, elapsed: number): number {
    const part = priority === 'bulk' ? bulkPart : 1;
    // No less than one goes in a minute, however small the quota.
    return this.sent.waitUntilBelow(Math.max(1, Math.floor(part * this.allowance(elapsed))), elapsed);
  }

  /** Requests in a minute that this process may send now. */
  private allowance(elapsed: number): number {
    return (this.quota / (1 + (this.share?.others.processes ?? 0))) * this.pace(elapsed);
  }

  /** What the service's refusals left of the allowance by now; 1 at most. */
  private pace(elapsed: number): number {
    const { pace, elapsed: learnedAt } = this.lesson;
    return Math.min(1, pace + (recoveryPerMinute * (elapsed - learnedAt)) / minuteMs);
  }
}
