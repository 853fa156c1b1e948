import { contentTypes as allContentTypes, type ContentType } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import { retentionMs } from '../../core/api/contentWindow';
import { stateAt, type CollectedContent, type ContentDeletion } from '../../core/archive/collectedContent';
import { computeCoverage } from '../../core/archive/computeCoverage';
import type { CoverageRow } from '../../core/archive/coverage';
import { unacknowledgedLosses } from '../../core/archive/losses';
import { mergeWindows } from '../../core/archive/windowSets';
import type { BlobState } from '../../core/protocol/contentProtocol';
import type { KnownBlob } from './archiveTypes';
import type { PastDeletion, TenantCatalogue } from './log/catalogue';
import type { AcknowledgedLoss, KnownSubscription, ListedWindow } from './log/commit';

export interface StatusOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** All where it is absent. */
  readonly tenantId?: string | undefined;
  /** All where it is absent. */
  readonly contentTypes?: readonly ContentType[] | undefined;
  /** Of `contentCreated`: what lies outside is not looked at, but for the records. All where it is absent. */
  readonly range?: ContentWindow | undefined;
}

/** How complete the archive is, of one tenant and content type. */
export interface ContentStatus {
  readonly tenantId: string;
  readonly contentType: ContentType;
  /** Records in the archive, imported ones included, whenever they came. */
  readonly records: number;
  /** How many copies of records came and were not kept: in blobs, and those that were imported, whenever they came. */
  readonly duplicates: number;
  /** Records of blobs that are not kept, since those of their content type and time were deleted before. */
  readonly leftOut: number;
  /** Elements of blobs that are no records; they are kept apart. */
  readonly unreadable: number;
  readonly blobs: Readonly<Record<BlobState, number>>;
  /** Blobs that are archived and hold no record. */
  readonly emptyBlobs: number;
  /** Blobs that expired before they were fetched: part of `blobs.lost`. */
  readonly expiredBlobs: number;
  /** Why blobs failed or were lost, the most frequent first, as far as a reason was given. */
  readonly reasons: readonly { readonly reason: string; readonly blobs: number }[];
  /** How often a window was listed. */
  readonly windows: number;
  /** The ranges that were listed, merged, in order. */
  readonly listed: readonly ContentWindow[];
  /** The ranges between them that were not: content may be missing there. */
  readonly gaps: readonly ContentWindow[];
  /** When the service was asked last. */
  readonly lastListed?: number;
  /** Up to when nothing can change any more, see `CoverageRow`. */
  readonly settledUntil?: number;
  /** What is missing and can still be fetched. */
  readonly fetchable: readonly ContentWindow[];
  /** What is missing for good. */
  readonly lost: readonly ContentWindow[];
  /** Those of `lost` in which something is that nobody has acknowledged. */
  readonly unacknowledged: readonly ContentWindow[];
}

/** The status of every content type that the archive has something of. */
export function statusOf(
  tenantId: string,
  catalogue: TenantCatalogue,
  { now, range, contentTypes }: StatusOptions,
): readonly ContentStatus[] {
  const content = contentOf(catalogue);
  const shown = range ?? wholeRange(content, now);
  const blobs = content.blobs.filter(({ created }) => shown.start <= created && created < shown.end);
  const windows = content.windows.filter(({ start, end }) => start < shown.end && shown.start < end);
  const { rows } = computeCoverage(content, { range: shown, stepMs: shown.end - shown.start, now });
  return rows
    .filter(({ contentType }) => contentTypes?.includes(contentType) !== false)
    .map((row) => ({
      tenantId,
      contentType: row.contentType,
      records: catalogue.files
        .filter(({ contentType }) => contentType === row.contentType)
        .reduce((sum, { records }) => sum + records, 0),
      ...blobFacts(
        blobs.filter(({ contentType }) => contentType === row.contentType),
        now,
        catalogue.importedCopies.get(row.contentType),
      ),
      ...listingFacts(windows.filter(({ contentType }) => contentType === row.contentType)),
      ...coverageFacts(row),
      unacknowledged: overlapping(row.lost, newLosses(catalogue, row.contentType, shown, now)),
    }))
    .filter((status) => status.records + status.windows + Object.values(status.blobs).reduce(add, 0) > 0);
}

/**
 * What is to be noted as acknowledged: all that is lost and was not acknowledged before.
 *
 * @returns undefined where there is nothing
 */
export function lossesToAcknowledge(
  catalogue: TenantCatalogue,
  { now, range, contentTypes = allContentTypes }: StatusOptions,
): readonly AcknowledgedLoss[] | undefined {
  const shown = range ?? wholeRange(contentOf(catalogue), now);
  const losses = contentTypes.flatMap((contentType) =>
    newLosses(catalogue, contentType, shown, now).map((window) => ({ contentType, ...window })),
  );
  return losses.length === 0 ? undefined : losses;
}

function newLosses(
  catalogue: TenantCatalogue,
  contentType: ContentType,
  range: ContentWindow,
  now: number,
): readonly ContentWindow[] {
  const acknowledged = catalogue.acknowledgedLosses.filter((loss) => loss.contentType === contentType);
  return unacknowledgedLosses(contentOf(catalogue), { contentType, range, now, acknowledged });
}

function overlapping(windows: readonly ContentWindow[], others: readonly ContentWindow[]): readonly ContentWindow[] {
  return windows.filter(({ start, end }) => others.some((other) => other.start < end && start < other.end));
}

/** The blobs of a tenant, the windows that were listed, what was deleted on purpose, and the subscriptions. */
export interface CatalogueContent extends CollectedContent {
  readonly blobs: readonly KnownBlob[];
  readonly windows: readonly ListedWindow[];
  readonly subscriptions: readonly KnownSubscription[];
}

export function contentOf(catalogue: TenantCatalogue): CatalogueContent {
  return {
    blobs: [...catalogue.blobs.values()].map(({ blob }) => blob),
    windows: [...catalogue.windows],
    deletions: catalogue.deletions.filter(({ records }) => records > 0).map(endedDeletion),
    subscriptions: [...catalogue.subscriptions.values()],
  };
}

/** What comes after a deletion, it did not mean: that must not pass for deleted when it is lost. */
function endedDeletion(deletion: PastDeletion): ContentDeletion {
  return { ...deletion, until: Math.min(deletion.until ?? Infinity, deletion.deletedAt) };
}

/** All that is known, and all that the service still has. */
function wholeRange({ blobs, windows }: CollectedContent, now: number): ContentWindow {
  // No spread into Math.min: there may be more of them than a call has room for arguments.
  const known = [...windows, ...blobs.map(({ created }) => ({ start: created, end: created + 1 }))];
  return known.reduce(
    (range, { start, end }) => ({ start: Math.min(range.start, start), end: Math.max(range.end, end) }),
    { start: now - retentionMs, end: now },
  );
}

type BlobFacts = Pick<
  ContentStatus,
  'duplicates' | 'leftOut' | 'unreadable' | 'blobs' | 'emptyBlobs' | 'expiredBlobs' | 'reasons'
>;

function blobFacts(known: readonly KnownBlob[], now: number, importedCopies = 0): BlobFacts {
  const blobs = { listed: 0, archived: 0, failed: 0, lost: 0 };
  let [duplicates, leftOut, unreadable, emptyBlobs, expiredBlobs] = [importedCopies, 0, 0, 0, 0];
  const reasons = new Map<string, number>();
  for (const blob of known) {
    const state = stateAt(now, blob);
    blobs[state] += 1;
    duplicates += blob.duplicates ?? 0;
    leftOut += blob.leftOut ?? 0;
    unreadable += blob.unreadable ?? 0;
    emptyBlobs += state === 'archived' && blob.records === 0 ? 1 : 0;
    expiredBlobs += state === 'lost' && blob.expires <= now ? 1 : 0;
    if (state !== 'archived' && blob.reason !== undefined) {
      reasons.set(blob.reason, (reasons.get(blob.reason) ?? 0) + 1);
    }
  }
  return {
    duplicates,
    leftOut,
    unreadable,
    blobs,
    emptyBlobs,
    expiredBlobs,
    reasons: [...reasons].map(([reason, count]) => ({ reason, blobs: count })).sort((a, b) => b.blobs - a.blobs),
  };
}

function listingFacts(windows: readonly ListedWindow[]): Pick<ContentStatus, 'windows' | 'listed' | 'gaps'> {
  const listed = mergeWindows(windows);
  return {
    windows: windows.length,
    listed,
    gaps: listed.slice(1).map((window, index) => ({ start: listed[index]?.end ?? window.start, end: window.start })),
  };
}

function coverageFacts({
  listedAt,
  settledUntil,
  fetchable,
  lost,
}: CoverageRow): Pick<ContentStatus, 'lastListed' | 'settledUntil' | 'fetchable' | 'lost'> {
  return {
    ...(listedAt === undefined ? {} : { lastListed: listedAt }),
    ...(settledUntil === undefined ? {} : { settledUntil }),
    fetchable,
    lost,
  };
}

function add(sum: number, count: number): number {
  return sum + count;
}
