import type { BackgroundSyncPlan, BackgroundSyncState, SyncSummary } from '../../../core/protocol/archiveProtocol';
import { EngineError } from '../../../core/protocol/engineError';
import type { Timing } from '../../api/timing';
import type { Lease } from './processLease';

export interface BackgroundServices {
  readonly timing: Timing;
  /** The lease of a connection's tenant in its archive; undefined while another process has it. */
  readonly holdLease: (plan: BackgroundSyncPlan) => Promise<Lease | undefined>;
  readonly sync: (plan: BackgroundSyncPlan, signal: AbortSignal) => Promise<SyncSummary>;
  readonly onChange: (state: BackgroundSyncState) => void;
  /** Told of errors that are not for people. */
  readonly onDefect: (error: unknown) => void;
}

/** What a turn came to. */
type Outcome = Pick<BackgroundSyncState, 'records' | 'error'> & { readonly state: 'waiting' | 'failed' | 'elsewhere' };

const secondMs = 1_000;
const minuteMs = 60_000;

/** The first turn comes within this time: not with all else that starts, and not in all windows at once. */
const firstTurnMs = { least: 5 * secondMs, most: 30 * secondMs };
/** So often a window that waits for another one to end looks whether it has. */
const takeOverMs = 30 * secondMs;
/** Longest wait at a time: timers stand still while a computer sleeps, and the clock shows afterwards what was missed. */
const longestWaitMs = 30 * secondMs;

/** One connection that is synced again and again, until it is stopped. */
export class BackgroundPlan {
  private readonly stopping = new AbortController();
  private readonly ended: Promise<void>;
  private rousing = new AbortController();
  private lease: Lease | undefined;
  private state: BackgroundSyncState;

  constructor(
    readonly plan: BackgroundSyncPlan,
    private readonly services: BackgroundServices,
  ) {
    this.state = { connectionId: plan.connection.id, state: 'waiting' };
    this.ended = this.run(this.stopping.signal);
  }

  /** Has the next turn at once, if the last one failed: what was wrong may be right now. */
  retry(): void {
    if (this.state.state === 'failed') {
      this.rousing.abort();
    }
  }

  /** Ends a turn that runs; what it fetched stays. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.ended;
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { timing, onDefect } = this.services;
    try {
      const { least, most } = firstTurnMs;
      const firstMs = Math.round(least + timing.random() * (most - least));
      await this.waitForTurn({ state: 'waiting' }, firstMs, signal);
      for (;;) {
        const outcome = await this.takeTurn(signal);
        const waitMs = outcome.state === 'elsewhere' ? takeOverMs : this.plan.intervalMinutes * minuteMs;
        await this.waitForTurn({ ...outcome, lastAt: timing.now() }, waitMs, signal);
      }
    } catch (error) {
      if (!signal.aborted) {
        onDefect(error);
      }
    } finally {
      await this.lease?.release().catch(onDefect);
    }
  }

  private async takeTurn(signal: AbortSignal): Promise<Outcome> {
    try {
      if (!(await this.ensureLease())) {
        return { state: 'elsewhere' };
      }
      const { connectionId, lastAt } = this.state;
      this.tell({ connectionId, state: 'running', ...(lastAt === undefined ? {} : { lastAt }) });
      return describeTurn(await this.services.sync(this.plan, signal));
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof EngineError) {
        return { state: 'failed', error: error.data };
      }
      this.services.onDefect(error);
      return {
        state: 'failed',
        error: { kind: 'internal', message: 'The background sync failed. The log says where.' },
      };
    }
  }

  /** It may have been taken away, by one that took it at the same moment or by a clean-up of temporary files. */
  private async ensureLease(): Promise<boolean> {
    if (this.lease !== undefined && !(await this.lease.isHeld())) {
      await this.lease.release();
      this.lease = undefined;
    }
    this.lease ??= await this.services.holdLease(this.plan);
    return this.lease !== undefined;
  }

  private async waitForTurn(
    last: Omit<BackgroundSyncState, 'connectionId'>,
    waitMs: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { timing } = this.services;
    const { connectionId, state } = this.state;
    const nextAt = timing.now() + waitMs;
    const end = timing.elapsed() + waitMs;
    this.rousing = new AbortController();
    if (last.state !== 'elsewhere') {
      this.tell({ connectionId, ...last, nextAt });
    } else if (state !== 'elsewhere') {
      this.tell({ connectionId, state: 'elsewhere' });
    }
    const wake = AbortSignal.any([signal, this.rousing.signal]);
    // Either clock will do: the one stands still in sleep, the other may be set back.
    while (!wake.aborted && timing.elapsed() < end && timing.now() < nextAt) {
      await timing.delay(Math.min(end - timing.elapsed(), longestWaitMs), wake).catch(() => undefined);
    }
    signal.throwIfAborted();
  }

  private tell(state: BackgroundSyncState): void {
    this.state = state;
    this.services.onChange(state);
  }
}

function describeTurn({ contentTypes }: SyncSummary): Outcome {
  const records = contentTypes.reduce((sum, { summary }) => sum + (summary?.records ?? 0), 0);
  const error =
    contentTypes.length === 0 ? nothingSubscribed : contentTypes.find((synced) => synced.error !== undefined)?.error;
  return error === undefined ? { state: 'waiting', records } : { state: 'failed', records, error };
}

const nothingSubscribed: NonNullable<Outcome['error']> = {
  kind: 'api',
  action: 'subscribe',
  message:
    'The service collects nothing for this connection: it has no enabled subscription. Subscribe to a content type.',
};
