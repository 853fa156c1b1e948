import type { ContentType } from '../../../core/api/contentType';
import { archiveError } from '../archiveError';
import type { Backlog, BlobLoss, KnownBlob, ListedBlob } from '../archiveTypes';
import type { TenantCatalogue } from '../log/catalogue';

/** What the service says of a blob, without what the catalogue knows or others have added. */
export function listedPart({ contentType, contentId, contentUri, created, expires }: ListedBlob): ListedBlob {
  return { contentType, contentId, contentUri, created, expires };
}

/** Those that the catalogue does not know yet. */
export function newBlobs(tenant: TenantCatalogue, blobs: readonly ListedBlob[]): KnownBlob[] {
  return blobs
    .filter(({ contentId }) => !tenant.blobs.has(contentId))
    .map((blob) => ({ ...listedPart(blob), state: 'listed' }));
}

/** Those that the catalogue knows. */
export function knownBlobs(tenant: TenantCatalogue, contentIds: readonly string[]): ReadonlyMap<string, KnownBlob> {
  const known = new Map<string, KnownBlob>();
  for (const contentId of contentIds) {
    const entry = tenant.blobs.get(contentId);
    if (entry !== undefined) {
      known.set(contentId, entry.blob);
    }
  }
  return known;
}

/** @throws EngineError `archive` for a blob that the catalogue does not know, or not as one of the content type */
export function lostBlobs(
  tenant: TenantCatalogue,
  contentType: ContentType,
  losses: readonly BlobLoss[],
): readonly KnownBlob[] {
  return losses.map(({ contentId, ...loss }) => {
    const known = tenant.blobs.get(contentId)?.blob;
    if (known?.contentType !== contentType) {
      throw archiveError(`The blob ${contentId} of ${contentType} is lost, and was never listed.`);
    }
    return { ...listedPart(known), ...loss };
  });
}

export function backlogOf({ blobs, windows }: TenantCatalogue, contentType: ContentType): Backlog {
  return {
    listings: windows.filter((window) => window.contentType === contentType),
    missing: [...blobs.values()]
      .map(({ blob }) => blob)
      .filter((blob) => blob.contentType === contentType && blob.state !== 'archived'),
  };
}
