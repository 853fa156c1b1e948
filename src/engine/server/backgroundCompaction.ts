import type { Timing } from '../api/timing';
import type { Archive } from '../archive/archive';

/** How long nobody has asked for anything before a compaction begins, in milliseconds. */
const idleMs = 60_000;
/** How often it is looked whether there is something to do, in milliseconds: what is there, the plan tells at once. */
const intervalMs = 5 * 60_000;

export interface BackgroundCompactionOptions {
  readonly timing: Pick<Timing, 'elapsed' | 'delay'>;
  /** Those that are open. */
  readonly archives: () => Promise<readonly Pick<Archive, 'compact'>[]>;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Compacts the open archives while nobody waits for anything. What someone asks for ends a compaction at once: it loses a file's work
 * at most, and what it has committed stays. Other processes may do the same: one of them wins, file by file.
 */
export class BackgroundCompaction {
  private readonly stopping = new AbortController();
  private interruption = new AbortController();
  private requests = 0;
  private lastRequestAt: number;
  /** What could not be compacted is left alone, for it would fail again, and be told again. */
  private readonly failed = new WeakSet<object>();
  private readonly running: Promise<void>;

  constructor(private readonly options: BackgroundCompactionOptions) {
    this.lastRequestAt = options.timing.elapsed();
    this.running = this.run();
  }

  /** Does what someone waits for, with no compaction beside it. */
  async interrupt<T>(work: () => Promise<T>): Promise<T> {
    const { timing } = this.options;
    this.requests += 1;
    this.interruption.abort();
    try {
      return await work();
    } finally {
      this.requests -= 1;
      this.lastRequestAt = timing.elapsed();
      if (this.requests === 0) {
        this.interruption = new AbortController();
      }
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { timing, archives } = this.options;
    for (;;) {
      try {
        await timing.delay(intervalMs, this.stopping.signal);
      } catch {
        return;
      }
      for (const archive of await archives()) {
        if (this.isIdle() && !this.failed.has(archive)) {
          await this.compact(archive);
        }
      }
    }
  }

  private async compact(archive: Pick<Archive, 'compact'>): Promise<void> {
    const signal = AbortSignal.any([this.stopping.signal, this.interruption.signal]);
    try {
      await archive.compact({ signal });
    } catch (error) {
      if (!signal.aborted) {
        this.failed.add(archive);
        this.options.onFailure(error);
      }
    }
  }

  private isIdle(): boolean {
    return this.requests === 0 && this.options.timing.elapsed() - this.lastRequestAt >= idleMs;
  }
}
