import { unlessAborted } from '../../signIn/unlessAborted';

/** Work that several wait for. It is cancelled once none of them waits any more. */
export class SharedTask<T> {
  private readonly cancel = new AbortController();
  private readonly result: Promise<T>;
  private waiting = 0;
  private isSettled = false;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.result = work(this.cancel.signal).finally(() => {
      this.isSettled = true;
    });
    // Whoever waits is told.
    this.result.catch(() => undefined);
  }

  /** Whether it was cancelled: then it is of no use to anyone who comes later. */
  get isCancelled(): boolean {
    return this.cancel.signal.aborted;
  }

  /** @throws what the work throws; the signal's reason, once it is aborted */
  async wait(signal: AbortSignal | undefined): Promise<T> {
    this.waiting += 1;
    try {
      return await unlessAborted(this.result, signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      this.waiting -= 1;
      if (this.waiting === 0 && !this.isSettled) {
        this.cancel.abort();
      }
    }
  }

  /** Ends the work, and waits until it has ended. */
  async end(): Promise<void> {
    this.cancel.abort();
    await this.result.catch(() => undefined);
  }
}
