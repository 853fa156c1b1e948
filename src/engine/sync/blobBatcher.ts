import type { ArchiveStore, BlobLoss, FetchedBlob } from '../archive/archiveTypes';

export interface BatchLimits {
  /** Blobs in a batch. */
  readonly blobs: number;
  /** Bytes of bodies in a batch; a single blob may be larger. */
  readonly bytes: number;
}

/** A batch becomes files of its own, so it should be large; what is in it is held in memory, and lost if the process is killed. */
export const defaultBatchLimits: BatchLimits = { blobs: 500, bytes: 32 * 1024 * 1024 };

/** Gathers fetched blobs and hands them to the archive in batches, one batch after the other. */
export class BlobBatcher {
  /** Blobs that are in the archive. */
  blobs = 0;
  /** Records of theirs that are new to the archive. */
  records = 0;
  /** Records of theirs that it had already. */
  duplicates = 0;
  /** Records of theirs that are not kept, since those of their time were deleted before. */
  leftOut = 0;
  readonly failures: BlobLoss[] = [];
  private waiting: FetchedBlob[] = [];
  private waitingBytes = 0;
  private lastWrite: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: ArchiveStore,
    private readonly tenantId: string,
    private readonly limits: BatchLimits,
  ) {}

  /** Resolves at once while the batch has room, else when it is in the archive: so no more than two batches are in memory. */
  async add(blob: FetchedBlob): Promise<void> {
    this.waiting.push(blob);
    this.waitingBytes += blob.body.byteLength;
    if (this.waiting.length >= this.limits.blobs || this.waitingBytes >= this.limits.bytes) {
      await this.flush();
    }
  }

  /** Resolves when all that was added is in the archive. */
  flush(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    this.waitingBytes = 0;
    this.lastWrite = this.lastWrite.then(() => this.write(batch));
    return this.lastWrite;
  }

  private async write(batch: readonly FetchedBlob[]): Promise<void> {
    if (batch.length > 0) {
      const { added, failures } = await this.store.addBlobs(this.tenantId, batch);
      for (const blob of added) {
        this.blobs += 1;
        const { leftOut = 0 } = blob;
        this.records += blob.records - blob.duplicates - leftOut;
        this.leftOut += leftOut;
        this.duplicates += blob.duplicates;
      }
      this.failures.push(...failures);
    }
  }
}
