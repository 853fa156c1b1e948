import type { ContentType } from '../../core/api/contentType';
import { EngineError } from '../../core/protocol/engineError';
import type { FetchSummary } from '../../core/protocol/contentProtocol';
import { ApiError } from '../api/apiError';
import type { ManagementApiClient } from '../api/managementApiClient';
import type { RequestPriority } from '../api/quotaKeeper';
import type { ArchiveStore, BlobLoss, KnownBlob, ListedBlob } from '../archive/archiveTypes';
import type { BatchLimits } from './blobBatcher';
import { BlobBatcher } from './blobBatcher';
import { forEachConcurrently } from '../forEachConcurrently';
import { nextRetry } from './retrySchedule';

/** What there is to download, with how often it failed before. */
export type MissingBlob = ListedBlob & Pick<KnownBlob, 'attempts'>;

export interface DownloadProgress {
  readonly blobsDone: number;
  /** Records added to the archive so far. */
  readonly records: number;
  /** Bytes of content that came. */
  readonly bytes: number;
}

export interface BlobDownloadOptions {
  readonly client: Pick<ManagementApiClient, 'fetchBlob'>;
  readonly store: ArchiveStore;
  readonly tenantId: string;
  readonly concurrency: number;
  readonly priority: RequestPriority;
  readonly batchLimits: BatchLimits;
  /** The service's time, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Told at the start, after each blob, and at the end. */
  readonly onProgress: (progress: DownloadProgress) => void;
}

/** So many blobs in a row that cannot be had, after all retries, are an outage: each of the others would take all its retries too. */
const outageLimit = 16;

/** One download of blobs into the archive; made anew for each. */
export class BlobDownload {
  private readonly batcher: BlobBatcher;
  private readonly losses: BlobLoss[] = [];
  private blobsDone = 0;
  private bytes = 0;
  private unreachableInARow = 0;

  constructor(private readonly options: BlobDownloadOptions) {
    this.batcher = new BlobBatcher(options.store, options.tenantId, options.batchLimits);
  }

  async run(
    contentType: ContentType,
    blobs: readonly MissingBlob[],
    signal: AbortSignal | undefined,
  ): Promise<Pick<FetchSummary, 'fetched' | 'records' | 'duplicates' | 'leftOut' | 'failures'>> {
    const { concurrency, store, tenantId } = this.options;
    this.reportProgress();
    try {
      // After a cancel or an outage too: what was fetched need not be fetched again.
      await forEachConcurrently(blobs, concurrency, signal, (blob, stop) => this.download(blob, stop)).finally(() =>
        this.batcher.flush(),
      );
    } finally {
      const losses = this.withRetries([...this.losses, ...this.batcher.failures], blobs);
      if (losses.length > 0) {
        await store.recordLosses(tenantId, contentType, losses);
      }
      // Where it was broken off, too: the last batch came in after the last blob was told of.
      this.reportProgress();
    }
    const { blobs: fetched, records, duplicates, leftOut, failures } = this.batcher;
    const notKept = leftOut === 0 ? {} : { leftOut };
    return { fetched, records, duplicates, ...notKept, failures: [...this.losses, ...failures] };
  }

  private async download(blob: ListedBlob, signal: AbortSignal): Promise<void> {
    try {
      const { client, priority } = this.options;
      const body = await client.fetchBlob(blob.contentUri, signal, priority);
      this.unreachableInARow = 0;
      this.bytes += body.byteLength;
      await this.batcher.add({ blob, body });
    } catch (error) {
      if (!(error instanceof EngineError) || this.concernsAllBlobs(error)) {
        throw error;
      }
      const isGone = error instanceof ApiError && error.reaction === 'gone';
      this.losses.push({ contentId: blob.contentId, state: isGone ? 'lost' : 'failed', reason: error.message });
    }
    this.blobsDone += 1;
    this.reportProgress();
  }

  /** What the catalogue is to remember of each: so a blob that fails again and again is asked for less and less. */
  private withRetries(losses: readonly BlobLoss[], blobs: readonly MissingBlob[]): readonly BlobLoss[] {
    const now = this.options.now();
    const known = new Map(blobs.map((blob) => [blob.contentId, blob]));
    return losses.map((loss) => {
      const { attempts: before = 0, expires = now } = known.get(loss.contentId) ?? {};
      const attempts = before + 1;
      return { ...loss, attempts, ...(loss.state === 'lost' ? {} : { retryAt: nextRetry(attempts, now, expires) }) };
    });
  }

  /** Without a token, a subscription, a quota, a network or a place to write, every other blob would fail in the same way. */
  private concernsAllBlobs(error: EngineError): boolean {
    const isAnswer = error instanceof ApiError;
    if (isAnswer && error.isThrottled) {
      return true;
    }
    if (error.data.kind === 'network' || (isAnswer && error.reaction === 'retry')) {
      this.unreachableInARow += 1;
      return this.unreachableInARow >= outageLimit;
    }
    this.unreachableInARow = 0;
    return isAnswer
      ? error.reaction === 'signIn' || error.reaction === 'subscribe'
      : error.data.kind === 'signIn' || error.data.kind === 'archive';
  }

  private reportProgress(): void {
    const { blobsDone, bytes } = this;
    this.options.onProgress({ blobsDone, records: this.batcher.records, bytes });
  }
}
