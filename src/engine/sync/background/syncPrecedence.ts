import { EventEmitter, once } from 'node:events';
import { SerialQueue } from '../../archive/serialQueue';

/** The syncs of one tenant. */
interface Lane {
  /** Of those that someone waits for. */
  foreground: number;
  background: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
  readonly queue: SerialQueue;
  /** `free`: nobody waits any more. */
  readonly events: EventEmitter<{ free: [] }>;
}

/** Who goes first in this process, where a tenant is to be synced twice: both at once would fetch the same blobs. */
export class SyncPrecedence {
  private readonly lanes = new Map<string, Lane>();

  /** Syncs for someone who waits. A background sync of the tenant ends early; what it fetched stays. */
  async runNow<T>(tenantId: string, sync: () => Promise<T>): Promise<T> {
    const lane = this.laneOf(tenantId);
    lane.foreground += 1;
    try {
      lane.background?.stop.abort();
      await lane.background?.ended;
      return await sync();
    } finally {
      lane.foreground -= 1;
      if (lane.foreground === 0) {
        lane.events.emit('free');
      }
    }
  }

  /** Syncs in the background, one after the other for each tenant. One that had to end early begins again when nobody waits. */
  runLater<T>(tenantId: string, signal: AbortSignal, sync: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const lane = this.laneOf(tenantId);
    return lane.queue.run(async () => {
      for (;;) {
        signal.throwIfAborted();
        if (lane.foreground > 0) {
          await once(lane.events, 'free', { signal });
        }
        const stop = new AbortController();
        const turn = sync(AbortSignal.any([signal, stop.signal]));
        const ended = turn.then(
          () => undefined,
          () => undefined,
        );
        lane.background = { stop, ended };
        try {
          return await turn;
        } catch (error) {
          if (!stop.signal.aborted) {
            throw error;
          }
        } finally {
          lane.background = undefined;
        }
      }
    });
  }

  private laneOf(tenantId: string): Lane {
    const lane: Lane = this.lanes.get(tenantId) ?? {
      foreground: 0,
      background: undefined,
      queue: new SerialQueue(),
      events: new EventEmitter(),
    };
    this.lanes.set(tenantId, lane);
    return lane;
  }
}
