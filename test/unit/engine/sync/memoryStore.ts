import { z } from 'zod';
import type {
  AddedBlob,
  ArchiveStore,
  Backlog,
  BlobLoss,
  FetchedBlob,
  KnownBlob,
  ListedBlob,
  WindowListing,
} from '../../../../src/engine/archive/archiveTypes';
import type { ContentType } from '../../../../src/core/api/contentType';

const records = z.array(z.object({ Id: z.string() }));

/** An archive in memory, that shows what it was told: for what the sync does, not for what the archive does. */
export class MemoryStore implements ArchiveStore {
  readonly listings: WindowListing[] = [];
  readonly batches: (readonly string[])[] = [];
  readonly blobs = new Map<string, KnownBlob>();
  readonly recordIds = new Set<string>();

  recordListing(listing: WindowListing): Promise<void> {
    this.listings.push(listing);
    for (const blob of listing.blobs) {
      this.blobs.set(blob.contentId, { state: 'listed', ...this.blobs.get(blob.contentId), ...blob });
    }
    return Promise.resolve();
  }

  recordBlobs(_tenantId: string, blobs: readonly ListedBlob[]): Promise<void> {
    for (const blob of blobs) {
      this.blobs.set(blob.contentId, { ...blob, state: 'listed', ...this.blobs.get(blob.contentId) });
    }
    return Promise.resolve();
  }

  findBlobs(_tenantId: string, contentIds: readonly string[]): Promise<ReadonlyMap<string, KnownBlob>> {
    return Promise.resolve(new Map([...this.blobs].filter(([contentId]) => contentIds.includes(contentId))));
  }

  readBacklog(_tenantId: string, contentType: ContentType): Promise<Backlog> {
    return Promise.resolve({
      listings: this.listings
        .filter((listing) => listing.contentType === contentType)
        .map(({ window, listedAt }) => ({ ...window, listedAt })),
      missing: [...this.blobs.values()].filter((blob) => blob.contentType === contentType && blob.state !== 'archived'),
    });
  }

  async addBlobs(
    _tenantId: string,
    blobs: readonly FetchedBlob[],
  ): Promise<{ added: readonly AddedBlob[]; failures: readonly BlobLoss[] }> {
    // As the real one: it takes a while.
    await new Promise((resolve) => setImmediate(resolve));
    this.batches.push(blobs.map(({ blob }) => blob.contentId));
    const added: AddedBlob[] = [];
    const failures: BlobLoss[] = [];
    for (const { blob, body } of blobs) {
      const parsed = records.safeParse(JSON.parse(new TextDecoder().decode(body)));
      if (parsed.success) {
        const fresh = parsed.data.filter(({ Id }) => !this.recordIds.has(Id));
        fresh.forEach(({ Id }) => this.recordIds.add(Id));
        added.push({
          contentId: blob.contentId,
          records: parsed.data.length,
          duplicates: parsed.data.length - fresh.length,
        });
        this.blobs.set(blob.contentId, { ...blob, state: 'archived', records: parsed.data.length });
      } else {
        failures.push({ contentId: blob.contentId, state: 'failed', reason: 'No records.' });
      }
    }
    return { added, failures };
  }

  recordLosses(_tenantId: string, _contentType: ContentType, losses: readonly BlobLoss[]): Promise<void> {
    for (const loss of losses) {
      const blob = this.blobs.get(loss.contentId);
      if (blob !== undefined) {
        this.blobs.set(loss.contentId, { ...blob, ...loss });
      }
    }
    return Promise.resolve();
  }

  readBlob(): Promise<string | undefined> {
    return Promise.resolve(undefined);
  }

  readRecord(): Promise<string | undefined> {
    return Promise.resolve(undefined);
  }

  statesOf(): Record<string, string> {
    return Object.fromEntries([...this.blobs.values()].map(({ contentId, state }) => [contentId, state]));
  }
}
