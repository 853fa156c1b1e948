import type { ContentType } from '../../core/api/contentType';
import { contentTypes } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import type { BlobState } from '../../core/protocol/contentProtocol';
import type { KnownBlob } from './archiveTypes';
import type { TenantCatalogue } from './catalogue';

/** How complete the archive is, of one tenant and content type. */
export interface ContentStatus {
  readonly tenantId: string;
  readonly contentType: ContentType;
  /** Records in the archive, imported ones included. */
  readonly records: number;
  /** How many copies of records came in blobs and were not kept. */
  readonly duplicates: number;
  readonly blobs: Readonly<Record<BlobState, number>>;
  /** How often a window was listed. */
  readonly windows: number;
  /** The ranges that were listed, merged, in order. */
  readonly listed: readonly ContentWindow[];
  /** The ranges between them that were not: content may be missing there. */
  readonly gaps: readonly ContentWindow[];
}

/** The status of every content type that the archive has something of. */
export function statusOf(tenantId: string, catalogue: TenantCatalogue, now: number): readonly ContentStatus[] {
  return contentTypes
    .map((contentType) => contentStatus(tenantId, contentType, catalogue, now))
    .filter(({ records, blobs, windows }) => records + windows + Object.values(blobs).reduce(add, 0) > 0);
}

function contentStatus(
  tenantId: string,
  contentType: ContentType,
  catalogue: TenantCatalogue,
  now: number,
): ContentStatus {
  const blobs = { listed: 0, archived: 0, failed: 0, lost: 0 };
  let duplicates = 0;
  for (const { blob } of catalogue.blobs.values()) {
    if (blob.contentType === contentType) {
      blobs[stateAt(now, blob)] += 1;
      duplicates += blob.duplicates ?? 0;
    }
  }
  const windows = catalogue.windows.filter((window) => window.contentType === contentType);
  const listed = mergeWindows(windows);
  return {
    tenantId,
    contentType,
    records: catalogue.files
      .filter((file) => file.contentType === contentType)
      .map((file) => file.records)
      .reduce(add, 0),
    duplicates,
    blobs,
    windows: windows.length,
    listed,
    gaps: listed.slice(1).map((window, index) => ({ start: listed[index]?.end ?? window.start, end: window.start })),
  };
}

/** A blob that was never fetched is lost when it expires, whether or not anyone asks for it then. */
export function stateAt(now: number, { state, expires }: KnownBlob): BlobState {
  return state !== 'archived' && expires <= now ? 'lost' : state;
}

/** The fewest windows that cover the same time. */
function mergeWindows(windows: readonly ContentWindow[]): readonly ContentWindow[] {
  const merged: ContentWindow[] = [];
  for (const { start, end } of windows.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    } else {
      merged.push({ start, end });
    }
  }
  return merged;
}

function add(sum: number, count: number): number {
  return sum + count;
}
