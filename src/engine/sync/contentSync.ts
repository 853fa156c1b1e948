import type { ContentType } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import { clampToRetention, splitIntoWindows } from '../../core/api/contentWindow';
import type { BlobFailure, ContentBlob, ContentListing, FetchSummary } from '../../core/protocol/engineProtocol';
import type { ManagementApiClient } from '../api/managementApiClient';
import type { ArchiveStore, ListedBlob } from '../archive/archiveTypes';
import type { BatchLimits } from './blobBatcher';
import { defaultBatchLimits } from './blobBatcher';
import type { BlobDownloadOptions } from './blobDownload';
import { BlobDownload } from './blobDownload';

export interface ContentSyncOptions {
  readonly client: Pick<ManagementApiClient, 'listContent' | 'fetchBlob'>;
  readonly store: ArchiveStore;
  readonly tenantId: string;
  /** Downloads at a time. */
  readonly concurrency?: number;
  readonly batchLimits?: BatchLimits;
  /** Milliseconds since the epoch. */
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
  private readonly now: () => number;

  constructor(options: ContentSyncOptions) {
    this.client = options.client;
    this.store = options.store;
    this.tenantId = options.tenantId;
    this.concurrency = options.concurrency ?? defaultConcurrency;
    this.batchLimits = options.batchLimits ?? defaultBatchLimits;
    this.now = options.now ?? Date.now;
  }

  /** Lists a range, whole, into the catalogue; what the service no longer has of it comes back as `expired`. */
  async list(
    contentType: ContentType,
    range: ContentWindow,
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<ContentListing> {
    const { available, expired } = clampToRetention(range, this.now());
    const listed: ListedBlob[] = [];
    for (const window of available === undefined ? [] : splitIntoWindows(this.settledPart(available))) {
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
   * Fetches what the archive does not have yet. A blob that fails does not stop the others; it is in the summary and the catalogue.
   * When cancelled, it ends at once, and what was fetched stays: the next call goes on from there.
   *
   * @throws EngineError where going on makes no sense: no sign-in, no subscription, an archive that cannot be written
   */
  async fetch(options: FetchOptions): Promise<FetchSummary> {
    const { contentType, signal, onProgress } = options;
    const { blobs, unknownIds, expired } = await this.findCandidates(options);
    const missing = blobs.filter((blob) => blob.state !== 'archived');
    const alreadyArchived = blobs.length - missing.length;
    const download = this.createDownload((blobsDone, records) => {
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
    await this.createDownload(() => undefined).run(contentType, missing, signal);
  }

  /**
   * Only a whole second that has passed is listed: the API takes no fractions, and a window that reaches into the future would
   * stand in the catalogue as listed while content still arrives in it.
   */
  private settledPart(range: ContentWindow): ContentWindow {
    return { start: floorToSecond(range.start), end: floorToSecond(Math.min(range.end, this.now())) };
  }

  private createDownload(onProgress: BlobDownloadOptions['onProgress']): BlobDownload {
    const { client, store, tenantId, concurrency, batchLimits } = this;
    return new BlobDownload({ client, store, tenantId, concurrency, batchLimits, onProgress });
  }

  private async listWindow(
    contentType: ContentType,
    window: ContentWindow,
    signal: AbortSignal | undefined,
  ): Promise<Iterable<ListedBlob>> {
    const listedAt = this.now();
    // By id, because a listing that had to begin again names blobs twice.
    const blobs = new Map<string, ListedBlob>();
    let pages = 0;
    for await (const page of this.client.listContent(contentType, window, signal)) {
      pages += 1;
      for (const blob of page) {
        blobs.set(blob.contentId, blob);
      }
    }
    await this.store.recordListing({
      tenantId: this.tenantId,
      contentType,
      window,
      listedAt,
      pages,
      blobs: [...blobs.values()],
    });
    return blobs.values();
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
