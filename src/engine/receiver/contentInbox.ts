import type { Connection } from '../../core/api/connection';
import type { ContentType } from '../../core/api/contentType';
import type { ListedBlob } from '../archive/archiveTypes';
import { connectionIdentity } from '../signIn/connectionIdentity';

/** Blobs of one content type that a connection was told of. */
export interface Delivery {
  readonly connection: Connection;
  readonly contentType: ContentType;
  readonly blobs: readonly ListedBlob[];
}

export interface Arrival {
  readonly connection: Connection;
  readonly blob: ListedBlob;
}

export interface ContentInboxOptions {
  /** Blobs that wait or are under way; a blob is some hundred bytes here. */
  readonly capacity: number;
  /** Takes blobs in. Deliveries of one connection and content type come one after the other. */
  readonly deliver: (delivery: Delivery, signal: AbortSignal) => Promise<void>;
  /** Told of a delivery that failed; the blobs are then left to the next listing. */
  readonly onFailure: (error: unknown) => void;
}

/** What waits for one connection and content type. */
interface Lane {
  readonly connection: Connection;
  readonly contentType: ContentType;
  /** By content id; those under way as well. */
  readonly blobs: Map<string, ListedBlob>;
}

/** Holds blobs between the answer to a notification and their fetching, each once. */
export class ContentInbox {
  private readonly lanes = new Map<string, Lane>();
  private readonly running = new Set<Promise<void>>();
  private readonly closing = new AbortController();

  constructor(private readonly options: ContentInboxOptions) {}

  /** @returns false where there is no room for all of them: none is taken then. */
  offer(arrivals: readonly Arrival[]): boolean {
    const held = [...this.lanes.values()].reduce((sum, { blobs }) => sum + blobs.size, 0);
    if (this.closing.signal.aborted || held + arrivals.length > this.options.capacity) {
      return false;
    }
    for (const { connection, blob } of arrivals) {
      this.laneOf(connection, blob.contentType).blobs.set(blob.contentId, blob);
    }
    return true;
  }

  /** Breaks off what is under way; what waits is left to the next listing. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.running);
  }

  private laneOf(connection: Connection, contentType: ContentType): Lane {
    const key = JSON.stringify([connectionIdentity(connection), contentType]);
    const existing = this.lanes.get(key);
    if (existing !== undefined) {
      return existing;
    }
    const lane: Lane = { connection, contentType, blobs: new Map() };
    this.lanes.set(key, lane);
    const run = this.run(key, lane).finally(() => this.running.delete(run));
    this.running.add(run);
    return lane;
  }

  private async run(key: string, { connection, contentType, blobs }: Lane): Promise<void> {
    const { signal } = this.closing;
    // Begun a moment later, when all of a notification is in.
    await Promise.resolve();
    while (blobs.size > 0 && !signal.aborted) {
      const taken = [...blobs.values()];
      await this.deliver({ connection, contentType, blobs: taken });
      taken.forEach(({ contentId }) => blobs.delete(contentId));
    }
    // In the same turn as the last look at it: what is offered later begins another lane.
    this.lanes.delete(key);
  }

  private async deliver(delivery: Delivery): Promise<void> {
    const { signal } = this.closing;
    try {
      await this.options.deliver(delivery, signal);
    } catch (error) {
      if (!signal.aborted) {
        this.options.onFailure(error);
      }
    }
  }
}
