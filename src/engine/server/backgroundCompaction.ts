import type { Timing } from '../api/timing';
import type { Archive } from '../archive/archive';

/** How long nobody has asked for anything before a compaction begins, in milliseconds. */
const idleMs = 60_000;
/** How often it is looked whether there is something to do, in milliseconds: what is there, the plan tells at once. */
const intervalMs = 5 * 60_000;

/** A fault may pass, as a full disk does: after one, an archive is left alone for so long, twice as long after the next, at most the longest. */
const firstRestMs = 15 * 60_000;
const longestRestMs = 6 * 60 * 60_000;

/** An archive that could not be compacted, the last time that it was tried. */
interface Rest {
  readonly lengthMs: number;
  /** When it is over, by `Timing.elapsed`. */
  readonly end: number;
}

export interface BackgroundCompactionOptions {
  readonly timing: Pick<Timing, 'elapsed' | 'delay'>;
  /** Those that are open. */
  readonly archives: () => Promise<readonly Pick<Archive, 'compact'>[]>;
  /** Told of the first fault of an archive, until it was compacted again. */
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
  private readonly rests = new WeakMap<object, Rest>();
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
        if (this.isIdle() && (this.rests.get(archive)?.end ?? 0) <= timing.elapsed()) {
          await this.compact(archive);
        }
      }
    }
  }

  private async compact(archive: Pick<Archive, 'compact'>): Promise<void> {
    const signal = AbortSignal.any([this.stopping.signal, this.interruption.signal]);
    try {
      await archive.compact({ signal });
      this.rests.delete(archive);
    } catch (error) {
      if (!signal.aborted) {
        this.rest(archive, error);
      }
    }
  }

  private rest(archive: object, error: unknown): void {
    const { timing, onFailure } = this.options;
    const last = this.rests.get(archive);
    const lengthMs = last === undefined ? firstRestMs : Math.min(2 * last.lengthMs, longestRestMs);
    this.rests.set(archive, { lengthMs, end: timing.elapsed() + lengthMs });
    if (last === undefined) {
      onFailure(error);
    }
  }

  private isIdle(): boolean {
    return this.requests === 0 && this.options.timing.elapsed() - this.lastRequestAt >= idleMs;
  }
}
