import type { Timing } from '../../../../../src/engine/api/timing';

interface Waiter {
  readonly until: number;
  readonly end: () => void;
}

/** A clock that stands still until a test moves it; chance gives the shortest wait. */
export class SteppedTiming implements Timing {
  private readonly waiters = new Set<Waiter>();
  private elapsedMs = 0;
  /** What the clock of the computer is ahead by: it may be set. */
  clockMs = Date.parse('2026-03-04T12:00:00Z');

  now(): number {
    return this.clockMs + this.elapsedMs;
  }

  elapsed(): number {
    return this.elapsedMs;
  }

  random(): number {
    return 0;
  }

  delay(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.waiters.delete(waiter);
        reject(new Error('Aborted.'));
      };
      const waiter = {
        until: this.elapsedMs + milliseconds,
        end: () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        },
      };
      if (signal?.aborted === true) {
        leave();
        return;
      }
      signal?.addEventListener('abort', leave, { once: true });
      this.waiters.add(waiter);
    });
  }

  /** Lets time pass, wait by wait; what each one sets off comes before the next, as far as it needs no I/O. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.elapsedMs + milliseconds;
    for (;;) {
      await settle();
      const next = [...this.waiters].sort((a, b) => a.until - b.until)[0];
      if (next === undefined || next.until > end) {
        break;
      }
      this.elapsedMs = Math.max(this.elapsedMs, next.until);
      this.waiters.delete(next);
      next.end();
    }
    this.elapsedMs = end;
    await settle();
  }
}

/** All that goes on by itself in this turn of the event loop has ended. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
