import type { ContentType } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import type { BlobFailure, ContentBlob, ContentListing, FetchSummary } from '../../core/protocol/contentProtocol';
import type { ManagementApiClient } from '../api/managementApiClient';
import type { RequestPriority } from '../api/quotaKeeper';
import type { ArchiveStore, ListedBlob } from '../archive/archiveTypes';
import type { BatchLimits } from './blobBatcher';
import { defaultBatchLimits } from './blobBatcher';
import type { DownloadProgress, MissingBlob } from './blobDownload';
import { BlobDownload } from './blobDownload';
import { ContentLister } from './contentLister';
import type { PlanOptions, SyncPlan } from './syncPlan';
import { planSync } from './syncPlan';

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
  readonly onProgress?: ((progress: FetchedSoFar) => void) | undefined;
}

export interface FetchedSoFar extends DownloadProgress {
  readonly blobsTotal: number;
}

export interface FetchPlannedOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
}

const defaultConcurrency = 8;

/** Brings content of one type into the archive, and what the service said of it into the catalogue. */
export class ContentSync {
  private readonly client: ContentSyncOptions['client'];
  private readonly store: ArchiveStore;
  private readonly tenantId: string;
  private readonly concurrency: number;
  private readonly batchLimits: BatchLimits;
  private readonly lister: ContentLister;

  constructor(options: ContentSyncOptions) {
    this.client = options.client;
    this.store = options.store;
    this.tenantId = options.tenantId;
    this.concurrency = options.concurrency ?? defaultConcurrency;
    this.batchLimits = options.batchLimits ?? defaultBatchLimits;
    const { client, store, tenantId, now: localNow = Date.now } = options;
    this.lister = new ContentLister({ client, store, tenantId, localNow });
  }

  /** Lists a range, whole, into the catalogue; what the service no longer has of it comes back as `expired`. */
  async list(
    contentType: ContentType,
    range: ContentWindow,
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<ContentListing> {
    const { blobs, expired } = await this.lister.list(contentType, () => range, { signal });
    const known = await this.store.findBlobs(
      this.tenantId,
      blobs.map((blob) => blob.contentId),
    );
    return {
      // The listing wins over the catalogue where both know an address: it is the newer one.
      blobs: blobs.map((blob): ContentBlob => ({ state: 'listed', ...known.get(blob.contentId), ...blob })),
      ...(expired === undefined ? {} : { expired }),
    };
  }

  /** Lists what is not settled yet, and finds out what is to be fetched. `fetchPlanned` does the rest. */
  plan(contentType: ContentType, options: PlanOptions): Promise<SyncPlan> {
    const { store, tenantId, lister } = this;
    return planSync({ store, tenantId, lister }, contentType, options);
  }

  /**
   * Fetches what a plan has, as `fetch` does.
   *
   * @throws EngineError as `fetch` does
   */
  async fetchPlanned(
    { contentType, blobs, alreadyArchived, losses, expired }: SyncPlan,
    { signal, onProgress = () => undefined }: FetchPlannedOptions = {},
  ): Promise<FetchSummary> {
    const { failures, ...counts } = await this.createDownload('bulk', onProgress).run(contentType, blobs, signal);
    return {
      ...counts,
      alreadyArchived,
      failures: [...losses, ...failures],
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
    const { contentType, contentIds, signal, onProgress } = options;
    const { blobs, unknownIds, expired } = await this.findCandidates(options);
    const missing = blobs.filter((blob) => blob.state !== 'archived');
    const alreadyArchived = blobs.length - missing.length;
    // Blobs that are named were clicked on.
    const download = this.createDownload(contentIds === undefined ? 'bulk' : 'interactive', (progress) => {
      onProgress?.({ ...progress, blobsDone: alreadyArchived + progress.blobsDone, blobsTotal: blobs.length });
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
    const missing = blobs
      .map((blob): ContentBlob & MissingBlob => ({ state: 'listed', ...known.get(blob.contentId), ...blob }))
      .filter(({ state }) => state !== 'archived');
    await this.createDownload('bulk', () => undefined).run(contentType, missing, signal);
  }

  private createDownload(priority: RequestPriority, onProgress: (progress: DownloadProgress) => void): BlobDownload {
    const { client, store, tenantId, concurrency, batchLimits, lister } = this;
    const now = (): number => lister.now();
    return new BlobDownload({ client, store, tenantId, concurrency, priority, batchLimits, now, onProgress });
  }

  /** Named blobs that the catalogue knows need no listing, unless one failed: its address may have been wrong. */
  private async findCandidates({ contentType, range, contentIds, signal }: FetchOptions): Promise<Candidates> {
    if (contentIds === undefined) {
      return { ...(await this.list(contentType, range, { signal })), unknownIds: [] };
    }
    const known = await this.store.findBlobs(this.tenantId, contentIds);
    if (contentIds.every((contentId) => (known.get(contentId)?.state ?? 'failed') !== 'failed')) {
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
  /** Those that the catalogue knows are `KnownBlob`s: with how often they failed. */
  readonly blobs: readonly (ContentBlob & MissingBlob)[];
  /** Ids asked for that neither the catalogue nor the service knows. */
  readonly unknownIds: readonly string[];
  readonly expired?: ContentWindow;
}

function unlistedBlob(contentId: string): BlobFailure {
  return { contentId, state: 'lost', reason: 'The service does not list this content in the range that was given.' };
}
