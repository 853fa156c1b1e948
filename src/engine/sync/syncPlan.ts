import type { ContentType } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import { formatApiTime, hourMs, retentionMs } from '../../core/api/contentWindow';
import type { TimedListing } from '../../core/archive/settled';
import { partsToList } from '../../core/archive/settled';
import { mergeWindows, subtractWindows } from '../../core/archive/windowSets';
import type { BlobFailure } from '../../core/protocol/contentProtocol';
import type { ArchiveStore, Backlog, KnownBlob } from '../archive/archiveTypes';
import type { ContentLister, RangeListing } from './contentLister';

export interface PlanOptions {
  /** All that the service still has, where it is absent. */
  readonly range?: ContentWindow | undefined;
  /** Nobody waits: what someone waits for goes first, and a blob that failed is left alone until its time comes. */
  readonly isBackground?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told at the start, and after each window. */
  readonly onWindow?: ((done: number, total: number) => void) | undefined;
}

/** What a sync has to fetch of one content type, and what it found out already. */
export interface SyncPlan {
  readonly contentType: ContentType;
  readonly blobs: readonly KnownBlob[];
  /** Blobs that were listed now, and that the archive had already. */
  readonly alreadyArchived: number;
  /** Blobs that expired before they were fetched, as far as nobody was told yet. */
  readonly losses: readonly BlobFailure[];
  /** From the first to the last hour that was never listed while the service had it. */
  readonly expired?: ContentWindow;
}

export interface PlanServices {
  readonly store: ArchiveStore;
  readonly tenantId: string;
  readonly lister: ContentLister;
}

/** Lists what of a range may have grown, and finds what the archive lacks of it: also of what was listed before. */
export async function planSync(
  { store, tenantId, lister }: PlanServices,
  contentType: ContentType,
  { range, isBackground = false, signal, onWindow }: PlanOptions,
): Promise<SyncPlan> {
  const { listings, missing: before } = await store.readBacklog(tenantId, contentType);
  const toRetry = before.filter((blob) => blob.state === 'failed' && isDue(blob, lister.now(), isBackground));
  const listing = await lister.list(contentType, (now) => range ?? { start: now - retentionMs, end: now }, {
    choose: (available) =>
      mergeWindows([...partsToList(available, listings, lister.now()), ...hoursOf(toRetry, available)]),
    priority: isBackground ? 'bulk' : 'interactive',
    signal,
    onWindow,
  });
  const missing = await findMissing({ store, tenantId }, contentType, listing);
  const now = lister.now();
  const ofRange = missing.filter(
    ({ created, state }) =>
      state !== 'lost' && (range === undefined || (range.start <= created && created < range.end)),
  );
  const losses = ofRange.filter(({ expires }) => expires <= now).map(toLoss);
  if (losses.length > 0) {
    await store.recordLosses(tenantId, contentType, losses);
  }
  // A range that began a moment ago with the oldest that was available begins in the margin now: that is no loss to tell of.
  const gone = listing.expired !== undefined && listing.expired.start < now - retentionMs ? [listing.expired] : [];
  const expired =
    range === undefined
      ? lostSinceLast(listings, listing)
      : hull(gone.flatMap((expired) => subtractWindows(expired, listings)));
  const missingIds = new Set(missing.map(({ contentId }) => contentId));
  return {
    contentType,
    blobs: ofRange.filter((blob) => blob.expires > now && isDue(blob, now, isBackground)),
    alreadyArchived: listing.blobs.filter(({ contentId }) => !missingIds.has(contentId)).length,
    losses,
    ...(expired === undefined ? {} : { expired }),
  };
}

/** A click does not wait. */
function isDue({ retryAt = 0 }: KnownBlob, now: number, isBackground: boolean): boolean {
  return !isBackground || retryAt <= now;
}

/** Where blobs that failed are listed again: what was wrong may have been the address that a listing gave. */
function hoursOf(blobs: readonly KnownBlob[], { start, end }: ContentWindow): readonly ContentWindow[] {
  return blobs
    .filter(({ created }) => start <= created && created < end)
    .map(({ created }) => Math.floor(created / hourMs) * hourMs)
    .map((hour) => ({ start: Math.max(start, hour), end: Math.min(end, hour + hourMs) }));
}

/** The blobs that the archive lacks, at the addresses that the service gave last. */
async function findMissing(
  { store, tenantId }: Pick<PlanServices, 'store' | 'tenantId'>,
  contentType: ContentType,
  listing: RangeListing,
): Promise<Backlog['missing']> {
  const { missing } = await store.readBacklog(tenantId, contentType);
  const listed = new Map(listing.blobs.map((blob) => [blob.contentId, blob]));
  return missing.map((blob) => ({ ...blob, ...listed.get(blob.contentId) }));
}

/**
 * What the service had since the last listing, and has no longer. It is told once: afterwards, there is a later listing, and the
 * catalogue has the gap.
 */
function lostSinceLast(
  listings: readonly TimedListing[],
  { available }: Pick<RangeListing, 'available'>,
): ContentWindow | undefined {
  const last = listings.reduce((latest, { end }) => Math.max(latest, end), -Infinity);
  return available !== undefined && -Infinity < last && last < available.start
    ? { start: last, end: available.start }
    : undefined;
}

function hull(windows: readonly ContentWindow[]): ContentWindow | undefined {
  const [first] = windows;
  const last = windows.at(-1);
  return first === undefined || last === undefined ? undefined : { start: first.start, end: last.end };
}

function toLoss({ contentId, expires, reason }: KnownBlob): BlobFailure {
  const before = reason === undefined ? '' : ` The last try failed: ${reason}`;
  return {
    contentId,
    state: 'lost',
    reason: `It expired on ${formatApiTime(expires)}, before it was fetched.${before}`,
  };
}
