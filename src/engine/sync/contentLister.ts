import type { ContentType } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import { clampToRetention, splitIntoWindows } from '../../core/api/contentWindow';
import { ApiError } from '../api/apiError';
import type { ManagementApiClient } from '../api/managementApiClient';
import type { RequestPriority } from '../api/quotaKeeper';
import type { ArchiveStore, ListedBlob } from '../archive/archiveTypes';

export interface ContentListerOptions {
  /** With its `clock`, times are the service's; else those of this computer. */
  readonly client: Pick<ManagementApiClient, 'listContent'> & Partial<Pick<ManagementApiClient, 'clock'>>;
  readonly store: ArchiveStore;
  readonly tenantId: string;
  /** This computer's clock, in milliseconds since the epoch. */
  readonly localNow: () => number;
}

export interface ListOptions {
  /** What is to be listed of what the service still has; all of it, where it is absent. */
  readonly choose?: (available: ContentWindow) => readonly ContentWindow[];
  readonly priority?: RequestPriority | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told at the start, and after each window. */
  readonly onWindow?: ((done: number, total: number) => void) | undefined;
}

export interface RangeListing {
  /** Each once. */
  readonly blobs: readonly ListedBlob[];
  /** Part of the range that the service still has. */
  readonly available?: ContentWindow;
  /** Part of the range that it no longer has. */
  readonly expired?: ContentWindow;
}

const secondMs = 1_000;

/** Lists content into the catalogue. */
export class ContentLister {
  constructor(private readonly options: ContentListerOptions) {}

  /** The service's time: the 7 days, and what has passed, are by its clock. */
  now(): number {
    return this.toServerTime(this.options.localNow());
  }

  /**
   * Lists a range, whole. Where the service refuses a window, its answer has shown its clock: the range is cut to that, and listed
   * once more.
   *
   * @param rangeAt the range, at a time of the service
   */
  async list(
    contentType: ContentType,
    rangeAt: (now: number) => ContentWindow,
    options: ListOptions = {},
  ): Promise<RangeListing> {
    const clampNow = (): ReturnType<typeof clampToRetention> => {
      const now = this.now();
      return clampToRetention(rangeAt(now), now);
    };
    const clamped = clampNow();
    try {
      return await this.listClamped(contentType, clamped, options);
    } catch (error) {
      const again = clampNow();
      const isOtherRange = again.available?.start !== clamped.available?.start;
      if (!(error instanceof ApiError && error.reaction === 'reclamp' && isOtherRange)) {
        throw error;
      }
      return this.listClamped(contentType, again, options);
    }
  }

  private async listClamped(
    contentType: ContentType,
    { available, expired }: ReturnType<typeof clampToRetention>,
    { choose = (all) => [all], priority, signal, onWindow }: ListOptions,
  ): Promise<RangeListing> {
    const windows = (available === undefined ? [] : choose(available)).flatMap(splitIntoWindows);
    const blobs = new Map<string, ListedBlob>();
    onWindow?.(0, windows.length);
    for (const [index, window] of windows.entries()) {
      for (const blob of await this.listWindow(contentType, window, priority, signal)) {
        blobs.set(blob.contentId, blob);
      }
      onWindow?.(index + 1, windows.length);
    }
    return {
      blobs: [...blobs.values()],
      ...(available === undefined ? {} : { available }),
      ...(expired === undefined ? {} : { expired }),
    };
  }

  /**
   * Only a whole second that has passed, for the service, stands in the catalogue as listed: content may still arrive in the others.
   * But what either clock takes for past is asked for, in case it is the service's that is not read right.
   */
  private async listWindow(
    contentType: ContentType,
    { start, end }: ContentWindow,
    priority: RequestPriority | undefined,
    signal: AbortSignal | undefined,
  ): Promise<readonly ListedBlob[]> {
    const { client, store, tenantId, localNow } = this.options;
    const askedAt = localNow();
    const latest = Math.max(askedAt, this.toServerTime(askedAt));
    // The API takes no fractions.
    const window = { start: floorToSecond(start), end: floorToSecond(Math.min(end, latest)) };
    if (window.start >= window.end) {
      return [];
    }
    // By id, because a listing that had to begin again names blobs twice.
    const blobs = new Map<string, ListedBlob>();
    let pages = 0;
    for await (const page of client.listContent(contentType, window, signal, priority)) {
      pages += 1;
      for (const blob of page) {
        blobs.set(blob.contentId, blob);
      }
    }
    const found = [...blobs.values()];
    // Read after the listing, because its answers may be the first to show the service's clock.
    const listedAt = this.toServerTime(askedAt);
    const passed = { start: window.start, end: floorToSecond(Math.min(window.end, listedAt)) };
    if (passed.start < passed.end) {
      await store.recordListing({ tenantId, contentType, window: passed, listedAt, pages, blobs: found });
    } else {
      await store.recordBlobs(tenantId, found);
    }
    return found;
  }

  private toServerTime(localTime: number): number {
    return this.options.client.clock?.toServerTime(localTime) ?? localTime;
  }
}

function floorToSecond(instant: number): number {
  return Math.floor(instant / secondMs) * secondMs;
}
