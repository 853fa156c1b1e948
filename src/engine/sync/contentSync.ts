import type { ContentType } from '../../core/api/contentType';
import type { ClampedRange, ContentWindow } from '../../core/api/contentWindow';
import { clampToRetention, splitIntoWindows } from '../../core/api/contentWindow';
import type { BlobFailure, ContentBlob, ContentListing, FetchSummary } from '../../core/protocol/contentProtocol';
import { ApiError } from '../api/apiError';
import type { ManagementApiClient } from '../api/managementApiClient';
import type { RequestPriority } from '../api/quotaKeeper';
import type { ArchiveStore, ListedBlob } from '../archive/archiveTypes';
import type { BatchLimits } from './blobBatcher';
import { defaultBatchLimits } from './blobBatcher';
import type { BlobDownloadOptions } from './blobDownload';
import { BlobDownload } from './blobDownload';

export interface ContentSyncOptions {
  /** With its `clock`, times are the service's; else those of this computer. */
  readonly client: Pick<ManagementApiClient, 'listContent' | 'fetchBlob'> & Partial<Pick<ManagementApiClient, 'clock'>>;
  readonly store: ArchiveStore;
  readonly tenantId: string;
  /** Downloads at a time. */
  readonly concurrency?: number;
  readonly batchLimits?: BatchLimits;
  /** This computer's clock, in milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface FetchOptions {
  readonly contentType: ContentType;
  /** The range to list and fetch; with `contentIds`, the range that holds them. */
  readonly range: ContentWindow;
  /** Only these blobs of the range. */
  readonly contentIds?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SyncProgress) => void) | undefined;
}

export interface SyncProgress {
  readonly blobsDone: number;
  readonly blobsTotal: number;
  /** Records added to the archive so far. */
  readonly records: number;
}

const defaultConcurrency = 8;
const secondMs = 1_000;

/** Brings the content of one tenant into the archive, and what the service said of it into the catalogue. */
export class ContentSync {
  private readonly client: ContentSyncOptions['client'];
  private readonly store: ArchiveStore;
  private readonly tenantId: string;
  private readonly concurrency: number;
  private readonly batchLimits: BatchLimits;
  private readonly localNow: () => number;

  constructor(options: ContentSyncOptions) {
    this.client = options.client;
    this.store = options.store;
    this.tenantId = options.tenantId;
    this.concurrency = options.concurrency ?? defaultConcurrency;
    this.batchLimits = options.batchLimits ?? defaultBatchLimits;
    this.localNow = options.now ?? Date.now;
  }

  /**
   * Lists a range, whole, into the catalogue; what the service no longer has of it comes back as `expired`. Where the service
   * refuses a window, its answer has shown its clock: the range is cut to that, and listed once more.
   */
  async list(
    contentType: ContentType,
    range: ContentWindow,
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<ContentListing> {
    const clamped = clampToRetention(range, this.now());
    try {
      return await this.listAvailable(contentType, clamped, signal);
    } catch (error) {
      const again = clampToRetention(range, this.now());
      const isOtherRange = again.available?.start !== clamped.available?.start;
      if (!(error instanceof ApiError && error.reaction === 'reclamp' && isOtherRange)) {
        throw error;
      }
      return this.listAvailable(contentType, again, signal);
    }
  }

  /**
   * Fetches what the archive does not have yet. A blob that fails does not stop the others; it is in the summary and the catalogue.
   * When cancelled, it ends at once, and what was fetched stays: the next call goes on from there.
   *
   * @throws EngineError where going on makes no sense: no sign-in, no subscription, an archive that cannot be written
   */
  async fetch(options: FetchOptions): Promise<FetchSummary> {
    const { contentType, contentIds, signal, onProgress } = options;
    const { blobs, unknownIds, expired } = await this.findCandidates(options);
    const missing = blobs.filter((blob) => blob.state !== 'archived');
    const alreadyArchived = blobs.length - missing.length;
    // Blobs that are named were clicked on.
    const download = this.createDownload(contentIds === undefined ? 'bulk' : 'interactive', (blobsDone, records) => {
      onProgress?.({ blobsDone: alreadyArchived + blobsDone, blobsTotal: blobs.length, records });
    });
    const { failures, ...counts } = await download.run(contentType, missing, signal);
    return {
      ...counts,
      alreadyArchived,
      failures: [...failures, ...unknownIds.map(unlistedBlob)],
      ...(expired === undefined ? {} : { expired }),
    };
  }

  /**
   * Takes in blobs that the service told of by itself: fetches those that the archive does not have. One that fails is in the
   * catalogue as failed; one that was not reached is there as listed, for the next fetch.
   *
   * @throws EngineError as `fetch` does
   */
  async receive(contentType: ContentType, blobs: readonly ListedBlob[], signal?: AbortSignal): Promise<void> {
    const contentIds = blobs.map(({ contentId }) => contentId);
    const known = await this.store.findBlobs(this.tenantId, contentIds);
    if (contentIds.some((contentId) => !known.has(contentId))) {
      await this.store.recordBlobs(this.tenantId, blobs);
    }
    const missing = blobs.filter(({ contentId }) => known.get(contentId)?.state !== 'archived');
    await this.createDownload('bulk', () => undefined).run(contentType, missing, signal);
  }

  private createDownload(priority: RequestPriority, onProgress: BlobDownloadOptions['onProgress']): BlobDownload {
    const { client, store, tenantId, concurrency, batchLimits } = this;
    return new BlobDownload({ client, store, tenantId, concurrency, priority, batchLimits, onProgress });
  }

  private async listAvailable(
    contentType: ContentType,
    { available, expired }: ClampedRange,
    signal: AbortSignal | undefined,
  ): Promise<ContentListing> {
    const listed: ListedBlob[] = [];
    for (const window of available === undefined ? [] : splitIntoWindows(available)) {
      listed.push(...(await this.listWindow(contentType, window, signal)));
    }
    const known = await this.store.findBlobs(
      this.tenantId,
      listed.map((blob) => blob.contentId),
    );
    return {
      // The listing wins over the catalogue where both know an address: it is the newer one.
      blobs: listed.map((blob): ContentBlob => ({ state: 'listed', ...known.get(blob.contentId), ...blob })),
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
    signal: AbortSignal | undefined,
  ): Promise<Iterable<ListedBlob>> {
    const askedAt = this.localNow();
    const latest = Math.max(askedAt, this.toServerTime(askedAt));
    // The API takes no fractions.
    const window = { start: floorToSecond(start), end: floorToSecond(Math.min(end, latest)) };
    if (window.start >= window.end) {
      return [];
    }
    // By id, because a listing that had to begin again names blobs twice.
    const blobs = new Map<string, ListedBlob>();
    let pages = 0;
    for await (const page of this.client.listContent(contentType, window, signal)) {
      pages += 1;
      for (const blob of page) {
        blobs.set(blob.contentId, blob);
      }
    }
    const found = [...blobs.values()];
    // Read after the listing, because its answers may be the first to show the service's clock.
    const listedAt = this.toServerTime(askedAt);
    const settled = { start: window.start, end: floorToSecond(Math.min(window.end, listedAt)) };
    if (settled.start < settled.end) {
      const { tenantId } = this;
      await this.store.recordListing({ tenantId, contentType, window: settled, listedAt, pages, blobs: found });
    } else {
      await this.store.recordBlobs(this.tenantId, found);
    }
    return found;
  }

  /** The service's time: the 7 days, and what has passed, are by its clock. */
  private now(): number {
    return this.toServerTime(this.localNow());
  }

  private toServerTime(localTime: number): number {
    return this.client.clock?.toServerTime(localTime) ?? localTime;
  }

  /** Named blobs that the catalogue knows all of need no listing. */
  private async findCandidates({ contentType, range, contentIds, signal }: FetchOptions): Promise<Candidates> {
    if (contentIds === undefined) {
      return { ...(await this.list(contentType, range, { signal })), unknownIds: [] };
    }
    const known = await this.store.findBlobs(this.tenantId, contentIds);
    if (contentIds.every((contentId) => known.has(contentId))) {
      return { blobs: [...known.values()], unknownIds: [] };
    }
    const listing = await this.list(contentType, range, { signal });
    const found = new Map<string, ContentBlob>([
      ...known,
      ...listing.blobs.map((blob): [string, ContentBlob] => [blob.contentId, blob]),
    ]);
    return {
      ...listing,
      blobs: contentIds.flatMap((contentId) => found.get(contentId) ?? []),
      unknownIds: contentIds.filter((contentId) => !found.has(contentId)),
    };
  }
}

interface Candidates {
  readonly blobs: readonly ContentBlob[];
  /** Ids asked for that neither the catalogue nor the service knows. */
  readonly unknownIds: readonly string[];
  readonly expired?: ContentWindow;
}

function unlistedBlob(contentId: string): BlobFailure {
  return { contentId, state: 'lost', reason: 'The service does not list this content in the range that was given.' };
}

function floorToSecond(instant: number): number {
  return Math.floor(instant / secondMs) * secondMs;
}
